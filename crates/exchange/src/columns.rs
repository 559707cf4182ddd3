//! The columns of every kind of file: header, key, whether it is required, and what a cell must hold.
//! Source: FORMATS §1–2. The header search, the checks, the template workbook and the profiles all read this one table.

use casework::codes::{Category, Channel, IdKind, ImportKind, Issue, Outcome, SubmissionKind, Verification};
use casework::fact::{FactKind, FactResult};

/// One column of a kind of file.
#[derive(Clone, Debug)]
pub struct Column {
    /// Position in [`columns`], which is how checks and layouts refer to a column.
    pub slot: usize,
    /// The English name in profiles and JSON Lines.
    pub key: &'static str,
    /// The header in workbooks.
    pub header: &'static str,
    /// Whether the column must be there and each of its cells filled.
    pub required: bool,
    /// What a cell must hold, for the template and for people who mend.
    pub expects: String,
}

/// Declares the columns of a table as an enum whose discriminants are slots.
macro_rules! slots {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $key:literal, $header:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name { $($variant),+ }

        impl $name {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub(crate) const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            pub(crate) const fn header(self) -> &'static str {
                match self { $(Self::$variant => $header),+ }
            }
        }
    };
}

slots! {
    /// 来件. Source: FORMATS §1.
    SubmissionColumn {
        SubmissionNo = "submission_no", "来件编号";
        Channel = "channel", "来源渠道";
        ReceivedAt = "received_at", "登记时间";
        Kind = "kind", "类型";
        Name = "name", "姓名";
        IdKind = "id_kind", "证件类型";
        IdNo = "id_no", "证件号码";
        Phone = "phone", "联系电话";
        Address = "address", "联系地址";
        AgentName = "agent_name", "代理人姓名";
        AgentPhone = "agent_phone", "代理人电话";
        RealName = "real_name", "是否实名";
        ConsentPublish = "consent_publish", "同意公示";
        ConsentDelegate = "consent_delegate", "同意委托调解";
        OperatorName = "operator_name", "被投诉举报单位";
        OperatorUscc = "operator_uscc", "统一社会信用代码";
        OperatorAddress = "operator_address", "单位地址";
        Region = "region", "行政区划代码";
        Platform = "platform", "电商平台";
        Item = "item", "商品或服务";
        Category = "category", "类别";
        Issue = "issue", "问题类别";
        PurchasedOn = "purchased_on", "购买时间";
        Quantity = "quantity", "数量";
        Unit = "unit", "单位";
        Amount = "amount", "金额";
        OrderNo = "order_no", "订单编号";
        Consignee = "consignee", "收货人";
        ConsigneePhone = "consignee_phone", "收货电话";
        ConsigneeAddress = "consignee_address", "收货地址";
        PayeeAccount = "payee_account", "收款账号";
        Demand = "demand", "诉求";
        ClaimAmount = "claim_amount", "索赔金额";
        Narrative = "narrative", "内容";
        EvidenceHashes = "evidence_hashes", "附件指纹";
        Outcome = "outcome", "办理结果";
        ClosedAt = "closed_at", "办结时间";
        AwardAmount = "award_amount", "获赔金额";
        Punitive = "punitive", "惩罚性赔偿";
        Verification = "verification", "核查结论";
    }
}

slots! {
    /// Department facts, all kinds. Source: FORMATS §2.
    FactColumn {
        FactNo = "fact_no", "编号";
        Organ = "organ", "办理机关";
        HappenedOn = "happened_on", "日期";
        Type = "type", "类型";
        Name = "name", "姓名";
        IdNo = "id_no", "证件号码";
        Phone = "phone", "联系电话";
        Matter = "matter", "事项";
        SubmissionNo = "submission_no", "关联来件编号";
        Result = "result", "结果";
        ResultOn = "result_on", "结果日期";
        OperatorName = "operator_name", "被处罚单位";
        OperatorUscc = "operator_uscc", "统一社会信用代码";
        Cause = "cause", "案由";
        Fine = "fine", "罚款金额";
    }
}

