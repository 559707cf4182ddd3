use casework::codes::ImportKind;
use desk::exports::{self, ExportRequest};
use desk::view::{ExportFormat, ExportKind};
use desk::{Actor, Desk, DeskError};
use exchange::write::{Bom, TableFormat};
use expect_test::expect;
use testkit::databases::on_each;

use crate::town::{Town, bring_file, now, refusal};

/// Every column of the import format, in its order.
const FULL: &[&str] = &[
    "E1",
    "来访",
    "2026-05-06 09:00:00",
    "投诉",
    "欧阳测",
    "居民身份证",
    "430602199003071231",
    "13800138000",
    "岳阳市岳阳楼区金鹗中路8号3栋201",
    "王虚",
    "13900139000",
    "是",
    "是",
    "否",
    "洞庭渔家店",
    "91430600MA4L000009",
    "岳阳市岳阳楼区巴陵中路1号",
    "430602",
    "某宝",
    "酱板鸭",
    "食品",
    "标签标识",
    "2026-05-01",
    "1.5",
    "千克",
    "36.80",
    "D20260501",
    "钱空",
    "13700137000",
    "岳阳市云溪区云溪大道9号",
    "6222020000000000017",
    "退一赔十，电话13800138000",
    "368.00",
    "标签没有生产日期，请联系13800138000",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "调解成功",
    "2026-05-11 10:00:00",
    "100.00",
    "是",
    "属实",
];

fn filings() -> String {
    let headers: Vec<&str> = exchange::columns(ImportKind::Submissions).iter().map(|column| column.header).collect();
    assert_eq!(headers.len(), FULL.len());
    let other = |number: &str, region: &str| {
        let mut cells = vec![""; FULL.len()];
        for (place, cell) in
            [(0, number), (1, "来信"), (2, "2026-05-07 09:00"), (3, "举报"), (14, "=某店"), (17, region), (33, "商品有问题")]
        {
            cells[place] = cell;
        }
        cells.join(",")
    };
    format!("{}\n{}\n{}\n{}\n", headers.join(","), FULL.join(","), other("E2", "430602"), other("E3", "430621"))
}

const CSV: TableFormat = TableFormat::Csv(Bom::Without);

async fn written(town: &Town<'_>, kind: ExportKind, reveal: Option<&str>) -> (u64, String) {
    let path = town.folder.join("export.csv");
    let request = ExportRequest { kind, format: CSV, reveal: reveal.map(str::to_owned), account_id: None };
    let rows = exports::write(&town.desk, request, std::fs::File::create(&path).expect("writable"), now()).await.expect("written");
    (rows, std::fs::read_to_string(&path).expect("readable"))
}

async fn taken(desk: &Desk, actor: &Actor, kind: ExportKind, reveal: Option<&str>) -> String {
    let bytes = exports::export(desk, actor, kind, ExportFormat::Csv, reveal, now()).await.expect("a table");
    String::from_utf8(bytes).expect("text").trim_start_matches('\u{FEFF}').replace("\r\n", "\n")
}

