//! What is held about a person, in words that they can read.

use std::collections::BTreeMap;

use casework::codes::FieldClass;
use casework::registry::NoticeKind;
use store::Tx;
use store::submission::Submission;

use super::retention;
use crate::assessment::Computing;
use crate::registry::grounds;
use crate::{Actor, Desk, DeskError, access, personal, wording};

/// Filings of a person that are looked through.
const FILINGS: i64 = 2_000;
/// Facts and looks that are told.
const TOLD: i64 = 200;

/// What may be told to whoever was identified by the anchor.
pub(super) struct Holdings {
    /// Filings that are surely theirs, oldest first.
    pub(super) filings: Vec<Submission>,
    /// Filings of the unit that are only inferred to be theirs.
    pub(super) left_out: usize,
}

impl Holdings {
    /// The filings that share the anchor's document number or telephone, as far as the actor's units have them.
    pub(super) async fn of(desk: &Desk, tx: &mut Tx, actor: &Actor, anchor: &Submission) -> Result<Self, DeskError> {
        let all = match anchor.person_id {
            Some(person_id) => store::submission::of_person(tx, person_id, FILINGS).await?,
            None => vec![anchor.clone()],
        };
        let seen: Vec<Submission> = all.into_iter().filter(|filing| actor.sees_org(filing.org_id)).collect();
        let ids: Vec<i64> = seen.iter().map(|filing| filing.id).collect();
        let mut numbers: BTreeMap<i64, [Option<String>; 2]> = BTreeMap::new();
        let keyed = Computing::keyed();
        for cell in store::sealed::identities(tx, &ids).await? {
            let read = |class, sealed: &Option<Vec<u8>>| -> Result<Option<String>, DeskError> {
                Ok(personal::open(desk.vault(), class, cell.submission_id, sealed.as_deref())?
                    .map(|clear| clear.computed(0, &keyed).to_owned()))
            };
            // A masked number is nobody's.
            let whole = |text: Option<String>| text.filter(|text| !text.is_empty() && !text.contains('*'));
            let pair = [whole(read(FieldClass::IdNo, &cell.id_no)?), whole(read(FieldClass::Phone, &cell.phone)?)];
            numbers.insert(cell.submission_id, pair);
        }
        let own = numbers.get(&anchor.id).cloned().unwrap_or_default();
        let shares = |id: i64| {
            id == anchor.id
                || numbers.get(&id).is_some_and(|pair| pair.iter().zip(&own).any(|(theirs, own)| own.is_some() && theirs == own))
        };
        let (mut filings, left): (Vec<Submission>, Vec<Submission>) = seen.into_iter().partition(|filing| shares(filing.id));
        filings.sort_by_key(|filing| (filing.received_on, filing.id));
        Ok(Self { filings, left_out: left.len() })
    }

    fn ids(&self) -> Vec<i64> {
        self.filings.iter().map(|filing| filing.id).collect()
    }

    /// Everything, paragraph by paragraph, in clear.
    pub(super) async fn told(&self, desk: &Desk, tx: &mut Tx) -> Result<Vec<String>, DeskError> {
        let mut lines = vec!["一、身份信息".to_owned()];
        lines.extend(self.identity(desk, tx).await?);
        lines.push("二、投诉举报".to_owned());
        for filing in &self.filings {
            let words = [filing.category.map(|c| c.label()), filing.issue.map(|i| i.label()), filing.item.as_deref()];
            let what = words.into_iter().flatten().collect::<Vec<_>>().join("、");
            let (no, on) = (&filing.submission_no, papers::chinese_date(filing.received_on));
            lines.push(format!("{on}，来件{no}，{}，被投诉举报人{}，{what}。", filing.kind.label(), filing.operator_name));
        }
        if self.left_out > 0 {
            let count = self.left_out;
            lines.push(format!("另有{count}件来件由系统推定可能与你有关，因未能以证件号码或者电话核实，没有列入。"));
        }
        lines.push("三、处理决定".to_owned());
        lines.extend(or_none(self.decisions(desk, tx).await?));
        lines.push("四、系统提示的情形".to_owned());
        lines.extend(or_none(self.explained(desk, tx).await?));
        lines.push("五、有关机关提供的事实".to_owned());
        lines.extend(or_none(self.facts(tx).await?));
        lines.push("六、异常名录".to_owned());
        lines.extend(or_none(self.entries(desk, tx).await?));
        lines.push("七、查阅记录".to_owned());
        lines.extend(or_none(self.looks(desk, tx).await?));
        lines.push("八、保存期限".to_owned());
        lines.extend(retention::classes().iter().map(retention::Class::told));
        Ok(lines)
    }

    async fn identity(&self, desk: &Desk, tx: &mut Tx) -> Result<Vec<String>, DeskError> {
        let mut values: BTreeMap<(FieldClass, String), Vec<String>> = BTreeMap::new();
        let number = |id: i64| self.filings.iter().find(|filing| filing.id == id).map_or("", |filing| filing.submission_no.as_str());
        for cell in store::sealed::identities(tx, &self.ids()).await? {
            let classes = [
                (FieldClass::Name, &cell.name),
                (FieldClass::IdNo, &cell.id_no),
                (FieldClass::Phone, &cell.phone),
                (FieldClass::Address, &cell.address),
                (FieldClass::Account, &cell.account),
            ];
            let printing = access::printing(cell.submission_id);
            for (class, sealed) in classes {
                if let Some(clear) = personal::open(desk.vault(), class, cell.submission_id, sealed.as_deref())? {
                    values.entry((class, clear.shown(0, &printing)?.to_owned())).or_default().push(number(cell.submission_id).to_owned());
                }
            }
        }
        let line = |((class, value), numbers): ((FieldClass, String), Vec<String>)| {
            let from = match numbers.as_slice() {
                [one] => format!("来件{one}"),
                [first, .., last] => format!("来件{first}至{last}共{}件", numbers.len()),
                [] => String::new(),
            };
            format!("{}：{value}。来源：{from}。", class.label())
        };
        Ok(or_none(values.into_iter().map(line).collect()))
    }