/// Headers that the error workbook adds and every import skips, so that a mended error workbook goes in as it is.
pub(crate) const ROW_NO_HEADER: &str = "行号";
pub(crate) const REASON_HEADER: &str = "原因";

/// The columns of a kind of file, in the order of FORMATS. Slots may have gaps: a fact kind has not every fact column.
pub fn columns(kind: ImportKind) -> Vec<Column> {
    match kind {
        ImportKind::Submissions => SubmissionColumn::ALL.iter().map(|&c| submission_column(c)).collect(),
        _ => FactColumn::ALL.iter().filter_map(|&c| fact_column(kind, c)).collect(),
    }
}

/// Number of slots that a layout for this kind must provide.
pub(crate) const fn slot_count(kind: ImportKind) -> usize {
    match kind {
        ImportKind::Submissions => SubmissionColumn::ALL.len(),
        _ => FactColumn::ALL.len(),
    }
}

/// `甲、乙、丙`: how a closed list is told to people.
pub(crate) fn list(labels: impl Iterator<Item = &'static str>) -> String {
    labels.collect::<Vec<_>>().join("、")
}

fn submission_column(column: SubmissionColumn) -> Column {
    use SubmissionColumn as C;
    const YES_NO: &str = "是、否";
    const PHONE: &str = "11位手机号码或带区号的固定电话，可用*遮蔽";
    const YUAN: &str = "元，最多两位小数";
    let expects = match column {
        C::SubmissionNo => "同一渠道内不重复；同渠道同编号视为同一来件".to_owned(),
        C::Channel => list(Channel::ALL.iter().map(|c| c.label())),
        C::ReceivedAt => "YYYY-MM-DD HH:MM[:SS]，或日期单元格".to_owned(),
        C::Kind => list(SubmissionKind::ALL.iter().map(|k| k.label())),
        C::Name => "不超过60个字，可空".to_owned(),
        C::IdKind => format!("空白即居民身份证；{}", list(IdKind::ALL.iter().map(|k| k.label()))),
        C::IdNo => "18位居民身份证号码，可用*遮蔽；请设为文本格式".to_owned(),
        C::Phone | C::AgentPhone | C::ConsigneePhone => PHONE.to_owned(),
        C::RealName => format!("{YES_NO}（举报）"),
        C::ConsentPublish | C::ConsentDelegate | C::Punitive => YES_NO.to_owned(),
        C::OperatorUscc => "18位统一社会信用代码".to_owned(),
        C::Region => "6位行政区划代码（GB/T 2260），或本系统的单位代码".to_owned(),
        C::Platform => "空白即线下".to_owned(),
        C::Category => list(Category::ALL.iter().map(|c| c.label())),
        C::Issue => list(Issue::ALL.iter().map(|i| i.label())),
        C::PurchasedOn => "YYYY-MM-DD，或日期单元格".to_owned(),
        C::Quantity => "不为负数，最多三位小数".to_owned(),
        C::Amount | C::ClaimAmount | C::AwardAmount => YUAN.to_owned(),
        C::PayeeAccount => "退款或奖励的收款账号；请设为文本格式".to_owned(),
        C::EvidenceHashes => "64位十六进制的SHA-256，多个以;分隔".to_owned(),
        C::Outcome => format!("空白即未办结；{}", list(Outcome::ALL.iter().map(|o| o.label()))),
        C::ClosedAt => "YYYY-MM-DD HH:MM[:SS]，或日期单元格，不早于登记日期".to_owned(),
        C::Verification => list(Verification::ALL.iter().map(|v| v.label())),
        C::AgentName | C::Consignee => "不超过60个字".to_owned(),
        C::Address
        | C::OperatorName
        | C::OperatorAddress
        | C::Item
        | C::Unit
        | C::OrderNo
        | C::ConsigneeAddress
        | C::Demand
        | C::Narrative => "文字".to_owned(),
    };
    let required = matches!(column, C::SubmissionNo | C::Channel | C::ReceivedAt | C::Kind | C::OperatorName | C::Region | C::Narrative);
    Column { slot: column as usize, key: column.key(), header: column.header(), required, expects }
}

