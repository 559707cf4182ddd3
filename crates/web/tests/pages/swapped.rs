//! Swapped ids: somebody of another unit, of another department, or with another post asks every route that names something by
//! its id, with ids that belong elsewhere. Every free text of the records that are not theirs carries a mark; no answer may hold a
//! byte of it, and nothing of the records may change.
//!
//! `MINGJIAN_SWAPPED=100000` asks so many times on each database; else some hundreds of each person.

use axum::http::StatusCode;
use casework::decision::EventKind;

use crate::authorisation::{BY_ANYBODY, LINES};
use crate::site::{Answer, Browser, now, on_each};

/// In every name, trader, item and word of 岳阳楼区's filings and of what was done with them.
const MARK: &str = "鵷鶵";
/// Filings of 岳阳楼区, under the ids from 1.
const THEIRS: i64 = 12;
/// Filings of 岳阳县, after them.
const OWN: i64 = 4;

/// Routes that show what the whole house shares: versions of rules and papers' forms are nobody's in particular.
const OF_THE_HOUSE: &[&str] = &["/policies/{id}", "/policies/draft/{circumstance}", "/policies/{id}/{act}", "/imports/template/{kind}"];

fn filings() -> (String, String) {
    let head = "来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,是否实名,被投诉举报单位,行政区划代码,商品或服务,类别,内容,诉求\n";
    let mut theirs = head.to_owned();
    for id in 1..=THEIRS {
        // Pairs of one telephone, so that there are persons.
        let phone = 13_900_007_700 + id / 2;
        theirs += &format!(
            "QZX-{id},来访,2026-05-06 09:{id:02},投诉举报,{MARK}{id},,{phone},是,{MARK}商行{id},430602,{MARK}酱,食品,{MARK}标签没有生产日期{id},退款{MARK}\n"
        );
    }
    let mut own = head.to_owned();
    for id in 1..=OWN {
        own += &format!("X-{id},来访,2026-05-06 10:{id:02},投诉,王虚,,1380013800{id},是,县城店,430621,米粉,食品,分量不足,退款\n");
    }
    (theirs, own)
}

/// Numbers that the same seed gives again (a linear congruence: the choice of requests needs no more).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit
    }

    fn theirs(&mut self) -> String {
        (1 + self.below(THEIRS as usize)).to_string()
    }
}

/// The head of 岳阳楼区 works on the filings, so that there is something of every kind to ask for.
async fn work(head: &Browser<'_>) {
    let reason = ("reason", "鵷鶵：依据全部材料逐项核对以后作出");
    let done = |answer: Answer, what: &str| assert_eq!(answer.status, StatusCode::SEE_OTHER, "{what}: {}", answer.text());
    for id in 1..=3 {
        let clue = head.post(&format!("/submissions/{id}/clues"), &[reason]).await;
        done(clue, "a clue");
        let flag = head.post(&format!("/submissions/{id}/protections"), &[("kind", "public_interest"), reason]).await;
        done(flag, "a flag");
        let look = head.post(&format!("/submissions/{id}/reveal"), &[("class", "phone"), ("purpose", "鵷鶵联系当事人")]).await;
        assert!(look.status == StatusCode::OK && look.text().contains("1390000770"), "{}", look.text());
    }
    done(head.post("/batches", &[("kind", "accept"), ("matter", "7"), ("matter", "9"), reason]).await, "a batch");
    done(head.post("/submissions/filters", &[("name", MARK), ("query", "category=food")]).await, "a filter");
    done(head.post("/avoidance", &[("relation", "interest"), ("operator_name", "鵷鶵商行2")]).await, "a relation");
    assert!(head.get("/submissions/1").await.text().contains(MARK) && head.get("/persons/1").await.text().contains(MARK));
    let rights = [
        ("submission", "1"),
        ("right", "access"),
        ("channel", "visit"),
        ("applicant", "person"),
        ("words", "鵷鶵要求查阅"),
        ("verified", "鵷鶵当面核对证件"),
    ];
    done(head.post("/persons/1/rights", &rights).await, "a request");
}

/// What their owner reads of the filings, with everything that was done about them.
async fn course(head: &Browser<'_>) -> Vec<String> {
    let mut pages = Vec::new();
    for id in 1..=THEIRS {
        pages.push(head.get(&format!("/submissions/{id}")).await.text().to_owned());
    }
    pages
}

