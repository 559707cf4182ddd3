//! What people ask about their own data, on each database: the copy, the correction, the erasure, the explanation, the refusal.

use casework::rights::Right;
use desk::DeskError;
use desk::registry::{self, DeferForm, ProposalForm};
use desk::rights::{self, AnswerForm, AskForm, CorrectForm, Swept};
use jiff::ToSpan;
use testkit::databases::on_each;

use crate::town::{REASON, Town, now, refusal};

impl Town<'_> {
    /// A request of the person of A1, identified by that filing.
    async fn asked(&self, right: &str) -> i64 {
        let form = AskForm {
            submission_id: self.id("A1").await,
            right: right.to_owned(),
            channel: "visit".to_owned(),
            applicant: "person".to_owned(),
            words: "请求办理本人的个人信息事项。".to_owned(),
            verified: "核对身份证原件，与来件所留号码一致。".to_owned(),
        };
        rights::ask(&self.desk, &self.officer, self.person_of("A1").await, &form, now()).await.expect("taken")
    }

    async fn answered(&self, id: i64, outcome: &str, ground: &str) -> String {
        let form = AnswerForm {
            outcome: outcome.to_owned(), ground: ground.to_owned(), reason: "已按请求办理，情况如上所述。".to_owned()
        };
        refusal(rights::answer(&self.desk, &self.officer, id, &form, now()).await)
    }
}

#[tokio::test]
async fn a_copy_tells_what_is_surely_theirs_and_nothing_that_is_secret() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let Town { desk, officer, head, neighbour, auditor, .. } = &town;
        // An entry whose notice is put off: no other road may tell of it.
        town.switch_on().await;
        town.decline("A1", "监控录像", Vec::new()).await;
        let person = town.person_of("A1").await;
        let choices = registry::form(desk, officer, person).await.expect("a form").choices;
        let form = ProposalForm { bases: vec![choices[0].value.clone()], reason: REASON.to_owned() };
        let entry = registry::propose(desk, officer, person, &form, now()).await.expect("proposed");
        registry::review(desk, head, town.on(entry).await, true, REASON, now()).await.expect("approved");
        let defer =
            DeferForm { ground: "hinders_duty".to_owned(), reason: "正在配合公安机关侦查，告知会惊动。".to_owned() };
        registry::defer(desk, head, town.on(entry).await, &defer, now()).await.expect("put off");

        let id = town.asked("access").await;
        let page = rights::load(desk, officer, id, now()).await.expect("a page");
        assert_eq!((page.right, page.row.due_on.to_string().as_str(), page.filings), (Right::Access, "2026-06-02", 3));
        assert!(matches!(rights::load(desk, neighbour, id, now()).await, Err(DeskError::NotFound)), "another county's");
        assert!(matches!(rights::copy(desk, auditor, id, now()).await, Err(DeskError::Forbidden)));
        assert_eq!(town.answered(id, "granted", "").await, "所请求的事项尚未办理");
        rights::copy(desk, officer, id, now()).await.expect("made");
        assert_eq!(town.answered(id, "refused", "").await, "不办理或者部分不办理的，须有法定理由");
        assert_eq!(town.answered(id, "granted", "").await, "done");
        assert_eq!(town.answered(id, "granted", "").await, "该请求已经答复");
        let page = rights::load(desk, officer, id, now()).await.expect("a page");
        let papers: Vec<&str> = page.papers.iter().map(|paper| paper.title.as_str()).collect();
        assert_eq!((papers.as_slice(), page.may_act), (&["个人信息副本", "个人信息权利请求答复书"][..], false));
        let copy = rights::download(desk, officer, page.papers[0].paper_id, now()).await.expect("a file");
        assert!(copy.bytes.starts_with(b"%PDF") && copy.name.starts_with("个人信息副本"));
        assert!(matches!(rights::download(desk, auditor, page.papers[0].paper_id, now()).await, Err(DeskError::Forbidden)));
        let text = pdf_text(&copy.bytes);
        for told in ["430602199003071231", "13800138000", "来件A1", "来件A3", "决定不予受理", "保存期限"] {
            assert!(text.contains(told), "{told}: {text}");
        }
        assert!(!text.contains("号记录"), "an entry that may not be told of yet: {text}");
        let list = rights::list(desk, officer, false, None, now()).await.expect("a list");
        assert_eq!(list.rows.iter().map(|row| row.request_id).collect::<Vec<_>>(), [id]);
    })
    .await;
}

