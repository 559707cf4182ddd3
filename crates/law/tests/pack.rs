//! What the pack holds by date, and how broken policy files are refused.

use std::sync::LazyLock;

use casework::decision::{DeclineGround, EndGround, RulesId};
use expect_test::{Expect, expect};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use law::rows::{self, Subject};
use law::{FormId, Pack, PackFile};

static PACK: LazyLock<Pack> = LazyLock::new(Pack::builtin);

#[test]
fn exactly_one_set_of_rules_binds_every_receipt_from_2020_on() {
    let mut day = date(2020, 1, 1);
    while day <= date(2040, 12, 31) {
        let binding: Vec<RulesId> =
            PACK.rules().iter().filter(|rules| rules.from <= day && rules.to.is_none_or(|to| day <= to)).map(|rules| rules.id).collect();
        let expected = if day <= date(2026, 4, 14) { RulesId::Order20 } else { RulesId::Order121 };
        assert_eq!(binding, [expected], "{day}");
        assert_eq!(PACK.rules_on(day).map(|rules| rules.id), Some(expected));
        day += 1.day();
    }
    assert_eq!(PACK.rules_on(date(2019, 12, 31)), None);
    assert_eq!(PACK.rules().iter().map(|rules| rules.split_article()).collect::<Vec<_>>(), [Some(7), Some(9)]);
}

