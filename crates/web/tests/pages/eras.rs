//! Three days, three laws, through the pages: what the same complaint shows and is answered with when it came in 2024, 2025 or 2026.

use std::process::Command;

use axum::http::StatusCode;
use expect_test::expect;

use crate::site::{Browser, on_each};

/// The same words on three days: under Order 20 with the city's instrument in force, under Order 20 alone, under Order 121.
const FILINGS: &str = "\
来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,是否实名,被投诉举报单位,行政区划代码,商品或服务,类别,内容,诉求
L1,来访,2024-08-01 09:00,投诉举报,欧阳测,430602199003071231,13800138000,是,洞庭渔家店,430602,酱板鸭,食品,标签没有生产日期,退款
L2,来访,2025-09-01 09:00,投诉举报,欧阳测,430602199003071231,13800138000,是,洞庭渔家店,430602,酱板鸭,食品,标签没有生产日期,退款
L3,来访,2026-05-01 09:00,投诉举报,欧阳测,430602199003071231,13800138000,是,洞庭渔家店,430602,酱板鸭,食品,标签没有生产日期,退款
";

/// What stands between these marks, every time.
fn every<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

/// Words of a piece of a page, without its marks.
fn words(html: &str) -> String {
    let mut words = String::new();
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        words += text;
        rest = tag.split_once('>').map_or("", |(_, rest)| rest);
    }
    (words + rest).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The law that a page speaks of: rules, terms with what they rest on, grounds for declining and for ending mediation, local
/// circumstances with their standing.
fn law_of(page: &str) -> String {
    let mut lines = Vec::new();
    let rules = every(page, "<p class=\"hint\">适用：", "</p>");
    lines.push(format!("适用 {}", rules.first().copied().unwrap_or_default()));
    for clock in every(page, "<div class=\"clock\">", "</div>\n<svg").iter().zip(every(page, "<svg class=\"gauge", "\n</div>")) {
        let (head, body) = clock;
        lines.push(format!("期限 {} {}", words(head), words(&format!("<{body}")).replace("（当日不计）", "")));
    }
    for clause in every(page, "<blockquote class=\"clause\">", "</blockquote>") {
        lines.push(format!("认定 {}", words(clause.split("<footer>").nth(1).unwrap_or_default())));
    }
    let grounds = every(page, "<label class=\"ground", "</label>");
    lines.extend(grounds.iter().map(|ground| format!("情形 {}", every(ground, "<b>", "</b>").first().copied().unwrap_or_default())));
    lines.sort();
    lines.dedup();
    lines.join("\n") + "\n"
}

/// A PDF as another program reads it, line by line.
fn read(pdf: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), pdf).expect("written");
    let output = Command::new("pdftotext").arg("-raw").arg(file.path()).arg("-").output().expect("poppler-utils is installed");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("UTF-8").replace(['\n', '\u{c}'], "")
}

/// The sentences of a paper that name an instrument.
fn citations(text: &str) -> String {
    let sentences = text.split('。').filter(|sentence| sentence.contains('《'));
    sentences.map(|sentence| format!("文书 {}\n", sentence.trim())).collect()
}

async fn case(browser: &Browser<'_>, number: &str) -> String {
    let list = browser.get(&format!("/submissions?number={number}")).await;
    format!("/submissions/{}", list.between("class=\"no\" href=\"/submissions/", "\""))
}