/// The fact kinds that rows of this kind of file may be; with several, the 类型 column tells which.
pub(crate) const fn fact_kinds(kind: ImportKind) -> &'static [FactKind] {
    use FactKind as F;
    match kind {
        ImportKind::Submissions => &[],
        ImportKind::Reviews => &[F::Reconsideration, F::Lawsuit],
        ImportKind::Disclosures => &[F::Disclosure],
        ImportKind::Discipline => &[F::Discipline],
        ImportKind::Police => &[F::Police],
        ImportKind::Petitions => &[F::Petition],
        ImportKind::Penalties => &[F::Penalty],
        ImportKind::Attestations => {
            &[F::DeniedByPerson, F::Hired, F::InventedFacts, F::PlantedOrSwapped, F::Extortion, F::Whistleblower, F::PublicInterest]
        }
    }
}

fn fact_column(kind: ImportKind, column: FactColumn) -> Option<Column> {
    use FactColumn as C;
    let kinds = fact_kinds(kind);
    let is_penalty = matches!(kind, ImportKind::Penalties);
    let is_attestation = matches!(kind, ImportKind::Attestations);
    let (required, expects) = match column {
        C::FactNo => (true, "同一机关内不重复".to_owned()),
        C::Organ => (true, "文字".to_owned()),
        C::HappenedOn => (true, "YYYY-MM-DD，或日期单元格".to_owned()),
        C::Type if kinds.len() > 1 => (true, list(kinds.iter().map(|k| k.label()))),
        C::Name => (false, "不超过60个字".to_owned()),
        C::IdNo => (false, "18位居民身份证号码，可用*遮蔽；请设为文本格式".to_owned()),
        C::Phone => (false, "11位手机号码或带区号的固定电话，可用*遮蔽".to_owned()),
        C::Matter => (false, "文字".to_owned()),
        C::SubmissionNo => (is_attestation, "来件编号".to_owned()),
        C::Result => {
            let results = list(kinds.first().map_or(&[][..], |k| k.results()).iter().map(|r| r.label()));
            match default_result(kind) {
                Some(result) => (false, format!("空白即{}；{results}", result.label())),
                None => (true, results),
            }
        }
        C::ResultOn => (false, "YYYY-MM-DD，或日期单元格".to_owned()),
        C::OperatorName if is_penalty => (true, "文字".to_owned()),
        C::OperatorUscc if is_penalty => (false, "18位统一社会信用代码".to_owned()),
        C::Cause if is_penalty => (false, "文字".to_owned()),
        C::Fine if is_penalty => (false, "元，最多两位小数".to_owned()),
        C::Type | C::OperatorName | C::OperatorUscc | C::Cause | C::Fine => return None,
    };
    Some(Column { slot: column as usize, key: column.key(), header: column.header(), required, expects })
}

/// What an empty 结果 means: 在办 where the list has it; a penalty is on file because it was decided.
/// An attestation without a result says nothing, so there it is required.
pub(crate) const fn default_result(kind: ImportKind) -> Option<FactResult> {
    match kind {
        ImportKind::Penalties => Some(FactResult::Decided),
        ImportKind::Attestations | ImportKind::Submissions => None,
        _ => Some(FactResult::Pending),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn required_columns_are_those_of_the_contract() {
        let required = |kind| list(columns(kind).iter().filter(|c| c.required).map(|c| c.header));
        expect_test::expect![[r#"
            来件: 来件编号、来源渠道、登记时间、类型、被投诉举报单位、行政区划代码、内容
            复议诉讼: 编号、办理机关、日期、类型
            信息公开申请: 编号、办理机关、日期
            纪检举报: 编号、办理机关、日期
            公安反馈: 编号、办理机关、日期
            信访事项: 编号、办理机关、日期
            行政处罚: 编号、办理机关、日期、被处罚单位
            核实记录: 编号、办理机关、日期、类型、关联来件编号、结果
        "#]]
        .assert_eq(&ImportKind::ALL.iter().map(|k| format!("{}: {}\n", k.label(), required(*k))).collect::<String>());
    }

    #[test]
    fn slots_are_positions() {
        for kind in ImportKind::ALL {
            assert!(columns(*kind).iter().all(|c| c.slot < slot_count(*kind)));
        }
    }
}