#[test]
fn grounds_of_both_orders() {
    let lines: Vec<String> = PACK
        .rules()
        .iter()
        .flat_map(|rules| {
            let decline = rules.decline.iter().map(|ground| format!("{} {}\n", ground.ground.code(), ground.clause.citation));
            let end = rules.end.iter().map(|ground| format!("{} {}\n", ground.ground.code(), ground.clause.citation));
            let told = format!("tells informant: {}\n", rules.tells_informant.as_ref().map_or("no", |clause| &clause.citation));
            decline.chain(end).chain([told]).collect::<Vec<_>>()
        })
        .collect();
    expect![[r#"
        not_competent 《市场监督管理投诉举报处理暂行办法》第十五条第一项
        already_handled 《市场监督管理投诉举报处理暂行办法》第十五条第二项
        not_for_living_consumption 《市场监督管理投诉举报处理暂行办法》第十五条第三项
        over_three_years 《市场监督管理投诉举报处理暂行办法》第十五条第四项
        material_missing_or_false 《市场监督管理投诉举报处理暂行办法》第十五条第五项
        other_law 《市场监督管理投诉举报处理暂行办法》第十五条第六项
        withdrawn_or_reconciled 《市场监督管理投诉举报处理暂行办法》第二十一条第一款第一项
        appraisal_cost 《市场监督管理投诉举报处理暂行办法》第二十一条第一款第二项
        absent_or_refused 《市场监督管理投诉举报处理暂行办法》第二十一条第一款第三项
        no_agreement 《市场监督管理投诉举报处理暂行办法》第二十一条第一款第四项
        term_over 《市场监督管理投诉举报处理暂行办法》第二十一条第一款第五项
        declinable 《市场监督管理投诉举报处理暂行办法》第二十一条第一款第六项
        other_law 《市场监督管理投诉举报处理暂行办法》第二十一条第一款第七项
        tells informant: 《市场监督管理投诉举报处理暂行办法》第三十一条第二款
        not_competent 《市场监督管理投诉举报处理办法》第十六条第一项
        already_handled 《市场监督管理投诉举报处理办法》第十六条第二项
        not_for_living_consumption 《市场监督管理投诉举报处理办法》第十六条第三项
        over_three_years 《市场监督管理投诉举报处理办法》第十六条第四项
        material_missing_or_false 《市场监督管理投诉举报处理办法》第十六条第五项
        impersonation 《市场监督管理投诉举报处理办法》第十六条第六项
        other_law 《市场监督管理投诉举报处理办法》第十六条第七项
        withdrawn_or_reconciled 《市场监督管理投诉举报处理办法》第二十三条第一款第一项
        absent_or_refused 《市场监督管理投诉举报处理办法》第二十三条第一款第二项
        no_agreement 《市场监督管理投诉举报处理办法》第二十三条第一款第三项
        appraisal_cost 《市场监督管理投诉举报处理办法》第二十三条第一款第四项
        term_over 《市场监督管理投诉举报处理办法》第二十三条第一款第五项
        declinable 《市场监督管理投诉举报处理办法》第二十三条第一款第六项
        fraud_or_extortion 《市场监督管理投诉举报处理办法》第二十三条第一款第六项
        party_gone 《市场监督管理投诉举报处理办法》第二十三条第一款第七项
        other_law 《市场监督管理投诉举报处理办法》第二十三条第一款第八项
        tells informant: no
    "#]]
    .assert_eq(&lines.concat());
}

#[test]
fn words_of_grounds() {
    let text = |rules: &law::RuleSet, ground| rules.decline_clause(ground).and_then(|clause| clause.text.clone());
    for rules in PACK.rules() {
        let words = "不是为生活消费需要购买、使用商品或者接受服务，或者不能证明与被投诉人之间存在消费者权益争议的；";
        assert_eq!(text(rules, DeclineGround::NotForLivingConsumption).as_deref(), Some(words));
    }
    let [order20, order121] = PACK.rules() else { panic!("two sets of rules") };
    assert_eq!(order20.decline_clause(DeclineGround::Impersonation), None);
    assert_eq!(order20.end_clause(EndGround::PartyGone), None);
    assert_eq!(order20.other_routes, None);
    assert!(order20.for_acts().tells_informant && !order121.for_acts().tells_informant);
    assert_eq!(order121.other_routes.as_ref().map(|clause| clause.citation.as_str()), Some("《中华人民共和国消费者权益保护法》第三十九条"));
}

#[test]
fn the_citys_instrument_lapsed_and_may_be_adopted_anew() {
    let in_force = |pack: &Pack, on: Date| pack.in_force("yy16", on);
    assert!(!in_force(&PACK, date(2024, 7, 2)));
    assert!(in_force(&PACK, date(2024, 7, 3)));
    assert!(in_force(&PACK, date(2025, 7, 2)));
    assert!(!in_force(&PACK, date(2025, 7, 3)));
    let adopted = with_file(
        "adoption.toml",
        "[[adoption]]\ninstrument = \"yy16\"\ndocument_no = \"岳市监〔2026〕8号\"\nadopted_by = \"市局\"\nfrom = 2026-07-01\nto = 2027-06-30\n",
    );
    let adopted = Pack::parse(&adopted).expect("a good adoption");
    assert!(!in_force(&adopted, date(2026, 6, 30)));
    assert!(in_force(&adopted, date(2026, 7, 1)));
    assert!(!in_force(&adopted, date(2027, 7, 1)));
    assert!(!PACK.in_force("nothing", date(2026, 1, 1)));
}

#[test]
fn clauses_and_circumstances() {
    let check = |id: &str| match PACK.clause(id) {
        Some(clause) => format!("{id} {} {}\n", clause.citation, clause.text.as_deref().unwrap_or("-")),
        None => format!("{id} -\n"),
    };
    let ids = [
        "yy16.2.3",
        "yy16.2.6",
        "yy16.3.2",
        "o121.17.4",
        "o20.21.6",
        "o121.23.p2",
        "clr.46.p3",
        "reconsideration.62",
        "yy16.2.9",
        "o121.47",
        "o121.23.p2.1",
        "o121.23.p3",
    ];
    expect![[r#"
        yy16.2.3 《关于加强部门协作机制规范投诉举报处置的指导意见》（岳市监〔2024〕16号）第二部分第三项 投诉人冒用他人名义进行投诉；
        yy16.2.6 《关于加强部门协作机制规范投诉举报处置的指导意见》（岳市监〔2024〕16号）第二部分第六项 投诉人投诉的数量和频次明显超出正常范围的；
        yy16.3.2 《关于加强部门协作机制规范投诉举报处置的指导意见》（岳市监〔2024〕16号）第三部分第二项 多次举报经营者存在同类违法行为，经市场监管部门调查，认定所举报的违法行为不属实的；
        o121.17.4 《市场监督管理投诉举报处理办法》第十七条第一款第四项 多人使用同一手机号码、通讯地址等联系方式投诉的；
        o20.21.6 《市场监督管理投诉举报处理暂行办法》第二十一条第一款第六项 市场监督管理部门受理投诉后，发现存在本办法第十五条规定情形的；
        o121.23.p2 《市场监督管理投诉举报处理办法》第二十三条第二款 市场监督管理部门终止调解的，应当自作出终止调解决定之日起七个工作日内告知投诉人和被投诉人。
        clr.46.p3 《中华人民共和国消费者权益保护法实施条例》第四十六条第三款 有关行政部门受理投诉后，消费者和经营者同意调解的，有关行政部门应当依据职责及时调解，并在受理之日起60日内调解完毕；调解不成的应当终止调解。调解过程中需要鉴定、检测的，鉴定、检测时间不计算在60日内。
        reconsideration.62 《中华人民共和国行政复议法》第六十二条 -
        yy16.2.9 -
        o121.47 -
        o121.23.p2.1 -
        o121.23.p3 -
    "#]].assert_eq(&ids.map(check).concat());
    assert!((1..=8).all(|n| PACK.clause(&format!("yy16.2.{n}")).is_some()));
    assert!((1..=6).all(|n| PACK.clause(&format!("yy16.3.{n}")).is_some()));
    assert!((1..=5).all(|n| PACK.clause(&format!("o121.17.{n}")).is_some()));
}

#[test]
fn forms_follow_the_rules() {
    let edition = |on| PACK.form(FormId::Decline, on).map(|form| form.edition);
    assert_eq!(edition(date(2026, 4, 14)).as_deref(), Some("国市监网监〔2019〕242号"));
    assert_eq!(edition(date(2026, 4, 15)).as_deref(), Some("2026年4月文书式样"));
    assert_eq!(edition(date(2019, 4, 15)), None);
}

/// The built-in files and one more.
fn with_file(name: &str, text: &str) -> Vec<PackFile> {
    let mut files = Pack::builtin_files();
    files.push(PackFile { name: name.to_owned(), text: text.to_owned() });
    files
}

/// The built-in files with one piece of one of them replaced.
fn edited(file: &str, old: &str, new: &str) -> Vec<PackFile> {
    let mut files = Pack::builtin_files();
    let file = files.iter_mut().find(|known| known.name == file).expect("a file of the pack");
    assert!(file.text.contains(old), "{old}");
    file.text = file.text.replacen(old, new, 1);
    files
}

#[test]
fn broken_files_are_named_with_their_line() {
    let check = |files: Vec<PackFile>, expected: Expect| {
        let message = Pack::parse(&files).err().map(|error| error.to_string()).unwrap_or_default();
        expected.assert_eq(&message);
    };
    check(edited("rules.toml", "from = 2026-04-15", "from = 2026-04-16"), expect!["rules.toml第62行：与前一套规则之间有空档或者重叠"]);
    check(
        edited("rules.toml", "from = 2026-04-15", "from = 2026-04-15\nto = 2030-01-01"),
        expect!["rules.toml第62行：最后一套规则不应有失效日期，否则其后的来件无规则可依"],
    );
    check(edited("rules.toml", "o121.16.7", "o121.16.8"), expect!["rules.toml第112行：“市场监督管理投诉举报处理办法”没有第十六条第八项"]);
    check(edited("rules.toml", "ground = \"impersonation\"", "ground = \"rude\""), expect!["rules.toml第111行：程序不认识情形“rude”"]);
    check(edited("terms.toml", "id = \"C-ACC\"", "id = \"C-AAC\""), expect!["terms.toml第15行：程序不认识期限“C-AAC”"]);
    check(
        edited("terms.toml", "length = \"7 wd\"", "length = \"7 days\""),
        expect!["terms.toml第18行：“7 days”不是期限长度，应如 7 wd、60 d、6 m、3 y、24 h"],
    );
    check(
        edited("terms.toml", "id = \"C-ACC\"\nfrom = 2020-01-01\nto = 2026-04-14", "id = \"C-ACC\"\nfrom = 2020-01-01\nto = 2026-04-15"),
        expect!["terms.toml第19行：“市场监督管理投诉举报处理暂行办法”在所定期间内不全程有效"],
    );
    check(
        with_file(
            "x.toml",
            "[[term]]\nid = \"L-OBJ\"\nfrom = 2026-01-01\nlength = \"10 wd\"\nclause = \"own.1\"\ntrigger = \"-\"\nact = \"-\"\n",
        ),
        expect!["x.toml第2行：期限“L-OBJ”与另一版本的适用期间重叠"],
    );
    check(edited("calendar.toml", "2024-02-04, ", ""), expect!["calendar.toml第6行：2024年应有251个工作日，按所列放假和调休算得250个"]);
    check(
        edited("calendar.toml", "2024-02-04", "2024-02-05"),
        expect!["calendar.toml第18行：2024-02-05不能是2024年的调休上班日（须为当年的周末、非节假日、不重复）"],
    );
    check(
        edited("calendar.toml", "year = 2025\n", "year = 2027\n"),
        expect!["calendar.toml第25行：“元旦”的起止日期不在2027年内，或者颠倒"],
    );
    check(edited("instruments/o20.toml", "no = 2\n", "no = 1\n"), expect!["instruments/o20.toml第17行：条号1重复或者不是正整数"]);
    check(with_file("x.toml", "[[term]]\nid = 3\n"), expect!["x.toml第2行：无法读取：invalid type: integer `3`, expected a string"]);
    check(
        with_file("x.toml", "[[terms]]\n"),
        expect![
            "x.toml第1行：无法读取：unknown field `terms`, expected one of `instrument`, `adoption`, `rules`, `setting`, `choice`, `term`, `year`, `successor`, `threshold`"
        ],
    );
    check(
        with_file("x.toml", "[[adoption]]\ninstrument = \"yy17\"\ndocument_no = \"x\"\nadopted_by = \"y\"\nfrom = 2026-01-01\n"),
        expect!["x.toml第2行：没有编号为“yy17”的法律文件"],
    );
    // A gap between two versions, an extension in another unit, a day that cannot be counted.
    check(
        edited("terms.toml", "id = \"R-VER\"\nfrom = 2020-01-01\nto = 2021-07-14", "id = \"R-VER\"\nfrom = 2020-01-01\nto = 2021-07-10"),
        expect!["terms.toml第113行：期限“R-VER”的各版本之间有空档"],
    );
    check(edited("terms.toml", "extension = \"30 d\"", "extension = \"30 wd\""), expect!["terms.toml第136行：延长须与期限按同一单位计算"]);
    check(
        edited("terms.toml", "id = \"T-APP\"\nfrom = 2020-08-07", "id = \"T-APP\"\nfrom = 9999-12-30"),
        expect!["terms.toml第176行：期限“T-APP”无法计算届满日期"],
    );
    // A later notice for a year.
    let amended = "[[year]]\nyear = 2027\namends = true\nsource = \"-\"\nworkdays = 261\nholidays = []\nmake_up = []\n";
    check(with_file("x.toml", amended), expect!["x.toml第2行：没有2027年的通知可供调整"]);
    let amended = amended.replace("2027", "2026");
    check(with_file("x.toml", &format!("{amended}{amended}")), expect!["x.toml第9行：2026年的通知已经调整过，请并为一份"]);
    check(with_file("x.toml", &amended), expect![""]);
    // Papers, provisions, the map of articles, thresholds.
    check(edited("rules.toml", "id = \"decline\"", "id = \"refuse\""), expect!["rules.toml第19行：程序不认识文书“refuse”"]);
    check(edited("rules.toml", "of = \"joint\"", "of = \"route\""), expect!["rules.toml第39行：规定“route”重复"]);
    check(
        edited("articles-map.toml", "to = \"o121.16.7\"", "to = \"o121.16.8\""),
        expect!["articles-map.toml第88行：“市场监督管理投诉举报处理办法”没有第十六条第八项"],
    );
    check(with_file("x.toml", "[[successor]]\nnote = \"无\"\n"), expect!["x.toml第1行：沿革须写明原条款或者新条款"]);
    check(
        edited("thresholds.toml", "amount_yuan_upper = 5000", "amount_yuan_upper = 500"),
        expect!["thresholds.toml第8行：数额应为正数，上限不低于下限，次数和月数不为零"],
    );
    check(Vec::new(), expect!["第1行：没有投诉举报处理规则（[[rules]]）"]);
}

#[test]
fn rows_for_the_command() {
    let list = rows::list(&PACK);
    let count = |subject| list.iter().filter(|row| row.subject == subject).count();
    assert_eq!([Subject::Instrument, Subject::Rules, Subject::Setting, Subject::Calendar].map(count), [19, 2, 1, 3]);
    let show = |id: &str| rows::show(&PACK, id).iter().map(|row| format!("{}: {}\n", row.label, row.text)).collect::<String>();
    expect![[r#"
        期限: 投诉调解
        2020-01-01至2024-06-30: 45个工作日
        起算: 受理投诉
        应当: 达成调解协议或者终止调解（鉴定、检测、回避审查期间不计）
        依据: 《市场监督管理投诉举报处理暂行办法》第二十一条第一款第五项
        2024-07-01至2026-04-14: 45个工作日（设置 mediation-2024 = 45wd）
        起算: 受理投诉
        应当: 达成调解协议或者终止调解（鉴定、检测、回避审查期间不计）
        依据: 《市场监督管理投诉举报处理暂行办法》第二十一条第一款第五项
        2024-07-01至2026-04-14: 60日（设置 mediation-2024 = 60d）
        起算: 受理投诉
        应当: 达成调解协议或者终止调解（鉴定、检测期间不计）
        依据: 《中华人民共和国消费者权益保护法实施条例》第四十六条第三款
        自2026-04-15起: 60日
        起算: 受理投诉
        应当: 达成调解协议或者终止调解（鉴定、检测、回避审查期间不计）
        依据: 《市场监督管理投诉举报处理办法》第二十三条第一款第五项
    "#]]
    .assert_eq(&show("C-MED"));
    expect![[r#"
        引用: 《关于加强部门协作机制规范投诉举报处置的指导意见》（岳市监〔2024〕16号）第二部分第六项
        有效期: 2024-07-03至2025-07-02
        原文: 投诉人投诉的数量和频次明显超出正常范围的；
    "#]]
    .assert_eq(&show("yy16.2.6"));
    expect![[r#"
        设置: 2024-07-01至2026-04-14收到的投诉，调解期限按《市场监督管理投诉举报处理暂行办法》第二十一条的四十五个工作日，还是按《消费者权益保护法实施条例》第四十六条的六十日
        选项（当前）: 45wd：四十五个工作日
        选项: 60d：六十日
    "#]].assert_eq(&show("mediation-2024"));
    assert_eq!(show("nothing"), "");
    let check = rows::check(&PACK, date(2026, 11, 24)).iter().map(|row| format!("{:?} {}\n", row.level, row.text)).collect::<String>();
    expect![[r#"
        Good 19件法律文件，349条原文，各处引用的条款均存在且在适用期间内有效
        Good 2套处理规则，首尾相接，无空档无重叠
        Good 23种期限，32个版本，首尾相接，无空档无重叠；自工作日历所收1096天中的任一天起均可计算
        Good 67条新旧条文对应，两端条款均存在
        Good 1项追诉标准，适用期间互不重叠
        Good 3个年度的工作日数与通知一致
        Note 《市场监督管理投诉举报处理暂行办法》于2026-11-24不在有效期内，只供参考，不得作为依据
        Note 《关于加强部门协作机制规范投诉举报处置的指导意见》（岳市监〔2024〕16号）于2026-11-24不在有效期内，只供参考，不得作为依据
        Note 《市场监督管理行政处罚程序暂行规定》于2026-11-24不在有效期内，只供参考，不得作为依据
        Note 《市场监督管理行政处罚程序暂行规定》仅按条号引用，未收录原文
        Note 《公安机关办理刑事案件程序规定》仅按条号引用，未收录原文
        Note 《中华人民共和国行政复议法》仅按条号引用，未收录原文
        Note 《中华人民共和国政府信息公开条例》仅按条号引用，未收录原文
        Note 《信访工作条例》仅按条号引用，未收录原文
        Note 《网络数据安全管理条例》仅按条号引用，未收录原文
        Note 《政务数据共享条例》仅按条号引用，未收录原文
        Note 《中华人民共和国治安管理处罚法》仅按条号引用，未收录原文
        Note 《最高人民法院、最高人民检察院关于办理敲诈勒索刑事案件适用法律若干问题的解释》仅按条号引用，未收录原文
        Note 2024-07-01至2026-04-14收到的投诉，调解期限按《市场监督管理投诉举报处理暂行办法》第二十一条的四十五个工作日，还是按《消费者权益保护法实施条例》第四十六条的六十日：当前为 45wd
        Note 工作日历收录至2026年，其后的日期按平日推算并标为暂定
    "#]].assert_eq(&check);
}

#[test]
fn batch_rows() {
    let answer = |asked: rows::BatchQuestion<'_>| match rows::due_batch(&PACK, &asked) {
        Ok(row) => format!("{},{},{}\n", row.due, row.provisional, row.citation),
        Err(error) => format!("{error}\n"),
    };
    let check = |id: &str, from: &str, pack_date: &str| answer(rows::BatchQuestion { id, from, pack_date, ..Default::default() });
    let history =
        |pauses: &str, extensions: &str| answer(rows::BatchQuestion { id: "R-VER", from: "2026-05-11", pack_date: "", pauses, extensions });
    let cases = [
        check("C-ACC", "2026-09-18", "2026-09-18"),
        check("C-ACC", "2026-09-18", ""),
        check("C-MED", "2026-04-20", "2026-04-10"),
        check("C-ACC", "2026-12-25", "2026-12-25"),
        check("C-XXX", "2026-12-25", "2026-12-25"),
        check("C-ACC", "25/12/2026", ""),
        check("C-ACC", "2026-12-25", "2019-01-01"),
        history("", "0"),
        history("2026-05-13/2026-05-15; 2026-05-18/2026-05-18", ""),
        history("2026-05-13/2026-05-15", "1"),
        history("2026-05-15/2026-05-13", ""),
        history("", "2"),
    ];
    expect![[r#"
        2026-09-29,false,《市场监督管理投诉举报处理办法》第十五条第一款
        2026-09-29,false,《市场监督管理投诉举报处理办法》第十五条第一款
        2026-06-25,false,《市场监督管理投诉举报处理暂行办法》第二十一条第一款第五项
        2027-01-05,true,《市场监督管理投诉举报处理办法》第十五条第一款
        没有编号为“C-XXX”的期限
        from列“25/12/2026”不是日期，应为YYYY-MM-DD
        2019-01-01没有适用的“投诉受理决定”（C-ACC）期限规定
        2026-06-01,false,《市场监督管理行政处罚程序规定》第十八条第一款
        2026-06-03,false,《市场监督管理行政处罚程序规定》第十八条第一款
        2026-06-25,false,《市场监督管理行政处罚程序规定》第十八条第一款
        pauses列“2026-05-15/2026-05-13”不是起止日期，应如2026-05-11/2026-05-14，多段以;分隔，恢复日不早于中止日
        extensions列“2”不是次数，应为0或者1
    "#]]
    .assert_eq(&cases.concat());
}

/// The papers that the rules of a day know; under Order 121 a real-name informant is told no more by papers of their own.
#[test]
fn forms_by_date() {
    let known = |on: Date| FormId::ALL.iter().filter(|id| PACK.form(**id, on).is_some()).map(|id| id.title()).collect::<Vec<_>>().join(" ");
    expect!["投诉登记表 举报登记表 投诉/举报分送通知书 投诉受理决定书 投诉不予受理决定书 投诉调解通知书 投诉终止调解决定书 投诉调解书 举报立案告知书 举报不予立案告知书 涉嫌犯罪案件移送书 回避决定书 延期审批表 送达回证"].assert_eq(&known(date(2026, 4, 14)));
    expect!["投诉登记表 举报登记表 投诉/举报分送通知书 限期提供身份证明材料通知书 投诉受理决定书 投诉不予受理决定书 投诉调解通知书 投诉终止调解决定书 投诉调解书 举报处理结果告知书 涉嫌犯罪案件移送书 回避决定书 延期审批表 送达回证"].assert_eq(&known(date(2026, 4, 15)));
    let serial = |id| PACK.form(id, date(2026, 5, 1)).and_then(|form| form.serial);
    assert_eq!(serial(FormId::Decline).as_deref(), Some("文书式样六"));
    assert_eq!(serial(FormId::Referral), None);
}

#[test]
fn the_map_from_old_to_new_articles() {
    let today = |id: &str| {
        let to = PACK.successors_of(id).map(|known| known.to.as_ref().map_or("-", |to| &to.id).to_owned());
        format!("{id} → {}\n", to.collect::<Vec<_>>().join(" "))
    };
    let seeds = ["o20.15.3", "o20.14", "o20.21.6", "o20.21.p2", "o20.21.5", "o20.31.p2", "o20.37"];
    expect![[r#"
        o20.15.3 → o121.16.3
        o20.14 → o121.15
        o20.21.6 → o121.23.6
        o20.21.p2 → o121.23.p2
        o20.21.5 → o121.23.5
        o20.31.p2 → -
        o20.37 → o121.41
    "#]]
    .assert_eq(&seeds.map(today).concat());
    // Every article of both orders has its place in the map.
    for article in &PACK.instrument("o20").expect("on file").articles {
        let id = format!("o20.{}", article.no);
        assert!(PACK.successors_of(&id).next().is_some() || article.no == 31, "{id}");
    }
    for article in &PACK.instrument("o121").expect("on file").articles {
        let id = format!("o121.{}", article.no);
        assert!(PACK.origins_of(&id).next().is_some(), "{id}");
    }
    let show = |id: &str| rows::show(&PACK, id).iter().map(|row| format!("{}: {}\n", row.label, row.text)).collect::<String>();
    expect![[r#"
        引用: 《市场监督管理投诉举报处理暂行办法》第三十一条第二款
        有效期: 2020-01-01至2026-04-14
        原文: 举报人实名举报的，有处理权限的市场监督管理部门还应当自作出是否立案决定之日起五个工作日内告知举报人。
        后来的规定: 已删除（实名举报人五个工作日内告知是否立案的规定删除；法律、法规、规章另有规定的，依照第三十六条）
    "#]]
    .assert_eq(&show("o20.31.p2"));
    expect![[r#"
        名称: 最高人民法院、最高人民检察院关于办理敲诈勒索刑事案件适用法律若干问题的解释
        文号: 法释〔2013〕10号
        制定机关: 最高人民法院、最高人民检察院
        有效期: 自2013-04-27起
        追诉标准: 敲诈勒索：2000元至5000元以上，或者24个月内3次以上
        有效期: 自2013-04-27起
        依据: 《最高人民法院、最高人民检察院关于办理敲诈勒索刑事案件适用法律若干问题的解释》第一条，《最高人民法院、最高人民检察院关于办理敲诈勒索刑事案件适用法律若干问题的解释》第三条
    "#]].assert_eq(&show("extortion"));
}

/// A case received on each of three days: three sets of citations and terms.
#[test]
fn three_days_three_laws() {
    let law = |on: Date| {
        let rules = PACK.rules_on(on).expect("rules of that day");
        let decline = rules.decline_clause(DeclineGround::NotForLivingConsumption).map_or("-", |clause| &clause.citation);
        let end = rules.end_clause(EndGround::TermOver).map_or("-", |clause| &clause.citation);
        let term = PACK.term(casework::clock::TermId::CMed, on).map(|term| term.length.to_string()).unwrap_or_default();
        let note = PACK.term(casework::clock::TermId::RNote, on).map_or("-".to_owned(), |term| term.length.to_string());
        let city = if PACK.in_force("yy16", on) { "在有效期内" } else { "不得作为依据" };
        let repeat = rules.provision(casework::decision::Provision::Repeat).map_or("-", |clause| &clause.citation);
        format!("{on} {decline} {end} {term} 告知举报人{note} 岳市监〔2024〕16号{city} 重复举报{repeat}\n")
    };
    let days = [date(2024, 8, 1), date(2025, 9, 1), date(2026, 5, 1)];
    expect![[r#"
        2024-08-01 《市场监督管理投诉举报处理暂行办法》第十五条第三项 《市场监督管理投诉举报处理暂行办法》第二十一条第一款第五项 45个工作日 告知举报人5个工作日 岳市监〔2024〕16号在有效期内 重复举报-
        2025-09-01 《市场监督管理投诉举报处理暂行办法》第十五条第三项 《市场监督管理投诉举报处理暂行办法》第二十一条第一款第五项 45个工作日 告知举报人5个工作日 岳市监〔2024〕16号不得作为依据 重复举报-
        2026-05-01 《市场监督管理投诉举报处理办法》第十六条第三项 《市场监督管理投诉举报处理办法》第二十三条第一款第五项 60日 告知举报人- 岳市监〔2024〕16号不得作为依据 重复举报《市场监督管理投诉举报处理办法》第三十五条第二款
    "#]].assert_eq(&days.map(law).concat());
}
