use desk::view::{LookupKey, LookupResult};
use desk::{DeskError, submissions};
use expect_test::expect;
use testkit::databases::on_each;

use crate::town::{Town, now, refusal};

const FILINGS: &str = "\
来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,收款账号,被投诉举报单位,行政区划代码,内容
K1,来访,2026-05-06 09:00,投诉,欧阳测,430602199003071231,13800138000,6222020000000000017,洞庭渔家店,430602,商品有问题
K2,来访,2026-05-07 09:00,投诉,欧阳测,430602199003071231,13900139000,,外县店,430621,商品有问题
K3,来访,2026-05-08 09:00,投诉,王虚,,13800138000,,洞庭渔家店,430602,商品有问题
K4,来访,2026-05-08 10:00,投诉,钱空,,138****8000,,洞庭渔家店,430602,商品有问题
";

fn told(result: &LookupResult) -> String {
    let mut text = format!("{} {}\n", result.searched_by, result.purpose);
    for group in &result.groups {
        let person = if group.person_id.is_some() { "一人" } else { "未归并" };
        let filings: Vec<String> = group
            .submissions
            .iter()
            .map(|filing| format!("{}{}", filing.submission_no, if filing.submission_id.is_some() { "" } else { "（无权打开）" }))
            .collect();
        text += &format!("{person} {}：{}\n", group.name.as_deref().unwrap_or("-"), filings.join(" "));
    }
    text
}

#[tokio::test]
async fn a_number_leads_to_filings_and_the_look_is_on_record() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        let Town { desk, officer, head, .. } = &town;
        let purpose = "核实来件人身份";
        let lookup = async |by, value: &str| submissions::lookup(desk, officer, by, value, purpose, now()).await;
        let found = async |by, value: &str| told(&lookup(by, value).await.expect("an answer"));

        expect![[r#"
            联系电话 核实来件人身份
            未归并 欧阳*：K1
            未归并 王*：K3
        "#]]
        .assert_eq(&found(LookupKey::Phone, "13800138000").await);
        town.assess().await;
        expect![[r#"
            联系电话 核实来件人身份
            一人 欧阳*：K1
            一人 王*：K3
        "#]]
        .assert_eq(&found(LookupKey::Phone, " 138-0013-8000 ").await);
        expect![[r#"
            证件号码 核实来件人身份
            一人 欧阳*：K2（无权打开） K1
        "#]]
        .assert_eq(&found(LookupKey::IdNo, "430602199003071231").await);
        expect![[r#"
            收款账号 核实来件人身份
            一人 欧阳*：K1
        "#]]
        .assert_eq(&found(LookupKey::Account, "6222 0200 0000 0000 017").await);
        expect![[r#"
            联系电话 核实来件人身份
        "#]]
        .assert_eq(&found(LookupKey::Phone, "13700137000").await);

        assert_eq!(refusal(lookup(LookupKey::Phone, "138****8000").await), "value：请输入完整的联系电话（不含遮蔽符号）");
        assert_eq!(refusal(lookup(LookupKey::IdNo, "").await), "value：请输入完整的证件号码（不含遮蔽符号）");
        let short = submissions::lookup(desk, officer, LookupKey::Phone, "13800138000", "看 看", now()).await;
        assert_eq!(refusal(short), "purpose：请写明用途，不少于4个字");
        let barred = submissions::lookup(desk, &town.auditor, LookupKey::Phone, "13800138000", purpose, now()).await;
        assert!(matches!(barred, Err(DeskError::Forbidden)));

        let by_head = submissions::lookup(desk, head, LookupKey::IdNo, "430602199003071231", purpose, now()).await.expect("an answer");
        assert!(by_head.groups.iter().flat_map(|group| &group.submissions).all(|filing| filing.submission_id.is_some()));
        expect![[r#"
            周立本 lookup 联系电话 “核实来件人身份” 2
            周立本 lookup 联系电话 “核实来件人身份” 2
            周立本 lookup 证件号码 “核实来件人身份” 2
            周立本 lookup 收款账号 “核实来件人身份” 1
            周立本 lookup 联系电话 “核实来件人身份” 0
            沈负责 lookup 证件号码 “核实来件人身份” 2
        "#]]
        .assert_eq(&town.looks().await);
    })
    .await;
}
