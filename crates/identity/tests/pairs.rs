//! Which pairs of filings are one person's: a table to read.

use casework::codes::IdKind;
use expect_test::expect;
use identity::{Record, columns_from_text, columns_to_text, compare, judge};

/// A record from `name|id|phone|address|account`; an empty part is an empty cell.
fn record(id: i64, text: &str) -> Record {
    let mut parts = text.split('|').map(|p| (!p.is_empty()).then(|| p.to_owned()));
    let mut next = || parts.next().flatten();
    Record { id, name: next(), id_no: next(), phone: next(), address: next(), account: next(), ..Record::default() }
}

const A: &str = "430602199003071231";
const B: &str = "430621198511010018";

#[test]
fn pairs() {
    let a_masked = "430602********1231";
    let table = [
        ("number and name", format!("李明|{A}"), format!("李明|{A}|13973011111")),
        ("number alone", format!("|{A}"), format!("李明|{A}")),
        ("number, one wrong character", format!("李建明|{A}"), format!("李建民|{A}")),
        ("number under an unlike name", format!("李明|{A}|13973011111"), format!("王秀兰|{A}|13873022222")),
        ("number under an unlike name, same phone", format!("李明|{A}|13973011111"), format!("王秀兰|{A}|13973011111")),
        ("two valid numbers, all else equal", format!("李明|{A}|13973011111|五里牌路1号"), format!("李明|{B}|13973011111|五里牌路1号")),
        ("masked number and three characters", format!("李建明|{A}"), format!("李建明|{a_masked}")),
        ("masked number and two characters", format!("李明|{A}"), format!("李明|{a_masked}")),
        ("everything masked", "张*|430602********1231|138****8000".into(), "张*|430602********1231|138****8000".into()),
        ("a visible digit disagrees", format!("李建明|{A}|13973011111"), "李建明|430602********1232|13973011111".into()),
        ("phone and name", "李明||13973011111".into(), "李明||13973011111".into()),
        ("phone and homophone", "李明||13973011111".into(), "李鸣||13973011111".into()),
        ("masked phone and name", "李明||13973011111".into(), "李明||139****1111".into()),
        ("sisters on the family's phone", "李小红||13973011111|五里牌路1号".into(), "李小明||13973011111|五里牌路1号".into()),
        (
            "couple on one phone, address, account",
            "李明||13973011111|五里牌路1号|6222000011112222".into(),
            "王秀兰||13973011111|五里牌路1号|6222000011112222".into(),
        ),
        ("father and son", "李明||13973011111|五里牌路1号".into(), "李建军||13973011111|五里牌路1号".into()),
        ("surname and title on the phone", "李先生||13973011111".into(), "李明||13973011111".into()),
        ("title, phone, account", "李先生||13973011111||6222000011112222".into(), "李明||13973011111||6222000011112222".into()),
        ("phone without any name", "||13973011111".into(), "||13973011111".into()),
        ("name alone", "李建明".into(), "李建明".into()),
        ("name and address, phone changed", "李建明||13973011111|五里牌路1号".into(), "李建明||13873022222|五里牌路1号".into()),
        ("name and account", "李明||||6222000011112222".into(), "李明||||6222000011112222".into()),
        ("account alone", "李明||||6222000011112222".into(), "王秀兰||||6222000011112222".into()),
        ("service number", "李明||12345".into(), "李明||12345".into()),
    ];
    let mut found = String::new();
    for (what, left, right) in table {
        let comparison = compare(&record(1, &left), &record(2, &right));
        assert_eq!(comparison, compare(&record(2, &right), &record(1, &left)), "{what}");
        let text = columns_to_text(&comparison.columns);
        assert_eq!(columns_from_text(&text).map(|c| columns_to_text(&c)), Some(text.clone()));
        found.push_str(&format!("{what}: {} {:.3} {text}\n", judge(&comparison).code(), comparison.probability));
    }
    expect![[r#"
        number and name: same 1.000 name=equal:10.50;id_no=equal:30.00
        number alone: same 0.999 id_no=equal:30.00
        number, one wrong character: same 1.000 name=near_sound:5.00;id_no=equal:30.00
        number under an unlike name: possible 0.500 name=differs:-8.00;id_no=equal:30.00;phone=differs:-2.00
        number under an unlike name, same phone: same 1.000 name=differs:-8.00;id_no=equal:30.00;phone=equal:18.00
        two valid numbers, all else equal: possible 0.003 name=equal:10.50;id_no=conflict:-25.00;phone=equal:18.00;address=equal:8.00
        masked number and three characters: same 0.998 name=equal:12.50;id_no=masked:16.20
        masked number and two characters: same 0.990 name=equal:10.50;id_no=masked:16.20
        everything masked: same 1.000 name=masked:3.00;id_no=masked:16.20;phone=masked:16.20
        a visible digit disagrees: possible 0.081 name=equal:12.50;id_no=conflict:-14.00;phone=equal:18.00
        phone and name: same 0.997 name=equal:10.50;phone=equal:18.00
        phone and homophone: same 0.996 name=homophone:10.00;phone=equal:18.00
        masked phone and name: same 0.990 name=equal:10.50;phone=masked:16.20
        sisters on the family's phone: possible 0.999 name=near:4.00;phone=equal:18.00;address=equal:8.00
        couple on one phone, address, account: different 1.000 name=differs:-8.00;phone=equal:18.00;address=equal:8.00;account=equal:20.00
        father and son: different 0.667 name=given_differs:-5.00;phone=equal:18.00;address=equal:8.00
        surname and title on the phone: possible 0.667 name=title:3.00;phone=equal:18.00
        title, phone, account: possible 1.000 name=title:3.00;phone=equal:18.00;account=equal:20.00
        phone without any name: possible 0.200 phone=equal:18.00
        name alone: different 0.005 name=equal:12.50
        name and address, phone changed: possible 0.261 name=equal:12.50;phone=differs:-2.00;address=equal:8.00
        name and account: same 0.999 name=equal:10.50;account=equal:20.00
        account alone: different 0.004 name=differs:-8.00;account=equal:20.00
        service number: different 0.001 name=equal:10.50
    "#]]
    .assert_eq(&found);
}

#[test]
fn a_platform_account_is_a_person_and_two_accounts_say_nothing() {
    let user = |id, code: &str| Record { id, id_kind: Some(IdKind::PlatformAccount), id_no: Some(code.into()), ..Record::default() };
    let judged = |a: &str, b: &str| judge(&compare(&user(1, a), &user(2, b))).code();
    assert_eq!((judged("A00031618", "A00031618"), judged("A00031618", "A00031619")), ("same", "different"));
}

#[test]
fn a_denied_filing_is_not_laid_at_the_victims_door() {
    let victim = record(1, &format!("李明|{A}|13973011111"));
    let forged = |id, phone: &str| Record { denied: true, ..record(id, &format!("李明|{A}|{phone}")) };
    let judged = |a: &Record, b: &Record| judge(&compare(a, b)).code();
    assert_eq!(judged(&victim, &forged(2, "13873022222")), "different");
    assert_eq!(judged(&victim, &forged(2, "13973011111")), "possible");
    assert_eq!(judged(&forged(2, "13873022222"), &forged(3, "13873022222")), "same");
    assert_eq!(judged(&forged(2, "13873022222"), &forged(3, "13773033333")), "different");
    let gang = record(4, &format!("王强|{B}|13873022222"));
    assert_eq!(judged(&gang, &forged(2, "13873022222")), "possible");
}

#[test]
fn nothing_personal_is_printed() {
    let printed = format!(
        "{:?}{:?}",
        record(7, &format!("李明|{A}|13973011111")),
        identity::block_keys(&record(7, &format!("李明|{A}|13973011111")))
    );
    assert!(!printed.contains("李明") && !printed.contains("1231") && !printed.contains("1397") && !printed.contains("li"), "{printed}");
}
