//! What was filed, in groups: personal values behind their masks, everything else as it was said.

use casework::codes::FieldClass;
use casework::values::Money;

use super::Reader;
use crate::view::{Fact, FactGroup};
use crate::{DeskError, personal};

/// The groups of the page, in reading order. What another system reported has a group of its own, if it reported anything.
pub(super) fn groups(reader: &Reader<'_>) -> Result<Vec<FactGroup>, DeskError> {
    let filing = &reader.record.submission;
    let mut groups = vec![
        FactGroup {
            title: "来件人",
            facts: vec![
                masked(reader, FieldClass::Name)?,
                Fact::plain("证件类型", filing.filer_id_kind.map(|kind| kind.label().to_owned())),
                masked(reader, FieldClass::IdNo)?,
                masked(reader, FieldClass::Phone)?,
                masked(reader, FieldClass::Address)?,
                masked(reader, FieldClass::Agent)?,
                yes_or_no("实名", filing.real_name),
                yes_or_no("同意公示", filing.consent_publish),
                yes_or_no("同意委托调解", filing.consent_delegate),
            ],
        },
        FactGroup {
            title: "经营者",
            facts: vec![
                Fact::plain("名称", Some(filing.operator_name.clone())),
                Fact::plain("统一社会信用代码", filing.operator_uscc.clone()),
                Fact::plain("地址", filing.operator_address.clone()),
                Fact::plain("行政区划", Some(region(reader))),
                Fact::plain("电商平台", filing.platform.clone()),
            ],
        },
        FactGroup {
            title: "商品与交易",
            facts: vec![
                Fact::plain("商品或服务", filing.item.clone()),
                Fact::plain("类别", filing.category.map(|category| category.label().to_owned())),
                Fact::plain("问题", filing.issue.map(|issue| issue.label().to_owned())),
                Fact::plain("购买时间", filing.purchased_on.map(|on| on.to_string())),
                Fact::plain("数量", filing.quantity_milli.map(|milli| quantity(milli, filing.unit.as_deref()))),
                money("金额", filing.amount_fen),
                money("索赔金额", filing.claim_fen),
                Fact::plain("订单编号", filing.order_no.clone()),
                masked(reader, FieldClass::Consignee)?,
                masked(reader, FieldClass::Account)?,
                Fact::plain("附件", attachments(&filing.evidence_hashes)),
            ],
        },
    ];
    if filing.outcome.is_some() || filing.verification.is_some() || filing.award_fen.is_some() {
        groups.push(FactGroup {
            title: "来源系统所报结果",
            facts: vec![
                Fact::plain("办理结果", filing.outcome.map(|outcome| outcome.label().to_owned())),
                Fact::plain("办结时间", filing.closed_at.map(|at| at.strftime("%Y-%m-%d %H:%M").to_string())),
                Fact::plain("核查结论", filing.verification.map(|verification| verification.label().to_owned())),
                money("获赔金额", filing.award_fen),
                yes_or_no("惩罚性赔偿", filing.punitive),
            ],
        });
    }
    Ok(groups)
}

fn masked(reader: &Reader<'_>, class: FieldClass) -> Result<Fact, DeskError> {
    let sealed = reader.record.sealed.as_ref().and_then(|sealed| sealed.cell(class));
    let clear = personal::open(reader.desk.vault(), class, reader.record.submission.id, sealed)?;
    Ok(Fact::masked(class.label(), class, clear.map(|clear| personal::masked(class, &clear))))
}

fn region(reader: &Reader<'_>) -> String {
    let code = &reader.record.submission.region;
    let name = reader.desk.units().region_name(code);
    if name == *code { name } else { format!("{name}（{code}）") }
}

fn yes_or_no(label: &'static str, value: Option<bool>) -> Fact {
    Fact::plain(label, value.map(|yes| if yes { "是" } else { "否" }.to_owned()))
}

fn money(label: &'static str, fen: Option<i64>) -> Fact {
    Fact::plain(label, fen.map(|fen| format!("{} 元", Money { fen })))
}

/// `1.5 公斤` from thousandths.
pub(crate) fn quantity(milli: i64, unit: Option<&str>) -> String {
    let (whole, rest) = (milli / 1_000, milli % 1_000);
    let number = if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:03}").trim_end_matches('0').to_owned() };
    unit.map_or_else(|| number.clone(), |unit| format!("{number} {unit}"))
}

fn attachments(hashes: &str) -> Option<String> {
    let count = hashes.split(';').filter(|hash| !hash.is_empty()).count();
    (count > 0).then(|| format!("{count} 个，指纹已登记"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_exact() {
        assert_eq!(quantity(6_000, Some("袋")), "6 袋");
        assert_eq!(quantity(1_500, Some("公斤")), "1.5 公斤");
        assert_eq!(quantity(5, None), "0.005");
    }

    #[test]
    fn attachments_are_counted() {
        assert_eq!(attachments(""), None);
        assert_eq!(attachments("aa;bb").as_deref(), Some("2 个，指纹已登记"));
    }
}