    async fn decisions(&self, desk: &Desk, tx: &mut Tx) -> Result<Vec<String>, DeskError> {
        let mut lines = Vec::new();
        let matters = store::matter::of_submissions(tx, &self.ids()).await?;
        for decision in store::decision::of_submissions(tx, &self.ids()).await? {
            let Some(act) = casework::decision::EventKind::from_code(&decision.act) else { continue };
            let number = self.filings.iter().find(|filing| filing.id == decision.submission_id).map_or("", |f| f.submission_no.as_str());
            let rules_id = matters.iter().find(|matter| matter.id == decision.matter_id).and_then(|matter| matter.rules_id);
            let ground = decision.ground.as_deref().map(|code| wording::ground(desk.law(), rules_id, act, code));
            let ground = ground.filter(|text| !text.is_empty()).map(|text| format!("，依据{text}")).unwrap_or_default();
            lines.push(format!("{}，来件{number}：{}{ground}。", papers::chinese_date(decision.decided_on), act.label()));
        }
        Ok(lines)
    }

    /// What the machine pointed at, why, by which rule, and what follows from it: nothing by itself (24 paragraph 3).
    pub(super) async fn explained(&self, desk: &Desk, tx: &mut Tx) -> Result<Vec<String>, DeskError> {
        let mut lines = Vec::new();
        for filing in &self.filings {
            for finding in store::finding::of_submission(tx, filing.id).await? {
                let title = wording::circumstance_title(desk.circumstances(), &finding.circumstance);
                let verdict = crate::lists::verdict(&finding.verdict)?.label();
                let (on, no) = (papers::chinese_date(finding.as_of), &filing.submission_no);
                let clause = desk.circumstances().get(&finding.circumstance).map(|known| known.clause.clone()).unwrap_or_default();
                let summary = finding.summary.trim_end_matches('。');
                lines.push(format!(
                    "系统于{on}对来件{no}作出“{title}”的提示（{verdict}）。规则出自{}：“{clause}”。系统所依据的在库事实：{summary}。这一提示只供工作人员\
                     核对证据，不自动产生任何决定；是否采信由具名工作人员判断并说明理由。",
                    finding.clause
                ));
            }
        }
        Ok(lines)
    }

    async fn facts(&self, tx: &mut Tx) -> Result<Vec<String>, DeskError> {
        let ids = self.ids();
        let Some(person_id) = self.filings.iter().find_map(|filing| filing.person_id) else { return Ok(Vec::new()) };
        let facts = store::fact::of_person(tx, person_id, TOLD).await?;
        // A fact without a filing of theirs is linked by inference only.
        let theirs = facts.into_iter().filter(|fact| fact.submission_id.is_some_and(|id| ids.contains(&id)));
        Ok(theirs
            .map(|fact| {
                let (on, kind, result) = (papers::chinese_date(fact.happened_on), fact.kind.label(), fact.result.label());
                format!("{on}，{}：{kind}，{result}（编号{}）。", fact.organ, fact.fact_no)
            })
            .collect())
    }

    /// Entries of which the person was told; one whose notice is lawfully put off is not told of by another road.
    async fn entries(&self, desk: &Desk, tx: &mut Tx) -> Result<Vec<String>, DeskError> {
        let Some(person_id) = self.filings.iter().find_map(|filing| filing.person_id) else { return Ok(Vec::new()) };
        let ids = self.ids();
        let mut lines = Vec::new();
        for entry in store::registry::of_person(tx, person_id).await? {
            if entry.notice_kind != Some(NoticeKind::Served) || !ids.contains(&entry.anchor_id) {
                continue;
            }
            let listed = entry.listed_on.map_or_else(|| "尚未列入".to_owned(), |on| format!("{}列入", papers::chinese_date(on)));
            let expires = entry.expires_on.map(|on| format!("，至{}失效", papers::chinese_date(on))).unwrap_or_default();
            let receivers = store::registry::receivers_of(tx, entry.id).await?.len();
            let grounds = grounds(desk, tx, entry.id).await?;
            let state = entry.state.label();
            lines.push(format!("第{}号记录，{listed}{expires}，现为“{state}”，依据{grounds}，提供给{receivers}个单位。", entry.id));
        }
        Ok(lines)
    }

    /// Who saw their data in clear: unit and purpose, by day. Officers stand under their unit.
    async fn looks(&self, desk: &Desk, tx: &mut Tx) -> Result<Vec<String>, DeskError> {
        let accounts = store::account::all(tx).await?;
        let mut lines = Vec::new();
        for filing in &self.filings {
            for look in store::access::of_submission(tx, filing.id, TOLD).await? {
                let org = look.account_id.and_then(|id| accounts.iter().find(|account| account.id == id)).map(|account| account.org_id);
                let unit = org.and_then(|id| desk.units().get(id)).map_or("系统管理命令", |unit| unit.name.as_str());
                let class = look.field_class.map_or("文书或者全部信息", FieldClass::label);
                let (on, no) = (papers::chinese_date(crate::time::local_date(look.at)), &filing.submission_no);
                lines.push(format!("{on}，{unit}，来件{no}的{class}，理由：{}。", look.purpose.trim_end_matches('。')));
            }
        }
        Ok(lines)
    }
}

fn or_none(lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() { vec!["没有。".to_owned()] } else { lines }
}