#[tokio::test]
async fn filings_leave_masked_or_in_clear_for_a_purpose() {
    on_each(async |database| {
        let town = Town::new(database, &filings()).await;
        let (rows, masked) = written(&town, ExportKind::Submissions, None).await;
        assert_eq!(rows, 3);
        expect![[r#"
            来件编号,来源渠道,登记时间,类型,姓名,证件类型,证件号码,联系电话,联系地址,代理人姓名,代理人电话,是否实名,同意公示,同意委托调解,被投诉举报单位,统一社会信用代码,单位地址,行政区划代码,电商平台,商品或服务,类别,问题类别,购买时间,数量,单位,金额,订单编号,收货人,收货电话,收货地址,收款账号,诉求,索赔金额,内容,附件指纹,办理结果,办结时间,获赔金额,惩罚性赔偿,核查结论
            E1,来访,2026-05-06 09:00:00,投诉,欧阳*,居民身份证,430602********1231,138****8000,岳阳市岳阳楼区金鹗中路***,王*,139****9000,是,是,否,洞庭渔家店,91430600MA4L000009,岳阳市岳阳楼区巴陵中路1号,430602,某宝,酱板鸭,食品,标签标识,2026-05-01,1.5,千克,36.80,D20260501,钱*,137****7000,岳阳市云溪区云溪大道***,****0017,（已遮蔽）,368.00,（已遮蔽）,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,调解成功,2026-05-11 10:00:00,100.00,是,属实
            E2,来信,2026-05-07 09:00:00,举报,,,,,,,,,,,'=某店,,,430602,,,,,,,,,,,,,,,,（已遮蔽）,,,,,,
            E3,来信,2026-05-07 09:00:00,举报,,,,,,,,,,,'=某店,,,430621,,,,,,,,,,,,,,,,（已遮蔽）,,,,,,
        "#]].assert_eq(&masked.replace("\r\n", "\n"));

        let (_, clear) = written(&town, ExportKind::Submissions, Some("移送公安机关")).await;
        assert_eq!(clear.lines().nth(1), Some(&*FULL.join(",")));
        assert_eq!(written(&town, ExportKind::Submissions, Some("移送公安机关")).await.1, clear, "byte for byte");
        // What leaves in clear is what came in: a workbook that is brought back changes nothing.
        let purpose = Some("移送公安机关");
        let bytes = exports::export(&town.desk, &town.head, ExportKind::Submissions, ExportFormat::Xlsx, purpose, now()).await;
        let again = bring_file(&town.desk, "export.xlsx", &bytes.expect("a workbook")).await;
        assert_eq!((again.rows, again.unchanged), (3, 3));

        let short = ExportRequest { kind: ExportKind::Submissions, format: CSV, reveal: Some("看".to_owned()), account_id: None };
        let refused = exports::write(&town.desk, short, std::io::Cursor::new(Vec::new()), now()).await;
        assert_eq!(refusal(refused), "purpose：请写明用途，不少于4个字");
    })
    .await;
}

#[tokio::test]
async fn each_takes_what_is_theirs_and_it_is_on_record() {
    on_each(async |database| {
        let town = Town::new(database, &filings()).await;
        let Town { desk, officer, head, .. } = &town;
        let of_county = crate::town::person(desk, "county", "许县长", casework::codes::Role::Head, "YYL").await;
        let barred = exports::export(desk, officer, ExportKind::Findings, ExportFormat::Csv, None, now()).await;
        assert!(matches!(barred, Err(DeskError::Forbidden)));

        expect![[r#"
            来件编号,渠道,人员编号,置信度
            E1,来访,,
            E2,来信,,
        "#]]
        .assert_eq(&taken(desk, &of_county, ExportKind::Persons, None).await);
        town.assess().await;
        expect![[r#"
            来件编号,渠道,人员编号,置信度
            E1,来访,1,1
            E2,来信,2,1
        "#]]
        .assert_eq(&taken(desk, &of_county, ExportKind::Persons, None).await);
        taken(desk, head, ExportKind::Submissions, Some("移送公安机关")).await;
        taken(desk, head, ExportKind::Findings, None).await;
        written(&town, ExportKind::Persons, None).await;
        let workbook = exports::export(desk, head, ExportKind::Persons, ExportFormat::Xlsx, None, now()).await.expect("a workbook");
        assert_eq!(&workbook[..2], b"PK");
        expect![[r#"
            - export.persons - “” 2
            - export.persons - “” 2
            沈负责 export.submissions - “移送公安机关” 3
            沈负责 export.findings - “” 0
            - export.persons - “” 3
            沈负责 export.persons - “” 3
        "#]]
        .assert_eq(&town.looks().await);

        let shown = async |actor: &Actor| -> Vec<String> {
            let page = exports::page(desk, actor, now()).await.expect("a page");
            page.records.iter().map(|record| format!("{}{}{}", record.by, record.kind, record.purpose.as_deref().unwrap_or(""))).collect()
        };
        assert_eq!(
            shown(head).await,
            ["沈负责人员归并", "命令行人员归并", "沈负责研判结果", "沈负责来件移送公安机关", "许县长人员归并", "许县长人员归并"]
        );
        assert_eq!(shown(&of_county).await, ["许县长人员归并", "许县长人员归并"], "not what the city's bureau took");
        assert!(shown(&town.stranger).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn findings_and_persons_have_their_columns() {
    on_each(async |database| {
        // Six people with one telephone, in one month: several persons, one contact.
        let header = "来件编号,来源渠道,登记时间,类型,姓名,联系电话,被投诉举报单位,行政区划代码,商品或服务,金额,诉求,索赔金额,内容\n";
        let names = ["赵测", "钱验", "孙试", "李查", "周检", "吴考"];
        let rows: String = (0..18)
            .map(|i| {
                let name = names[i % names.len()];
                format!("F{i:02},来访,2026-05-{:02} 09:00,投诉,{name},13800138000,某店{i},430602,酱板鸭,20,退一赔十,1000,标签有问题\n", 1 + i % 9)
            })
            .collect();
        let town = Town::new(database, &format!("{header}{rows}")).await;
        town.assess().await;
        let (count, findings) = written(&town, ExportKind::Findings, None).await;
        assert_eq!(findings.lines().count() as u64, count + 1);
        let first: Vec<&str> = findings.lines().take(2).collect();
        expect![[r#"
            来件编号,渠道,人员编号,情形,结论,依据,依据有效,证据来件,说明,规则版本
            F00,来访,1,o121.17.4,hit,《市场监督管理投诉举报处理办法》第十七条第一款第（四）项,是,F00;F01;F02;F03;F04;F05;F06;F07;F08;F09;F10;F11;F12;F13;F14;F15;F16;F17,6人在90天内以同一电话或地址投诉，涉及6个姓氏，100%要求数倍赔偿。,2026.1"#]].assert_eq(&first.join("\n"));
        assert_eq!(written(&town, ExportKind::Findings, None).await.1, findings);
        let (_, persons) = written(&town, ExportKind::Persons, None).await;
        expect![[r#"
            来件编号,渠道,人员编号,置信度
            F00,来访,1,0.9972
            F01,来访,2,0.9972
            F02,来访,3,0.9972
            F03,来访,4,0.9972
            F04,来访,5,0.9972
            F05,来访,6,0.9972
            F06,来访,1,0.9972"#]].assert_eq(&persons.lines().take(8).collect::<Vec<_>>().join("\n"));
    })
    .await;
}
