//! The data folder: `config.toml`, the key file (mode 600, never in the database) unless the key is kept elsewhere, and SQLite's
//! files unless another database was named.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use desk::outside_login::Service;
use desk::{Desk, Location};
use vault::Kek;

use crate::token::Token;

const CONFIG: &str = "config.toml";
/// The key file's name in the data folder.
pub(crate) const KEY: &str = "mingjian.key";
const SQLITE: &str = "mingjian.sqlite";

/// Where the key-encryption key is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum KeyPlace {
    File(PathBuf),
    /// A variable of the environment that holds the text of a key file.
    Environment(String),
    /// A file that only this token opens.
    Token(Token, PathBuf),
}

impl KeyPlace {
    /// The file that a change of the key moves; none where there is no file of ours.
    fn file(&self) -> Option<&Path> {
        match self {
            Self::File(file) | Self::Token(_, file) => Some(file),
            Self::Environment(_) => None,
        }
    }

    fn read(&self) -> anyhow::Result<Kek> {
        match self {
            Self::Environment(name) => {
                let text = variable(name).with_context(|| format!("环境变量 {name} 没有设置：应为密钥文件的内容"))?;
                Kek::from_file_text(&text).with_context(|| format!("环境变量 {name} 的内容不是有效的密钥"))
            }
            Self::File(file) | Self::Token(_, file) => self.read_file(file),
        }
    }

    /// Reads a file of this place: the key file, or one beside it.
    fn read_file(&self, file: &Path) -> anyhow::Result<Kek> {
        let text = zeroize::Zeroizing::new(std::fs::read_to_string(file).with_context(|| format!("无法读取密钥文件 {}", file.display()))?);
        match self {
            Self::Token(token, _) => token.open(&text),
            _ => Kek::from_file_text(&text).map_err(anyhow::Error::from),
        }
        .with_context(|| format!("密钥文件 {} 的内容不是有效的密钥", file.display()))
    }

    /// Writes a fresh key to a file of this place.
    fn write_file(&self, kek: &Kek, file: &Path) -> anyhow::Result<()> {
        let text = match self {
            Self::Token(token, _) => token.seal(kek)?,
            _ => kek.to_file_text(),
        };
        write_secret(file, &text).with_context(|| format!("无法写入密钥文件 {}（已有同名文件时不会覆盖）", file.display()))
    }

    /// The lines of the configuration.
    fn config(&self) -> String {
        let path = |path: &Path| quoted(&path.display().to_string());
        match self {
            Self::File(file) => format!("key_file = {}\n", path(file)),
            Self::Environment(name) => format!("key_env = {}\n", quoted(name)),
            Self::Token(token, file) => format!(
                "key_file = {}\n\n[token]\nmodule = {}\nname = {}\npin_file = {}\n",
                path(file),
                path(&token.module),
                quoted(&token.name),
                path(&token.pin_file)
            ),
        }
    }

    fn from_config(table: &toml::Table, path: &Path) -> anyhow::Result<Self> {
        if let Some(name) = table.get("key_env").and_then(toml::Value::as_str) {
            return Ok(Self::Environment(name.to_owned()));
        }
        let file = PathBuf::from(entry(table, "key_file", path)?);
        match table.get("token") {
            None => Ok(Self::File(file)),
            Some(token) => {
                let token = token.as_table().with_context(|| format!("{} 的 token 应为一节", path.display()))?;
                let token = Token {
                    module: entry(token, "module", path)?.into(),
                    name: entry(token, "name", path)?.to_owned(),
                    pin_file: entry(token, "pin_file", path)?.into(),
                };
                Ok(Self::Token(token, file))
            }
        }
    }
}

fn entry<'a>(table: &'a toml::Table, key: &str, path: &Path) -> anyhow::Result<&'a str> {
    table.get(key).and_then(toml::Value::as_str).with_context(|| format!("{} 缺少 {key}", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "the key may be kept in the environment, under a name that the configuration gives")]
fn variable(name: &str) -> Option<zeroize::Zeroizing<String>> {
    std::env::var(name).ok().map(zeroize::Zeroizing::new)
}

/// Where the database and the key of a data folder are.
pub(crate) struct DataFolder {
    pub(crate) location: Location,
    key: KeyPlace,
    /// The identity service (统一身份认证), where the configuration names one.
    pub(crate) outside: Option<Service>,
}

/// The section `[outside_login]` of the configuration.
fn outside(table: &toml::Table, path: &Path) -> anyhow::Result<Option<Service>> {
    let Some(section) = table.get("outside_login") else { return Ok(None) };
    let section = section.as_table().with_context(|| format!("{} 的 outside_login 应为一节", path.display()))?;
    let secret = match section.get("client_secret_file").and_then(toml::Value::as_str) {
        None => None,
        Some(file) => {
            let text = std::fs::read_to_string(file).with_context(|| format!("无法读取 {file}"))?;
            Some(text.trim_end_matches(['\r', '\n']).to_owned())
        }
    };
    let label = section.get("label").and_then(toml::Value::as_str).unwrap_or("统一身份认证");
    let service = Service::new(
        label,
        entry(section, "issuer", path)?,
        entry(section, "client_id", path)?,
        secret,
        entry(section, "redirect", path)?,
    )?;
    Ok(Some(service))
}

