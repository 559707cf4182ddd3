//! 移送: to the police and back.

use casework::codes::{MatterKind, Role};
use desk::absences::AbsenceForm;
use desk::case::{self, Filled, ReferralRef};
use desk::{Actor, papers};
use expect_test::expect;
use jiff::Timestamp;
use jiff::ToSpan;
use testkit::databases::on_each;

use crate::bureau::{Bureau, REASON, shown};
use crate::town::{enter_at, later, now, person, told};

#[tokio::test]
async fn a_referral_goes_to_the_police_and_their_answers_come_back() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let (officer, head) = (&town.officer, &town.head);
        let second = town.second.account_id.to_string();
        let list = |report: &'static str, second: &str| {
            Filled::new([
                ("suspect", "filer"),
                ("crime", "extortion"),
                ("amount", "3600"),
                ("times", "1"),
                ("second", second),
                ("records", "转账记录\n通话录音"),
                ("has_report", report),
                ("items_listed", "1"),
                ("appraisal_settled", "1"),
                ("reason", "以举报相要挟，向经营者索要三千六百元。"),
            ])
        };
        let propose = async |filled: Filled| {
            let on = town.matter("B1", MatterKind::Complaint).await;
            told(case::propose(&town.desk, officer, on, &filled, now()).await)
        };
        assert_eq!(propose(list("", &second)).await, "移送材料不齐：涉嫌犯罪案件情况的调查报告");
        assert_eq!(propose(list("1", &officer.account_id.to_string())).await, "移送须由两名以上不同的执法人员负责");
        assert_eq!(propose(list("1", &second)).await, "done");
        let act = async |who: &Actor, act: &str, fields: &[(&str, &str)], at: Timestamp| {
            let referral = town.page("B1", at).await.referrals.pop().expect("on file");
            let on = ReferralRef { referral_id: referral.referral_id, version: referral.version };
            told(case::refer(&town.desk, who, on, act, &Filled::new(fields.iter().copied()), at).await)
        };
        let approve = [("reason", REASON), ("organ", "岳阳市公安局岳阳楼分局")];
        assert_eq!(act(officer, "approve_referral", &approve, later(1)).await, "other: 您的岗位不能做这一操作");
        assert_eq!(act(head, "approve_referral", &approve, later(1)).await, "done");
        let page = town.page("B1", later(1)).await;
        assert_eq!(page.referrals[0].send_by.as_deref(), Some("2026-05-14 09:00"));
        assert_eq!(page.referrals[0].decisions.last().and_then(|decision| decision.paper_due.as_deref()), Some("涉嫌犯罪案件移送书"));
        expect!["涉案3600.00元、24个月内1次，在2000元至5000元之间，以本省所定数额为准（《最高人民法院、最高人民检察院关于办理敲诈勒索刑事案件适用法律若干问题的解释》第一条）"].assert_eq(&page.referrals[0].threshold);
        // A minute after the twenty-four hours: done all the same, and noted.
        let late = later(2).checked_add(1.minutes()).expect("a moment");
        assert_eq!(act(officer, "send_referral", &[], late).await, "done");
        assert_eq!(act(officer, "receive_referral", &[("receipt", "王警官，2026-05-14")], late).await, "done");
        assert_eq!(act(officer, "ask_supplement", &[("materials", "原始聊天记录")], later(3)).await, "done");
        assert_eq!(act(officer, "send_supplement", &[("materials", "原始聊天记录")], later(4)).await, "done");
        let refused = [("paper", "岳楼公不立字〔2026〕8号"), ("result", "数额未达标准")];
        assert_eq!(act(officer, "police_not_filed", &refused, later(5)).await, "done");
        assert_eq!(act(officer, "ask_reconsideration", &[], later(6)).await, "done");
        assert_eq!(act(officer, "reconsideration_denied", &refused, later(8)).await, "done");
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-14已超期｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join
            举报·待核查｜核查并决定是否立案至2026-05-26计时中｜｜OpenCase NoCase start_testing ask_extension not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-05-26计时中
            移送·复议维持不予立案｜移送审批至2026-05-15已完成，移送公安机关至2026-05-14已完成，公安机关立案审查至2026-05-17已完成，补充移送材料至2026-05-18已完成，不予立案复议至2026-05-20已完成，不予立案复议至2026-05-21已完成，不予立案复议至2026-05-23计时中｜ask_supervision close_referral
        "#]].assert_eq(&shown(&town.page("B1", later(8)).await));
        assert_eq!(act(officer, "ask_supervision", &[], later(9)).await, "done");
        let filed = [("paper", "岳楼公立字〔2026〕19号")];
        assert_eq!(act(officer, "police_filed", &filed, later(20)).await, "done");
        assert_eq!(act(officer, "hand_over_items", &[("items", "手机一部")], later(22)).await, "done");
        let page = town.page("B1", later(22)).await;
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-14已超期｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join propose_referral
            举报·待核查｜核查并决定是否立案至2026-05-26已超期｜｜OpenCase NoCase start_testing not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-05-26已超期
            移送·已移交｜移送审批至2026-05-15已完成，移送公安机关至2026-05-14已完成，公安机关立案审查至2026-05-17已完成，补充移送材料至2026-05-18已完成，不予立案复议至2026-05-20已完成，不予立案复议至2026-05-21已完成，不予立案复议至2026-05-23已完成，涉案物品移交至2026-06-04已完成｜
        "#]].assert_eq(&shown(&page));
        let late: Vec<&str> = page.referrals[0].decisions.iter().filter(|decision| decision.late).map(|decision| decision.act.as_str()).collect();
        assert_eq!(late, ["移送公安机关"]);
    })
    .await;
}