/// The words of a file, by poppler, without white space.
fn pdf_text(bytes: &[u8]) -> String {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let mut reader =
        Command::new("pdftotext").args(["-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("poppler is installed");
    reader.stdin.take().expect("piped").write_all(bytes).expect("read");
    let output = reader.wait_with_output().expect("read");
    String::from_utf8(output.stdout).expect("text").split_whitespace().collect()
}

#[tokio::test]
async fn what_is_wrong_is_corrected_and_what_is_over_is_erased() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let Town { desk, officer, head, .. } = &town;
        let a2 = town.id("A2").await;

        let id = town.asked("correct").await;
        let form = CorrectForm { submission_id: a2, class: "phone".to_owned(), value: "13900139000".to_owned(), reason: REASON.to_owned() };
        let stranger = CorrectForm { submission_id: town.id("B1").await, ..form.clone() };
        assert_eq!(refusal(rights::correct(desk, officer, id, &stranger, now()).await), "submission：请选择要更正的来件");
        let masked = CorrectForm { value: "139****9000".to_owned(), ..form.clone() };
        assert_eq!(refusal(rights::correct(desk, officer, id, &masked, now()).await), "value：请填写更正后的完整内容");
        rights::correct(desk, officer, id, &form, now()).await.expect("corrected");
        use desk::view::LookupKey::Phone;
        let found = desk::submissions::lookup(desk, officer, Phone, "13900139000", "核对更正", now()).await.expect("looked up");
        assert_eq!(found.groups.iter().map(|group| group.submissions.len()).sum::<usize>(), 1, "found under its new number");
        assert_eq!(town.answered(id, "granted", "").await, "done");

        let id = town.asked("delete").await;
        let erase = async |who| refusal(rights::erase(desk, who, id, &[a2], REASON, now()).await);
        assert_eq!(erase(officer).await, "other: 您的岗位不能做这一操作");
        assert_eq!(erase(head).await, "来件A2尚未办结");
        assert_eq!(town.answered(id, "refused", "accurate").await, "所选理由不适用于“删除”的请求");
        assert_eq!(town.answered(id, "refused", "still_needed").await, "done");

        // Explained in plain words, by an officer who read them.
        let id = town.asked("explain").await;
        let page = rights::load(desk, officer, id, now()).await.expect("a page");
        assert!(!page.explanation.is_empty());
        assert_eq!(town.answered(id, "granted", "").await, "done");

        // Time erases what is over and nothing else; it says what it erased.
        assert_eq!(rights::sweep(desk, now()).await.expect("swept"), Swept::default());
        town.decline("A2", "监控录像", Vec::new()).await;
        let later = now() + (24 * 366 * 11).hours();
        assert_eq!(rights::sweep(desk, later).await.expect("swept").filings, 1, "the others are open");
        assert_eq!(rights::sweep(desk, later).await.expect("swept"), Swept::default(), "once");
        let gone = desk::submissions::lookup(desk, officer, Phone, "13900139000", "核对清除", now()).await.expect("looked up");
        assert!(gone.groups.is_empty());
        let list = rights::list(desk, officer, true, None, later).await.expect("a list");
        assert_eq!(list.erased[0].what, "清除来件中的个人信息（姓名、证件、电话、地址、账号、内容和原始行）");
        assert!(town.case("A2").await.submission_no == "A2", "the filing itself stays");
    })
    .await;
}
