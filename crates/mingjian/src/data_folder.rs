//! The data folder: `config.toml`, the key file (mode 600, never in the database), and SQLite's files unless another
//! database was named.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use desk::{Desk, Location};
use vault::Kek;

const CONFIG: &str = "config.toml";
const KEY: &str = "mingjian.key";
const SQLITE: &str = "mingjian.sqlite";

/// Where the database and the key of a data folder are.
pub(crate) struct DataFolder {
    pub(crate) location: Location,
    key_file: PathBuf,
}

impl DataFolder {
    /// Makes the folder with its configuration and a fresh key. Refuses a folder that holds one already.
    pub(crate) fn create(folder: &Path, database: Option<&str>, key_file: Option<&Path>) -> anyhow::Result<(Self, Kek)> {
        let config_path = folder.join(CONFIG);
        if config_path.exists() {
            bail!("{} 已经是一个数据目录，不再重复初始化", folder.display());
        }
        let location = location(folder, database.unwrap_or("sqlite"))?;
        std::fs::create_dir_all(folder).with_context(|| format!("无法创建数据目录 {}", folder.display()))?;
        let key_path = key_file.map_or_else(|| folder.join(KEY), Path::to_path_buf);
        let kek = Kek::generate(&mut desk::random::rng());
        write_secret(&key_path, &kek.to_file_text())
            .with_context(|| format!("无法写入密钥文件 {}（已有同名文件时不会覆盖）", key_path.display()))?;
        // The address of a database may hold a password: mode 600 as well.
        let config =
            format!("database = {}\nkey_file = {}\n", quoted(database.unwrap_or("sqlite")), quoted(&key_path.display().to_string()));
        write_secret(&config_path, &config).with_context(|| format!("无法写入 {}", config_path.display()))?;
        Ok((Self { location, key_file: key_path }, kek))
    }

    /// Takes back what [`DataFolder::create`] wrote, so that a failed `init` leaves nothing half-done.
    pub(crate) fn discard(&self, folder: &Path) {
        let leftovers = [folder.join(CONFIG), self.key_file.clone(), folder.join(SQLITE)];
        for path in leftovers.iter().filter(|p| p.exists()) {
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
        let entry = |key: &str| table.get(key).and_then(toml::Value::as_str).with_context(|| format!("{} 缺少 {key}", path.display()));
        let key_file = PathBuf::from(entry("key_file")?);
        Ok(Self { location: location(folder, entry("database")?)?, key_file })
    }

    /// Opens the system of this folder.
    pub(crate) async fn open(folder: &Path) -> anyhow::Result<Desk> {
        let this = Self::read(folder)?;
        let opened: anyhow::Result<Desk> = async { Ok(Desk::open(&this.location, &this.kek()?).await?) }.await;
        opened.with_context(|| {
            // A key that waits for its place, and one that no longer opens or is gone: a change of keys was interrupted.
            let way_on = if this.beside(".new").exists() { "（换钥没有做完，请再次运行 mingjian keys rewrap）" } else { "" };
            format!("无法打开数据目录 {}{way_on}", folder.display())
        })
    }

    /// A file beside the key file.
    fn beside(&self, ending: &str) -> PathBuf {
        let mut name = self.key_file.clone().into_os_string();
        name.push(ending);
        PathBuf::from(name)
    }

    pub(crate) fn kek(&self) -> anyhow::Result<Kek> {
        read_kek(&self.key_file)
    }

    /// Puts a new key-encryption key in the place of the old one; returns where the old one is now.
    ///
    /// The new key is on disk beside the old one before the database is touched, and takes its place afterwards. Whenever this
    /// is interrupted, both keys are there, and running it again ends what was begun.
    pub(crate) async fn rewrap(&self) -> anyhow::Result<PathBuf> {
        let (next_file, old_file) = (self.beside(".new"), self.beside(".old"));
        if !self.key_file.exists() && next_file.exists() {
            // Interrupted between the two moves.
            move_file(&next_file, &self.key_file)?;
            return Ok(old_file);
        }
        if old_file.exists() {
            bail!("上一次换钥留下的旧密钥 {} 仍在，请先移到保管处", old_file.display());
        }
        let next = if next_file.exists() {
            read_kek(&next_file)?
        } else {
            let next = Kek::generate(&mut desk::random::rng());
            write_secret(&next_file, &next.to_file_text()).with_context(|| format!("无法写入 {}", next_file.display()))?;
            next
        };
        // Already wrapped when it was interrupted after the database.
        if !desk::keys::opens(&self.location, &next).await? {
            desk::keys::rewrap(&self.location, &self.kek()?, &next).await?;
        }
        move_file(&self.key_file, &old_file)?;
        move_file(&next_file, &self.key_file)?;
        Ok(old_file)
    }
}

fn read_kek(path: &Path) -> anyhow::Result<Kek> {
    let text = zeroize::Zeroizing::new(std::fs::read_to_string(path).with_context(|| format!("无法读取密钥文件 {}", path.display()))?);
    Kek::from_file_text(&text).with_context(|| format!("密钥文件 {} 的内容不是有效的密钥", path.display()))
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