#[tokio::test]
async fn the_referral_is_served_and_that_sends_it() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let (officer, head) = (&town.officer, &town.head);
        let second = town.second.account_id.to_string();
        let list = Filled::new([
            ("suspect", "filer"),
            ("crime", "extortion"),
            ("amount", "3600"),
            ("times", "1"),
            ("second", second.as_str()),
            ("records", "转账记录"),
            ("has_report", "1"),
            ("items_listed", "1"),
            ("appraisal_settled", "1"),
            ("reason", "以举报相要挟，向经营者索要三千六百元。"),
        ]);
        // Approved on the 13th at 09:00: the hour of the 14th decides.
        for (number, hour, is_late) in [("B1", "08:30", false), ("B2", "09:30", true)] {
            let on = town.matter(number, MatterKind::Complaint).await;
            case::propose(&town.desk, officer, on, &list, now()).await.expect("proposed");
            let referral = town.page(number, now()).await.referrals.pop().expect("on file");
            let on = ReferralRef { referral_id: referral.referral_id, version: referral.version };
            let approve = Filled::new([("reason", REASON), ("organ", "岳阳市公安局岳阳楼分局")]);
            case::refer(&town.desk, head, on, "approve_referral", &approve, later(1)).await.expect("approved");

            let (matter_id, kind) =
                papers::next(&town.desk, head, town.id(number).await).await.expect("an answer").expect("a paper is owed");
            let form = papers::new(&town.desk, head, matter_id, kind, later(1)).await.expect("a drafting form");
            let value =
                |key: &str| form.slots.iter().find(|slot| slot.key == key).map(|slot| (slot.value.as_str(), slot.on_file.as_deref()));
            assert_eq!(value("addressee"), Some(("岳阳市公安局岳阳楼分局", None)));
            assert_eq!(value("suspect"), Some(("", Some("欧阳*"))), "whoever filed is printed, not shown");
            assert_eq!(value("suspected_crime"), Some(("敲诈勒索", None)));
            assert_eq!(value("facts"), Some(("以举报相要挟，向经营者索要三千六百元。", None)));
            let draft = papers::DraftForm::read(matter_id, kind, None, |key| value(key).map_or("", |(value, _)| value).to_owned());
            let paper = papers::issue(&town.desk, head, &draft, later(1)).await.expect("issued");
            let service = papers::ServiceForm {
                recipient: "police".to_owned(),
                way: "direct".to_owned(),
                happened_on: "2026-05-14".to_owned(),
                happened_at: hour.to_owned(),
                note: String::new(),
            };
            papers::serve(&town.desk, officer, paper, &service, later(3)).await.expect("served");
            let page = town.page(number, later(3)).await;
            assert_eq!(page.referrals[0].state.label, "已移送，待签收");
            assert!(shown(&page).contains("移送公安机关至2026-05-14已完成"), "{}", shown(&page));
            let late: Vec<&str> =
                page.referrals[0].decisions.iter().filter(|decision| decision.late).map(|decision| decision.act.as_str()).collect();
            assert_eq!(late, if is_late { vec!["移送公安机关"] } else { vec![] });
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_stands_in_for_the_head_signs_and_both_are_named() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let desk = &town.desk;
        let third = person(desk, "third", "蒋三席", Role::Officer, "YYL").await;
        let second = town.second.account_id.to_string();
        let list = Filled::new([
            ("suspect", "filer"),
            ("crime", "extortion"),
            ("amount", "3600"),
            ("times", "1"),
            ("second", second.as_str()),
            ("records", "转账记录"),
            ("has_report", "1"),
            ("items_listed", "1"),
            ("appraisal_settled", "1"),
            ("reason", "以举报相要挟，向经营者索要三千六百元。"),
        ]);
        let on = town.matter("B1", MatterKind::Complaint).await;
        case::propose(desk, &town.officer, on, &list, now()).await.expect("proposed");
        let referral = town.page("B1", now()).await.referrals.pop().expect("on file");
        let on = ReferralRef { referral_id: referral.referral_id, version: referral.version };
        let approve = Filled::new([("reason", REASON), ("organ", "岳阳市公安局岳阳楼分局")]);
        let refused = case::refer(desk, &third, on, "approve_referral", &approve, now()).await.map(|_| ());
        assert_eq!(told(refused), "other: 您的岗位不能做这一操作");

        // Today and tomorrow.
        let today = desk::time::local_date(now());
        let absence = AbsenceForm { login: "head".into(), deputy: Some("third".into()), from: today, until: today + 1.day() };
        desk::absences::record(desk, None, &absence, now()).await.expect("recorded");
        let deputy = enter_at(desk, "third", later(1)).await;
        case::refer(desk, &deputy, on, "approve_referral", &approve, later(1)).await.expect("approved in the head's place");
        let (matter_id, kind) = papers::next(desk, &deputy, town.id("B1").await).await.expect("an answer").expect("a paper is owed");
        let form = papers::new(desk, &deputy, matter_id, kind, later(1)).await.expect("a drafting form");
        let value = |key: &str| form.slots.iter().find(|slot| slot.key == key).map_or("", |slot| slot.value.as_str()).to_owned();
        let draft = || papers::DraftForm::read(matter_id, kind, None, value);
        // On the day after the last they are an officer again, with the session that they had.
        let after = enter_at(desk, "third", later(2)).await;
        assert_eq!(told(papers::issue(desk, &after, &draft(), later(2)).await.map(|_| ())), "other: 您的岗位不能做这一操作");
        papers::issue(desk, &deputy, &draft(), later(1)).await.expect("signed in the head's place");

        let page = town.page("B1", later(2)).await;
        let approved = page.timeline.iter().find(|entry| entry.what == "批准移送").expect("on the timeline");
        let detail = approved.detail.as_deref().unwrap_or_default();
        assert!(approved.who == "蒋三席" && detail.starts_with("代理程局长；涉嫌犯罪案件移送书"), "{detail}");
        let signed = page.timeline.iter().find(|entry| entry.what.contains("签发文书")).expect("on the timeline");
        assert!(signed.who == "蒋三席" && signed.what.starts_with("代理程局长签发文书"), "{signed:?}");
        let decision = page.referrals[0].decisions.last().expect("a decision");
        assert!(decision.facts.contains(&("代理".to_owned(), "程局长".to_owned())), "{:?}", decision.facts);
        desk::ledger::integrate(desk, later(2)).await.expect("integrated");
        assert_eq!(desk::ledger::verify(desk, &[], later(2)).await.expect("verified").differences, []);
    })
    .await;
}
