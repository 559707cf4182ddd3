//! `mingjian ledger`: check the log, hand it to outsiders, witness another authority's.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use ledger::{Checkpoint, Cosigner, HASH_BYTES, Hash, Note, Tile, Verifier, Witness, consistency, root_of};
use serde_json::json;

use crate::data_folder::{DataFolder, write_secret};
use crate::terminal::Output;

#[derive(clap::Subcommand)]
pub(crate) enum LedgerCommand {
    /// Read every entry, tile, checkpoint and covered row; say what was rewritten.
    Verify {
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// Public key of a witness whose line under the latest checkpoint counts; may be repeated.
        #[arg(long, value_name = "KEY", value_parser = parse_key)]
        witness: Vec<Verifier>,
    },
    /// The public keys of this log, for witnesses.
    Keys {
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
    /// Write checkpoint, tiles and entry bundles as files (C2SP tlog-tiles). They hold salted commitments only.
    Export {
        /// A folder; files of an earlier export are overwritten.
        out: PathBuf,
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
    /// At another authority: check that an exported log only grew since last time, and sign its checkpoint.
    Witness {
        /// The exported folder.
        log: PathBuf,
        /// The log's Ed25519 public key, handed over on another way than the log.
        #[arg(long, value_name = "KEY", value_parser = parse_key)]
        key: Verifier,
        /// This witness's name, such as `court.yueyang/w1`.
        #[arg(long)]
        name: String,
        /// Where this witness keeps its key and what it saw last.
        #[arg(long, value_name = "DIR")]
        state: PathBuf,
    },
    /// Keep a witness's line under the checkpoint that it signed.
    Cosign {
        /// The line that `ledger witness` printed.
        line: String,
        #[arg(long, value_name = "KEY", value_parser = parse_key)]
        witness: Verifier,
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
}

fn parse_key(text: &str) -> Result<Verifier, String> {
    Verifier::parse(text).map_err(|_| "应为 名称+编号+公钥 的一行".to_owned())
}

pub(crate) async fn run(command: LedgerCommand, output: Output) -> anyhow::Result<()> {
    match command {
        LedgerCommand::Verify { data, witness } => verify(&data, &witness, output).await,
        LedgerCommand::Keys { data } => {
            let desk = DataFolder::open(&data).await?;
            let keys: Vec<String> = desk::ledger::verifiers(&desk)?.iter().map(Verifier::to_text).collect();
            output.result(&json!({ "keys": keys }), &keys.join("\n"));
            Ok(())
        }
        LedgerCommand::Export { out, data } => {
            let desk = DataFolder::open(&data).await?;
            let files = desk::ledger::files(&desk, super::now()).await?;
            for file in &files {
                let path = out.join(&file.path);
                let folder = path.parent().context("每个文件都在目录中")?;
                std::fs::create_dir_all(folder).with_context(|| format!("无法创建 {}", folder.display()))?;
                std::fs::write(&path, &file.bytes).with_context(|| format!("无法写入 {}", path.display()))?;
            }
            output.result(&json!({ "files": files.len() }), &format!("已写出 {} 个文件", files.len()));
            Ok(())
        }
        LedgerCommand::Witness { log, key, name, state } => witness(&log, &key, &name, &state, output),
        LedgerCommand::Cosign { line, witness, data } => {
            let desk = DataFolder::open(&data).await?;
            desk::ledger::add_cosignature(&desk, &witness, &line, super::now()).await?;
            output.result(&json!({ "kept": true }), "已保存见证签名");
            Ok(())
        }
    }
}

async fn verify(data: &Path, witnesses: &[Verifier], output: Output) -> anyhow::Result<()> {
    let desk = DataFolder::open(data).await?;
    let report = desk::ledger::verify(&desk, witnesses, super::now()).await?;
    let differences: Vec<String> = report.differences.iter().map(|(table, key, what)| format!("{table} {key}：{what}")).collect();
    let told = json!({ "size": report.size, "root": report.root, "witnesses": report.witnesses, "differences": differences });
    let seen =
        if report.witnesses.is_empty() { "没有见证签名".to_owned() } else { format!("见证：{}", report.witnesses.join("、")) };
    let sentence = match differences.as_slice() {
        [] => format!("账本完整：{} 条，根 {}，{seen}", report.size, report.root),
        found => found.join("\n"),
    };
    output.result(&told, &sentence);
    if differences.is_empty() { Ok(()) } else { bail!("账本核对发现 {} 处不符", differences.len()) }
}

/// Secrets and memory of a witness: `witness.key` (mode 600) and `seen`.
fn witness(log: &Path, key: &Verifier, name: &str, state: &Path, output: Output) -> anyhow::Result<()> {
    std::fs::create_dir_all(state).with_context(|| format!("无法创建 {}", state.display()))?;
    let cosigner = Cosigner::new(name, &secret(&state.join("witness.key"))?).context("见证人的名称不能有空格和加号")?;
    let text = std::fs::read_to_string(log.join("checkpoint")).context("目录中没有 checkpoint")?;
    let note = Note::parse(&text).context("checkpoint 无法读取")?;
    let checkpoint = Checkpoint::parse(&note.text).context("checkpoint 无法读取")?;
    let seen_path = state.join("seen");
    let seen = if seen_path.exists() {
        let seen = Checkpoint::parse(&std::fs::read_to_string(&seen_path)?).context("所记的检查点无法读取")?;
        Witness { origin: seen.origin, size: seen.size, root: seen.root }
    } else {
        Witness { origin: checkpoint.origin.clone(), size: 0, root: root_of(&[]) }
    };
    let leaves = leaves(log, checkpoint.size)?;
    if root_of(&leaves) != checkpoint.root {
        bail!("瓦片算出的根与检查点不符");
    }
    let proof = if seen.size == 0 || seen.size > checkpoint.size {
        Vec::new()
    } else {
        let subtree = |from: u64, to: u64| Ok::<_, anyhow::Error>(root_of(&leaves[usize::try_from(from)?..usize::try_from(to)?]));
        consistency(seen.size, checkpoint.size, subtree)?
    };
    let now = u64::try_from(super::now().as_second()).context("时钟早于1970年")?;
    let (signature, now_seen) = cosigner.cosign(&seen, key, &note, &proof, now).context("不签：该账本不能证明只增不改")?;
    let remembered = Checkpoint { origin: now_seen.origin, size: now_seen.size, root: now_seen.root };
    std::fs::write(&seen_path, remembered.text()).with_context(|| format!("无法写入 {}", seen_path.display()))?;
    let line = signature.line();
    let vkey = cosigner.verifier().to_text();
    output.result(&json!({ "line": line.trim_end(), "key": vkey, "size": checkpoint.size }), &format!("{}\n公钥：{vkey}", line.trim_end()));
    Ok(())
}

/// The witness's secret; made at first use.
fn secret(path: &Path) -> anyhow::Result<zeroize::Zeroizing<[u8; 32]>> {
    if !path.exists() {
        write_secret(path, &desk::random::token()).with_context(|| format!("无法写入 {}", path.display()))?;
    }
    let text = zeroize::Zeroizing::new(std::fs::read_to_string(path).with_context(|| format!("无法读取 {}", path.display()))?);
    let mut secret = zeroize::Zeroizing::new([0; 32]);
    let text = text.trim();
    anyhow::ensure!(text.len() == 64, "{} 不是见证人的密钥", path.display());
    for (byte, at) in secret.iter_mut().zip((0..64).step_by(2)) {
        *byte =
            u8::from_str_radix(text.get(at..at + 2).unwrap_or(""), 16).with_context(|| format!("{} 不是见证人的密钥", path.display()))?;
    }
    Ok(secret)
}

/// The leaf hashes of the exported log, from its lowest tiles.
fn leaves(log: &Path, size: u64) -> anyhow::Result<Vec<Hash>> {
    let mut leaves = Vec::new();
    for tile in Tile::all(size).iter().filter(|tile| tile.level == 0) {
        let path = log.join(tile.path());
        let bytes = std::fs::read(&path).with_context(|| format!("缺少瓦片 {}", path.display()))?;
        let (hashes, []) = bytes.as_chunks::<HASH_BYTES>() else { bail!("瓦片 {} 长度不对", path.display()) };
        leaves.extend(hashes.iter().map(|hash| Hash(*hash)));
    }
    Ok(leaves)
}
