//! The road through the pages on a real system: a file goes in, a case is worked on, every look has a purpose.

use crate::site::{Browser, FILINGS, Site};
use axum::http::StatusCode;

/// The path of a case's page, by its number.
async fn case(browser: &Browser<'_>, number: &str) -> String {
    let list = browser.get(&format!("/submissions?number={number}")).await;
    assert_eq!(list.status, StatusCode::OK);
    format!("/submissions/{}", list.between("class=\"no\" href=\"/submissions/", "\""))
}

/// The first form of an act on the page: its address and the version it carries.
async fn act(browser: &Browser<'_>, path: &str, verb: &str) -> (String, String) {
    let page = browser.get(path).await;
    let marks: Vec<&str> = page.text().split("action=\"").skip(1).collect();
    let form = marks.iter().find(|form| form.split('"').next().is_some_and(|address| address.ends_with(verb))).expect("the act is offered");
    let version = form.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a version");
    (form.split('"').next().expect("an address").to_owned(), version.to_owned())
}

#[tokio::test]
async fn a_file_goes_in_and_its_bad_row_comes_back() {
    let site = Site::new().await;
    let browser = site.log_in("head").await;
    let run = browser.import("五月.csv", FILINGS).await;
    let page = browser.get(&run).await;
    assert!(page.text().contains("已完成") && page.text().contains("校验位不符"), "{}", page.text());
    assert!(!page.text().contains("430602199003071232"), "the value itself is not shown");
    let workbook = browser.get(&format!("{run}/errors.xlsx")).await;
    assert!(workbook.bytes.starts_with(b"PK"));
    assert!(workbook.header("content-disposition").starts_with("attachment; filename*=UTF-8''"));
    assert!(browser.get("/imports").await.text().contains("五月.csv"));

    // The same file again changes nothing.
    let again = browser.import("五月.csv", FILINGS).await;
    assert_eq!(browser.get(&again).await.between("<dd data-count=\"inserted\">", "<"), "0");

    let wrong = browser.upload(&browser.csrf, "submissions", "空.csv", b"a,b\n1,2\n").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("role=\"alert\""));
    assert!(browser.get("/imports/template/submissions").await.bytes.starts_with(b"PK"));
    assert_eq!(browser.get("/imports/template/none").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_list_filters_and_remembers() {
    let site = Site::new().await;
    let browser = site.log_in("head").await;
    browser.import("五月.csv", FILINGS).await;
    let all = browser.get("/submissions").await;
    assert!(all.text().contains(">A1<") && all.text().contains(">A2<") && all.text().contains("洞庭&#60;渔家&#62;店"), "{}", all.text());
    assert!(!browser.get("/submissions?kind=complaint").await.text().contains(">A1<"));
    let saved = browser.post("/submissions/filters", &[("name", "只看投诉"), ("query", "?kind=complaint&page=3")]).await;
    assert_eq!(saved.location(), "/submissions?kind=complaint&page=3&done=filter-saved");
    assert!(browser.get("/submissions").await.text().contains("href=\"/submissions?kind=complaint\">只看投诉"));
    browser.post("/submissions/columns", &[("column", "operator"), ("column", "nonsense")]).await;
    let narrow = browser.get("/submissions").await;
    assert_eq!(narrow.text().matches("<th scope=\"col\"").count(), 2);
    let filter = narrow.between("/submissions/filters/", "/delete").to_owned();
    browser.post(&format!("/submissions/filters/{filter}/delete"), &[]).await;
    assert!(!browser.get("/submissions").await.text().contains("只看投诉"));
}

#[tokio::test]
async fn a_clear_value_needs_a_purpose() {
    let site = Site::new().await;
    let browser = site.log_in("head").await;
    browser.import("五月.csv", FILINGS).await;
    let path = case(&browser, "A1").await;
    let page = browser.get(&path).await;
    assert!(page.text().contains("欧阳*") && !page.text().contains("欧阳测") && !page.text().contains("13800138000"));
    let refused = browser.post(&format!("{path}/reveal"), &[("class", "phone"), ("purpose", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.text().contains("13800138000"));
    let revealed = browser.post(&format!("{path}/reveal"), &[("class", "phone"), ("purpose", "联系当事人调解"), ("note", "约时间")]).await;
    assert!(revealed.text().contains("13800138000") && !revealed.text().contains("欧阳测"));
    assert_eq!(revealed.header("cache-control"), "no-store");
    assert!(browser.get(&path).await.text().contains("联系当事人调解：约时间"), "the look is on the timeline");

    let auditor = site.log_in("auditor").await;
    assert!(!auditor.get(&path).await.text().contains("popovertarget"));
    let refused = auditor.post(&format!("{path}/reveal"), &[("class", "phone"), ("purpose", "联系当事人调解")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_refused_form_comes_back_as_it_was_filled() {
    let site = Site::new().await;
    let browser = site.log_in("head").await;
    browser.import("五月.csv", FILINGS).await;
    let path = case(&browser, "A2").await;
    let (address, version) = act(&browser, &path, "/decline").await;
    let page = browser.get(&path).await;
    let ground = page.between("name=\"ground\" value=\"", "\"").to_owned();
    let short = browser.post(&address, &[("version", &version), ("ground", &ground), ("reason", "太<短"), ("cited", "A1")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.text().contains("太&#60;短</textarea>") && short.text().contains("value=\"A1\""), "{}", short.text());
    assert_eq!(short.text().matches("class=\"act adverse\"").count(), 2, "declining, and a referral to the police");
    assert!(short.text().contains("id=\"problem\""));
}

#[tokio::test]
async fn an_act_on_an_old_page_is_refused_as_a_whole() {
    let site = Site::new().await;
    let browser = site.log_in("head").await;
    browser.import("五月.csv", FILINGS).await;
    let path = case(&browser, "A2").await;
    let (address, version) = act(&browser, &path, "/withdraw").await;
    let done = browser.post(&address, &[("version", &version), ("reason", "来电撤回")]).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, format!("{path}?done=withdrawn").as_str()));
    assert!(browser.get(done.location()).await.text().contains("已记录撤回"));
    let late = browser.post(&address, &[("version", &version), ("reason", "来电撤回")]).await;
    assert!(matches!(late.status, StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY), "{}", late.status);
}

#[tokio::test]
async fn a_look_up_keeps_the_number_out_of_addresses() {
    let site = Site::new().await;
    let browser = site.log_in("head").await;
    let run = browser.import("五月.csv", FILINGS).await;
    while !browser.get(&run).await.text().contains("已完成研判") {
        tokio::task::yield_now().await;
    }
    let found = browser.post("/lookup", &[("by", "phone"), ("value", "13800138000"), ("purpose", "核实来件人身份")]).await;
    assert_eq!((found.status, found.location()), (StatusCode::OK, ""));
    assert!(found.text().contains(">A1<") && found.text().contains(">A2<"));
    assert!(!found.text().contains("13800138000"));
    let main = found.text().split_once("<main").expect("a page").1;
    let link = main.split("href=\"/persons/").nth(1).and_then(|rest| rest.split('"').next()).expect("a link to the person");
    let person = format!("/persons/{link}");
    let page = browser.get(&person).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("来件时间分布") && !page.text().contains("13800138000"));
    let refused = browser.post("/lookup", &[("by", "phone"), ("value", "13800138000"), ("purpose", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn exports_are_masked_unless_a_purpose_is_given() {
    let site = Site::new().await;
    let browser = site.log_in("head").await;
    browser.import("五月.csv", FILINGS).await;
    let masked = browser.post("/exports", &[("kind", "submissions"), ("format", "csv"), ("purpose", "移送有关机关")]).await;
    assert!(masked.text().contains("欧阳*") && !masked.text().contains("欧阳测"), "{}", masked.text());
    let clear = browser.post("/exports", &[("kind", "submissions"), ("format", "csv"), ("reveal", "1"), ("purpose", "移送有关机关")]).await;
    assert!(clear.text().contains("欧阳测"));
    let refused = browser.post("/exports", &[("kind", "submissions"), ("format", "csv"), ("reveal", "1"), ("purpose", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(browser.get("/exports").await.text().contains("明文：移送有关机关"));
}

#[tokio::test]
async fn a_paper_is_drafted_issued_served_and_put_right() {
    let site = Site::new().await;
    let browser = site.log_in("head").await;
    browser.import("五月.csv", FILINGS).await;
    let path = case(&browser, "A2").await;
    let offer = format!("{path}/papers/new/{}", browser.get(&path).await.between(&format!("href=\"{path}/papers/new/"), "\""));
    let page = browser.get(&offer).await;
    assert!(page.text().contains("<h1>投诉登记表</h1>") && page.text().contains("留空则印登记的内容"), "{}", page.text());
    assert!(!page.text().contains("13800138000"));
    let matter = page.between("name=\"matter\" value=\"", "\"").to_owned();
    let dispatch = |report_by: &'static str| {
        let mut fields = vec![("matter", matter.as_str()), ("kind", "dispatch"), ("receiving_organ", "岳阳县市场监督管理局")];
        fields.extend([("filed_on", "2026-05-06"), ("subject", "<散装>酱板鸭"), ("report_by", report_by), ("copies", "1"), ("pages", "2")]);
        fields
    };
    let short = browser.post(&format!("{path}/papers"), &dispatch("")).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.text().contains("报告处理结果的期限") && short.text().contains("value=\"&#60;散装&#62;酱板鸭\""), "{}", short.text());
    let preview = browser.post(&format!("{path}/papers/preview"), &dispatch("2026-05-20")).await;
    assert_eq!(
        (preview.status, preview.header("content-type"), preview.header("content-disposition")),
        (StatusCode::OK, "application/pdf", "inline")
    );
    let issued = browser.post(&format!("{path}/papers"), &dispatch("2026-05-20")).await;
    assert_eq!(issued.location(), format!("{path}?done=paper-issued"), "{}", issued.text());
    let page = browser.get(&path).await;
    assert!(page.text().contains("投诉/举报分送通知书") && page.text().contains("岳楼市监分送〔2026〕第1号"), "{}", page.text());
    let paper = format!("/papers/{}", page.between("href=\"/papers/", "\""));
    assert!(browser.get(&paper).await.bytes.starts_with(b"%PDF"));
    assert!(browser.get(&format!("{paper}/docx")).await.bytes.starts_with(b"PK"));

    let service = format!("{path}{paper}/services");
    let bare = browser.post(&service, &[("recipient", "unit"), ("way", "post"), ("happened_on", "2026-05-12")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.text().contains("邮寄送达须写明邮件号码"), "{}", bare.text());
    let served = browser.post(&service, &[("recipient", "unit"), ("way", "post"), ("happened_on", "2026-05-12"), ("note", "XA<0>")]).await;
    assert_eq!(served.location(), format!("{path}?done=paper-served"));
    assert!(browser.get(&path).await.text().contains("XA&#60;0&#62;"));

    let correct = browser.get(&format!("{paper}/correct")).await;
    assert!(correct.text().contains("更正：投诉/举报分送通知书"), "{}", correct.text());
    let mut fields = dispatch("2026-05-22");
    fields.push(("corrects", paper.trim_start_matches("/papers/")));
    let corrected = browser.post(&format!("{path}/papers"), &fields).await;
    assert_eq!(corrected.location(), format!("{path}?done=paper-corrected"), "{}", corrected.text());
    assert!(browser.get(&path).await.text().contains("已由 岳楼市监分送〔2026〕第2号 更正"));

    let auditor = site.log_in("auditor").await;
    assert_eq!(auditor.get(&offer).await.status, StatusCode::FORBIDDEN);
    assert_eq!(auditor.get(&format!("{paper}/docx")).await.status, StatusCode::FORBIDDEN);
    assert!(!auditor.get(&path).await.text().contains("制作其他文书"));
}
