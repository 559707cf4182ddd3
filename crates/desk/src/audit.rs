//! 审计: for the auditor only. The log as people read it, and signals in officers' own acts.

mod integrity;
mod recheck;

use std::collections::HashMap;

use ::ledger::{Checkpoint, Note, Signature};
use casework::decision::EventKind;
use store::ledger as rows;

pub use integrity::integrity;
pub use recheck::{Outcome, conclude, draw};

use crate::view::{AuditPage, AuditQuery, ChainView, EntryRow, ExportKind};
use crate::{Actor, Desk, DeskError, Permission, random, time};

const PAGE: i64 = 100;

/// The tables that entries are about, by the names that auditors know them under.
const SUBJECTS: &[(&str, &str)] = &[
    ("decision", "决定"),
    ("access_record", "查阅"),
    ("registry_event", "异常名录"),
    ("protection", "保护标记"),
    ("impact_assessment", "影响评估"),
    ("recheck", "抽查"),
    ("officer_relation", "回避申报"),
    ("avoidance_ruling", "回避决定"),
    ("session", "登录"),
    ("account", "账号"),
    ("setting", "设置"),
    ("data_key", "密钥"),
];

/// The state of the log, and its latest entries that fit.
#[crate::boxed]
pub async fn page(desk: &Desk, actor: &Actor, query: AuditQuery) -> Result<AuditPage, DeskError> {
    actor.require(Permission::Audit)?;
    let mut tx = desk.store().read().await?;
    let accounts = store::account::all(&mut tx).await?;
    let names: HashMap<i64, String> = accounts.iter().map(|account| (account.id, account.display_name.clone())).collect();
    let search = rows::Search { subject: query.subject.as_deref(), account_id: query.account_id };
    let mut entries = rows::search(&mut tx, search, query.before.unwrap_or(i64::MAX), PAGE + 1).await?;
    let has_more = entries.len() > PAGE as usize;
    entries.truncate(PAGE as usize);
    let next_before = entries.last().filter(|_| has_more).and_then(|entry| entry.seq);
    let filings = filings(&mut tx, actor, &entries).await?;
    Ok(AuditPage {
        chain: chain(&mut tx).await?,
        rows: entries.into_iter().map(|entry| row(&names, &filings, entry)).collect(),
        subjects: SUBJECTS.to_vec(),
        officers: accounts.into_iter().map(|account| (account.id, account.display_name)).collect(),
        next_before,
        query,
    })
}

async fn chain(tx: &mut store::Tx) -> Result<ChainView, DeskError> {
    let latest = rows::latest_checkpoint(tx).await?;
    let waiting = u64::try_from(rows::pending(tx).await?).unwrap_or(0);
    let Some(latest) = latest else {
        return Ok(ChainView { size: 0, waiting, root: String::new(), signed_at: String::new(), witnesses: Vec::new() });
    };
    let parsed = Note::parse(&latest.note).ok().and_then(|note| Checkpoint::parse(&note.text).ok());
    let mut witnesses = Vec::new();
    for line in rows::latest_cosignatures(tx).await? {
        let name = Signature::parse(&line.line).map_or_else(|_| "无法读取".to_owned(), |signature| signature.name);
        witnesses.push((name, u64::try_from(line.size).unwrap_or(0), time::shown(line.at)));
    }
    Ok(ChainView {
        size: u64::try_from(latest.size).unwrap_or(0),
        waiting,
        root: parsed.map_or_else(|| "无法读取".to_owned(), |checkpoint| checkpoint.root.to_string()),
        signed_at: time::shown(latest.at),
        witnesses,
    })
}

/// The filings that entries lead to and that the auditor may open, by table and key.
async fn filings(tx: &mut store::Tx, actor: &Actor, entries: &[rows::Entry]) -> Result<HashMap<(String, i64), i64>, DeskError> {
    let mut found = HashMap::new();
    for (subject, _) in SUBJECTS {
        let ids: Vec<i64> =
            entries.iter().filter(|entry| entry.subject == *subject).filter_map(|entry| entry.subject_key.parse().ok()).collect();
        if ids.is_empty() {
            continue;
        }
        for (id, submission_id) in rows::filings_of(tx, subject, &ids).await? {
            found.insert(((*subject).to_owned(), id), submission_id);
        }
    }
    let ids: Vec<i64> = found.values().copied().collect();
    let open: HashMap<i64, i64> = store::submission::get_many(tx, &ids).await?.into_iter().map(|row| (row.id, row.org_id)).collect();
    found.retain(|_, submission_id| open.get(submission_id).is_some_and(|org_id| actor.sees_org(*org_id)));
    Ok(found)
}

fn row(names: &HashMap<i64, String>, filings: &HashMap<(String, i64), i64>, entry: rows::Entry) -> EntryRow {
    let name = SUBJECTS.iter().find(|(subject, _)| *subject == entry.subject).map_or(entry.subject.as_str(), |(_, name)| name);
    let filing = entry.subject_key.parse().ok().and_then(|id: i64| filings.get(&(entry.subject.clone(), id)).copied());
    EntryRow {
        seq: entry.seq.unwrap_or_default(),
        at: entry.at.map(time::shown).unwrap_or_default(),
        officer: entry.account_id.map_or("—", |id| names.get(&id).map_or("—", String::as_str)).to_owned(),
        what: what(&entry.kind),
        subject: if entry.subject == "session" { name.to_owned() } else { format!("{name} {}", entry.subject_key) },
        submission_id: filing,
        commitment: random::hex(entry.commitment.get(..6).unwrap_or_default()),
    }
}

/// What was done, in words; a kind without words of its own is shown as it is kept.
fn what(kind: &str) -> String {
    if let Some(event) = kind.strip_prefix("decision.").and_then(EventKind::from_code) {
        return event.label().to_owned();
    }
    if let Some(table) = kind.strip_prefix("access.export.").and_then(ExportKind::from_code) {
        return format!("导出{}", table.label());
    }
    let words = match kind {
        "login" => "登录",
        "baseline" => "账本建立前已有的记录",
        "covered" => "账本开始登记该表",
        "access.reveal" => "查看明文",
        "access.lookup" => "按号码查人",
        "access.signed_for" => "代理负责人签发文书",
        "account.added" => "新增账号",
        "account.password" => "更换密码",
        "account.disabled" => "停用账号",
        "account.enabled" => "启用账号",
        "account.second_factor.on" => "启用动态验证码",
        "account.second_factor.off" => "停用动态验证码",
        "account.recovery_code" => "使用备用码登录",
        "account.outside.linked" => "绑定统一身份认证",
        "account.outside.unlinked" => "解除统一身份认证",
        "key.added" => "新增数据密钥",
        "key.sealing" => "启用数据密钥",
        "key.rewrapped" => "更换密钥加密密钥",
        "key.resealed" => "用新密钥重新封存",
        "setting" => "变更设置",
        "relation.declared" => "申报关系",
        "relation.ended" => "申报关系解除",
        "avoidance.avoid" => "决定应当回避",
        "avoidance.stay" => "决定不需回避",
        "recheck.drawn" => "抽中复查",
        "recheck.clean" => "复查未见异常",
        "recheck.flawed" => "复查发现瑕疵",
        "recheck.wrong" => "复查认定有误",
        other => other,
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::what;

    #[test]
    fn entries_are_told_in_words() {
        let told = ["decision.accepted", "access.reveal", "access.export.persons", "login", "key.added", "something.else"].map(what);
        assert_eq!(told, ["决定受理", "查看明文", "导出人员归并", "登录", "新增数据密钥", "something.else"]);
    }
}