impl DataFolder {
    /// Makes the folder with its configuration and a fresh key, in the folder unless another place is given. Refuses a folder that
    /// holds one already. A key in the environment is taken as it is.
    pub(crate) fn create(folder: &Path, database: Option<&str>, key: Option<KeyPlace>) -> anyhow::Result<(Self, Kek)> {
        let config_path = folder.join(CONFIG);
        if config_path.exists() {
            bail!("{} 已经是一个数据目录，不再重复初始化", folder.display());
        }
        let location = location(folder, database.unwrap_or("sqlite"))?;
        std::fs::create_dir_all(folder).with_context(|| format!("无法创建数据目录 {}", folder.display()))?;
        let key = key.unwrap_or_else(|| KeyPlace::File(folder.join(KEY)));
        let kek = match key.file() {
            Some(file) => {
                let kek = Kek::generate(&mut desk::random::rng());
                key.write_file(&kek, file)?;
                kek
            }
            None => key.read()?,
        };
        // The address of a database may hold a password: mode 600 as well.
        let config = format!("database = {}\n{}", quoted(database.unwrap_or("sqlite")), key.config());
        write_secret(&config_path, &config).with_context(|| format!("无法写入 {}", config_path.display()))?;
        Ok((Self { location, key, outside: None }, kek))
    }

    /// Takes back what [`DataFolder::create`] wrote, so that a failed `init` leaves nothing half-done.
    pub(crate) fn discard(&self, folder: &Path) {
        let key_file = self.key.file().map(Path::to_path_buf);
        let leftovers = [folder.join(CONFIG), folder.join(SQLITE)];
        for path in leftovers.iter().chain(&key_file).filter(|p| p.exists()) {
            if let Err(error) = std::fs::remove_file(path) {
                tracing::warn!(%error, "a file of the failed init could not be removed");
            }
        }
    }

    /// Reads the configuration of a folder made by `init`.
    pub(crate) fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join(CONFIG);
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} 不是数据目录（缺少 {CONFIG}），请先运行 mingjian init --data DIR", folder.display()))?;
        let table: toml::Table = text.parse().with_context(|| format!("{} 不是有效的 TOML", path.display()))?;
        Ok(Self {
            location: location(folder, entry(&table, "database", &path)?)?,
            key: KeyPlace::from_config(&table, &path)?,
            outside: outside(&table, &path)?,
        })
    }

    /// Opens the system of this folder.
    pub(crate) async fn open(folder: &Path) -> anyhow::Result<Desk> {
        let this = Self::read(folder)?;
        let opened: anyhow::Result<Desk> = async { Ok(Desk::open(&this.location, &this.kek()?).await?) }.await;
        opened.with_context(|| {
            // A key that waits for its place, and one that no longer opens or is gone: a change of keys was interrupted.
            let is_interrupted = this.key.file().is_some_and(|file| beside(file, ".new").exists());
            let way_on = if is_interrupted { "（换钥没有做完，请再次运行 mingjian keys rewrap）" } else { "" };
            format!("无法打开数据目录 {}{way_on}", folder.display())
        })
    }

    pub(crate) fn kek(&self) -> anyhow::Result<Kek> {
        self.key.read()
    }

    /// Puts a new key-encryption key in the place of the old one; returns where the old one is now.
    ///
    /// The new key is on disk beside the old one before the database is touched, and takes its place afterwards. Whenever this
    /// is interrupted, both keys are there, and running it again ends what was begun.
    pub(crate) async fn rewrap(&self) -> anyhow::Result<PathBuf> {
        let Some(key_file) = self.key.file() else {
            bail!("密钥在环境变量中：请先改为密钥文件（config.toml 的 key_file），换钥后再放回环境变量");
        };
        let (next_file, old_file) = (beside(key_file, ".new"), beside(key_file, ".old"));
        if !key_file.exists() && next_file.exists() {
            // Interrupted between the two moves.
            move_file(&next_file, key_file)?;
            return Ok(old_file);
        }
        if old_file.exists() {
            bail!("上一次换钥留下的旧密钥 {} 仍在，请先移到保管处", old_file.display());
        }
        let next = if next_file.exists() {
            self.key.read_file(&next_file)?
        } else {
            let next = Kek::generate(&mut desk::random::rng());
            self.key.write_file(&next, &next_file)?;
            next
        };
        // Already wrapped when it was interrupted after the database.
        if !desk::keys::opens(&self.location, &next).await? {
            desk::keys::rewrap(&self.location, &self.kek()?, &next).await?;
        }
        move_file(key_file, &old_file)?;
        move_file(&next_file, key_file)?;
        Ok(old_file)
    }
}

/// A file beside the key file.
fn beside(key_file: &Path, ending: &str) -> PathBuf {
    let mut name = key_file.to_path_buf().into_os_string();
    name.push(ending);
    PathBuf::from(name)
}

/// Moves a file within its folder, and returns when that is on disk.
fn move_file(from: &Path, to: &Path) -> anyhow::Result<()> {
    let folder = match to.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    std::fs::rename(from, to)
        .and_then(|()| File::open(folder)?.sync_all())
        .with_context(|| format!("无法将 {} 移为 {}", from.display(), to.display()))
}

fn location(folder: &Path, database: &str) -> anyhow::Result<Location> {
    match database {
        "sqlite" => Ok(Location::Sqlite(folder.join(SQLITE))),
        url if url.starts_with("postgres://") || url.starts_with("postgresql://") => Ok(Location::Postgres(url.to_owned())),
        _ => bail!("--database 应为 sqlite 或 postgres://用户:密码@主机/库"),
    }
}

/// Writes a new file that only its owner can read, and makes sure that it is on disk before anything is sealed with it.
pub(crate) fn write_secret(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