/// Sends the form of an act on the first matter, as the page offers it.
async fn act(browser: &Browser<'_>, path: &str, verb: &str, fields: &[(&str, &str)]) {
    let page = browser.get(path).await;
    let form = every(page.text(), "action=\"", "</form>");
    let form = form.iter().find(|form| form.split('"').next().is_some_and(|address| address.ends_with(verb))).expect("the act is offered");
    let version = every(form, "name=\"version\" value=\"", "\"")[0];
    let answer = browser.post(form.split('"').next().expect("an address"), &[&[("version", version)], fields].concat()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

#[tokio::test]
async fn three_days_three_laws_on_pages_and_papers() {
    on_each(async |site| {
        let browser = site.log_in("head").await;
        let run = browser.import("三年.csv", FILINGS).await;
        while !browser.get(&run).await.text().contains("已完成研判") {
            tokio::task::yield_now().await;
        }
        let mut shown = Vec::new();
        for number in ["L1", "L2", "L3"] {
            let path = case(&browser, number).await;
            // What an officer finds under the city's instrument: its standing on that day goes with it.
            let local = browser.get(&path).await.between("<option value=\"yy16", "\"").to_owned();
            let found = [("circumstance", format!("yy16{local}")), ("reason", "承办人核对材料后作出的认定，供测试。".to_owned())];
            let fields: Vec<(&str, &str)> = found.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(browser.post(&format!("{path}/findings"), &fields).await.status, StatusCode::SEE_OTHER);
            let mut law = format!("{number}\n{}", law_of(browser.get(&path).await.text()));
            act(&browser, &path, "/accept", &[]).await;
            let page = browser.get(&path).await;
            law += &format!("受理之后\n{}", law_of(page.text()));
            act(&browser, &path, "/withdraw", &[("reason", "来电撤回投诉")]).await;
            let page = browser.get(&path).await;
            for paper in every(page.text(), "class=\"paper-link\" href=\"", "\"") {
                law += &citations(&read(&browser.get(paper).await.bytes));
            }
            shown.push(law);
        }
        expect![[r#"
            L1
            情形 其他滥用投诉的行为
            情形 第十五条第一项
            情形 第十五条第三项
            情形 第十五条第二项
            情形 第十五条第五项
            情形 第十五条第六项
            情形 第十五条第四项
            期限 受理或不予受理并告知已超期 超期638天 · 2024年8月12日到期 7个工作日（《市场监督管理投诉举报处理暂行办法》第十四条），自2024年8月1日起算
            期限 核查并决定是否立案已超期 超期628天 · 2024年8月22日到期 15个工作日（《市场监督管理行政处罚程序规定》第十八条第一款），自2024年8月1日起算
            认定 岳市监〔2024〕16号第二部分第（八）项
            适用 市场监督管理投诉举报处理暂行办法（2020年1月1日起）
            受理之后
            情形 其他滥用投诉的行为
            情形 第二十一条第一款第一项
            情形 第二十一条第一款第七项
            情形 第二十一条第一款第三项
            情形 第二十一条第一款第二项
            情形 第二十一条第一款第五项
            情形 第二十一条第一款第六项
            情形 第二十一条第一款第四项
            期限 受理或不予受理并告知逾期完成 2024年8月12日到期 7个工作日（《市场监督管理投诉举报处理暂行办法》第十四条），自2024年8月1日起算
            期限 核查并决定是否立案已超期 超期628天 · 2024年8月22日到期 15个工作日（《市场监督管理行政处罚程序规定》第十八条第一款），自2024年8月1日起算
            期限 调解成功或终止调解计时中 还有64天 · 2026年7月15日到期 45个工作日（《市场监督管理投诉举报处理暂行办法》第二十一条第一款第五项），自2026年5月12日起算
            认定 岳市监〔2024〕16号第二部分第（八）项
            适用 市场监督管理投诉举报处理暂行办法（2020年1月1日起）
            文书 经审查，符合《市场监督管理投诉举报处理暂行办法》规定的受理条件，我局决定受理
            文书 投诉终止调解决定书岳楼市监调终〔2026〕第1号欧阳测、洞庭渔家店：经审查，关于洞庭渔家店“酱板鸭”投诉的调解过程中出现以下第〔一〕项情形，依据《市场监督管理投诉举报处理暂行办法》第二十一条第一款的规定，我局决定终止调解
            L2
            情形 其他滥用投诉的行为
            情形 第十五条第一项
            情形 第十五条第三项
            情形 第十五条第二项
            情形 第十五条第五项
            情形 第十五条第六项
            情形 第十五条第四项
            期限 受理或不予受理并告知已超期 超期244天 · 2025年9月10日到期 7个工作日（《市场监督管理投诉举报处理暂行办法》第十四条），自2025年9月1日起算
            期限 核查并决定是否立案已超期 超期232天 · 2025年9月22日到期 15个工作日（《市场监督管理行政处罚程序规定》第十八条第一款），自2025年9月1日起算
            认定 岳市监〔2024〕16号第二部分第（八）项 收到来件之日已失效，仅供参考，不得作为决定依据
            适用 市场监督管理投诉举报处理暂行办法（2020年1月1日起）
            受理之后
            情形 其他滥用投诉的行为
            情形 第二十一条第一款第一项
            情形 第二十一条第一款第七项
            情形 第二十一条第一款第三项
            情形 第二十一条第一款第二项
            情形 第二十一条第一款第五项
            情形 第二十一条第一款第六项
            情形 第二十一条第一款第四项
            期限 受理或不予受理并告知逾期完成 2025年9月10日到期 7个工作日（《市场监督管理投诉举报处理暂行办法》第十四条），自2025年9月1日起算
            期限 核查并决定是否立案已超期 超期232天 · 2025年9月22日到期 15个工作日（《市场监督管理行政处罚程序规定》第十八条第一款），自2025年9月1日起算
            期限 调解成功或终止调解计时中 还有64天 · 2026年7月15日到期 45个工作日（《市场监督管理投诉举报处理暂行办法》第二十一条第一款第五项），自2026年5月12日起算
            认定 岳市监〔2024〕16号第二部分第（八）项 收到来件之日已失效，仅供参考，不得作为决定依据
            适用 市场监督管理投诉举报处理暂行办法（2020年1月1日起）
            文书 经审查，符合《市场监督管理投诉举报处理暂行办法》规定的受理条件，我局决定受理
            文书 投诉终止调解决定书岳楼市监调终〔2026〕第2号欧阳测、洞庭渔家店：经审查，关于洞庭渔家店“酱板鸭”投诉的调解过程中出现以下第〔一〕项情形，依据《市场监督管理投诉举报处理暂行办法》第二十一条第一款的规定，我局决定终止调解
            L3
            情形 其他滥用投诉的行为
            情形 第十六条第一项
            情形 第十六条第七项
            情形 第十六条第三项
            情形 第十六条第二项
            情形 第十六条第五项
            情形 第十六条第六项
            情形 第十六条第四项
            期限 受理或不予受理并告知计时中 还有1天 · 2026年5月13日到期 7个工作日（《市场监督管理投诉举报处理办法》第十五条第一款），自2026年5月1日起算
            期限 核查并决定是否立案计时中 还有13天 · 2026年5月25日到期 15个工作日（《市场监督管理行政处罚程序规定》第十八条第一款），自2026年5月1日起算
            认定 岳市监〔2024〕16号第二部分第（八）项 收到来件之日已失效，仅供参考，不得作为决定依据
            适用 市场监督管理投诉举报处理办法（2026年4月15日起）
            受理之后
            情形 其他滥用投诉的行为
            情形 第二十三条第一款第一项
            情形 第二十三条第一款第七项
            情形 第二十三条第一款第三项
            情形 第二十三条第一款第二项
            情形 第二十三条第一款第五项
            情形 第二十三条第一款第八项
            情形 第二十三条第一款第六项
            情形 第二十三条第一款第四项
            期限 受理或不予受理并告知已完成 2026年5月13日到期 7个工作日（《市场监督管理投诉举报处理办法》第十五条第一款），自2026年5月1日起算
            期限 核查并决定是否立案计时中 还有13天 · 2026年5月25日到期 15个工作日（《市场监督管理行政处罚程序规定》第十八条第一款），自2026年5月1日起算
            期限 调解成功或终止调解计时中 还有60天 · 2026年7月11日到期 60日（《市场监督管理投诉举报处理办法》第二十三条第一款第五项），自2026年5月12日起算
            认定 岳市监〔2024〕16号第二部分第（八）项 收到来件之日已失效，仅供参考，不得作为决定依据
            适用 市场监督管理投诉举报处理办法（2026年4月15日起）
            文书 经审查，符合《市场监督管理投诉举报处理办法》规定的受理条件，我局决定受理
            文书 投诉终止调解决定书岳楼市监调终〔2026〕第3号欧阳测、洞庭渔家店：经审查，关于洞庭渔家店“酱板鸭”投诉的调解过程中出现以下第〔一〕项情形，依据《市场监督管理投诉举报处理办法》第二十三条第一款的规定，我局决定终止调解
            文书 投诉人、被投诉人对市场监督管理部门作出的终止调解决定、调解结果不服的，可以按照《中华人民共和国消费者权益保护法》第三十九条规定，通过民事诉讼、仲裁等其他途径解决消费者权益争议
        "#]].assert_eq(&shown.concat());
    })
    .await;
}
