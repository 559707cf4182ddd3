//! A hardware token (PKCS#11, 密码机) that guards the key-encryption key: an AES key that never leaves the token seals it, and only
//! the sealed form lies in the key file.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::mechanism::Mechanism;
use cryptoki::mechanism::aead::GcmParams;
use cryptoki::object::{Attribute, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::types::AuthPin;
use vault::Kek;
use zeroize::Zeroizing;

/// Begins the one line of a key file that a token sealed; notes begin with `#`.
const MARK: &str = "mingjian-kek-token-1";
const NOTE: &str = "# 明鉴的密钥加密密钥，由密码机（PKCS#11）封存：没有密码机和口令，这个文件打不开任何内容。";
/// The label of our key in the token.
const LABEL: &[u8] = b"mingjian-kek";
const NONCE_BYTES: usize = 12;
const TAG_BITS: u64 = 128;

/// Where the token is and how it is entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// The library of the token's maker.
    pub(crate) module: PathBuf,
    /// The token's own label.
    pub(crate) name: String,
    /// A file of mode 600 that holds the user's PIN.
    pub(crate) pin_file: PathBuf,
}

impl Token {
    /// The text of the key file, sealed by the token; a key of ours is made in the token where there is none.
    pub(crate) fn seal(&self, kek: &Kek) -> anyhow::Result<Zeroizing<String>> {
        let session = self.enter()?;
        let key = match find(&session)? {
            Some(key) => key,
            None => session
                .generate_key(
                    &Mechanism::AesKeyGen,
                    &[
                        Attribute::Token(true),
                        Attribute::Private(true),
                        Attribute::Sensitive(true),
                        Attribute::Extractable(false),
                        Attribute::Encrypt(true),
                        Attribute::Decrypt(true),
                        Attribute::ValueLen(32.into()),
                        Attribute::Label(LABEL.to_vec()),
                    ],
                )
                .context("密码机不能生成 AES 密钥")?,
        };
        let mut nonce = [0_u8; NONCE_BYTES];
        desk::random::fill(&mut nonce);
        let mut iv = nonce;
        let parameters = GcmParams::new(&mut iv, MARK.as_bytes(), TAG_BITS.into())?;
        let sealed = session.encrypt(&Mechanism::AesGcm(parameters), key, kek.to_file_text().as_bytes()).context("密码机没有封存")?;
        Ok(Zeroizing::new(format!("{NOTE}\n{MARK} {}\n", BASE64.encode([nonce.as_slice(), &sealed].concat()))))
    }

    /// The key that [`Token::seal`] sealed.
    pub(crate) fn open(&self, text: &str) -> anyhow::Result<Kek> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (Some(line), None) = (lines.next(), lines.next()) else { bail!("应有且只有一行“{MARK} …”") };
        let bytes = line.strip_prefix(MARK).and_then(|rest| BASE64.decode(rest.trim()).ok()).with_context(|| format!("应为“{MARK} …”"))?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES).context("密钥文件不完整")?;
        let session = self.enter()?;
        let key = find(&session)?.context("密码机中没有明鉴的密钥：换了密码机，或已被删除")?;
        let mut iv = nonce.to_vec();
        let parameters = GcmParams::new(&mut iv, MARK.as_bytes(), TAG_BITS.into())?;
        let opened = Zeroizing::new(session.decrypt(&Mechanism::AesGcm(parameters), key, sealed).context("密码机打不开密钥文件")?);
        Ok(Kek::from_file_text(std::str::from_utf8(&opened).context("密钥文件的内容不是有效的密钥")?)?)
    }

    fn enter(&self) -> anyhow::Result<Session> {
        let library = Pkcs11::new(&self.module).with_context(|| format!("无法载入密码机的程序库 {}", self.module.display()))?;
        library.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)).context("密码机没有就绪")?;
        let slots = library.get_slots_with_token().context("无法列出密码机")?;
        let is_ours = |slot: &cryptoki::slot::Slot| library.get_token_info(*slot).is_ok_and(|info| info.label().trim() == self.name);
        let slot = slots.into_iter().find(is_ours).with_context(|| format!("没有名为 {} 的密码机", self.name))?;
        let session = library.open_rw_session(slot).context("密码机不接受会话")?;
        let pin = read_pin(&self.pin_file)?;
        session.login(UserType::User, Some(&AuthPin::new(pin.as_str().into()))).context("密码机不接受口令")?;
        Ok(session)
    }
}

fn read_pin(path: &Path) -> anyhow::Result<Zeroizing<String>> {
    let text = Zeroizing::new(std::fs::read_to_string(path).with_context(|| format!("无法读取口令文件 {}", path.display()))?);
    Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()))
}

fn find(session: &Session) -> anyhow::Result<Option<ObjectHandle>> {
    let template = [Attribute::Class(ObjectClass::SECRET_KEY), Attribute::KeyType(KeyType::AES), Attribute::Label(LABEL.to_vec())];
    Ok(session.find_objects(&template).context("密码机不能查找密钥")?.first().copied())
}