/// One request with ids that belong elsewhere: the first always, the others by chance.
async fn ask(browser: &Browser<'_>, dice: &mut Dice, persons: &[i64], at: usize) -> (String, Answer) {
    let (route, _, address, fields) = LINES[at];
    let (method, path) = route.split_once(' ').expect("a method");
    let mut is_first = true;
    let segments = path.split('/').zip(address.split('/')).map(|(name, sample)| match name {
        "{act}" => match dice.below(2) {
            0 => EventKind::ALL[dice.below(EventKind::ALL.len())].code().to_owned(),
            _ => sample.to_owned(),
        },
        name if name.starts_with('{') && sample.parse::<i64>().is_ok() => {
            let leads = std::mem::take(&mut is_first);
            if leads && path.starts_with("/persons/") {
                return persons[dice.below(persons.len())].to_string();
            }
            if leads || dice.below(3) > 0 { dice.theirs() } else { (THEIRS + 1 + dice.below(OWN as usize) as i64).to_string() }
        }
        _ => sample.to_owned(),
    });
    let asked = segments.collect::<Vec<_>>().join("/");
    // Numbers in forms name rows too; a version is one of the first.
    let filled: Vec<(&str, String)> = fields
        .iter()
        .map(|(name, value)| match *name {
            "version" => ("version", (1 + dice.below(4)).to_string()),
            "number" => ("number", format!("QZX-{}", dice.theirs())),
            name if value.parse::<i64>().is_ok() => (name, dice.theirs()),
            name => (name, (*value).to_owned()),
        })
        .collect();
    let filled: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = if method == "GET" { browser.get(&asked).await } else { browser.post(&asked, &filled).await };
    (format!("{method} {asked}"), answer)
}

fn holds(answer: &Answer) -> bool {
    let marks = [MARK, "1390000770", "QZX-"];
    let in_bytes = |mark: &str| answer.bytes.windows(mark.len()).any(|window| window == mark.as_bytes());
    marks.into_iter().any(|mark| in_bytes(mark) || answer.headers.values().any(|value| value.as_bytes() == mark.as_bytes()))
}

#[expect(clippy::disallowed_methods, reason = "the long form is asked for by whoever runs the test")]
fn requests() -> usize {
    std::env::var("MINGJIAN_SWAPPED").ok().and_then(|count| count.parse().ok()).unwrap_or(2_000)
}

#[tokio::test]
async fn ids_that_belong_elsewhere_open_nothing() {
    on_each(async |site| {
        let (theirs, own) = filings();
        let head = site.log_in("head").await;
        head.import("楼区.csv", &theirs).await;
        let assess = async || desk::assessment::run(&site.desk, desk::time::local_date(now()), now(), None).await.expect("assessed");
        assess().await;
        work(&head).await;
        // Their persons have their numbers before anybody else has.
        let mut persons = Vec::new();
        for id in 1..=2 * THEIRS {
            if head.get(&format!("/persons/{id}")).await.status == StatusCode::OK {
                persons.push(id);
            }
        }
        assert!(persons.len() > 1);
        site.log_in("city").await.import("县.csv", &own).await;
        assess().await;
        let before = course(&head).await;

        let named: Vec<usize> = (0..LINES.len())
            .filter(|at| {
                let (route, marks, address, _) = LINES[*at];
                marks != BY_ANYBODY && route.contains('{') && address.split('/').any(|part| part.parse::<i64>().is_ok())
            })
            .collect();
        let people = ["stranger", "neighbour", "court"];
        let (mut dice, mut wrong, mut asked) = (Dice(20_260_512), Vec::new(), 0);
        for login in people {
            let browser = site.log_in(login).await;
            for turn in 0..requests() / people.len() {
                let at = named[turn % named.len()];
                let (request, answer) = ask(&browser, &mut dice, &persons, at).await;
                asked += 1;
                assert!(!answer.status.is_server_error(), "{login}: {request} is {}", answer.status);
                let path = LINES[at].0.split_once(' ').expect("a method").1;
                let opens = answer.status.is_success() || answer.status.is_redirection();
                if holds(&answer) || (opens && !OF_THE_HOUSE.contains(&path)) {
                    wrong.push(format!("{login}: {request} is {}", answer.status));
                }
            }
        }
        wrong.sort();
        wrong.dedup();
        assert!(wrong.is_empty(), "of {asked} requests: {wrong:#?}");
        assert!(asked >= named.len() * people.len(), "every route was asked by everybody");
        assert!(course(&head).await == before, "nothing was done");
        // The mark is there to be found: its owner reads it.
        assert!(holds(&head.get("/submissions/1").await) && holds(&head.get("/persons/1").await));
    })
    .await;
}
