//! What people write is printed as they wrote it: no markup, no masks eaten, no character missing.

use super::{PAPERS, running_text, sample};
use crate::{Decision, DecisionKind, Edition, Field, Form, Paper, PaperError};

/// Strings that mean something to typst, to JSON, to HTML, to PDF or to a shell.
const INJECTIONS: [&str; 50] = [
    "*加粗*",
    "_斜体_",
    "138****8000",
    "430602********1231",
    "张*",
    "欧阳**",
    "#emph[x]",
    "#panic()",
    "#read(\"/etc/passwd\")",
    "#import \"layout.typ\": data",
    "#{ 1 + 1 }",
    "#data.organ",
    "$x^2$",
    "$ sum_(i=0)^n $",
    "@label",
    "<label>",
    "<script>alert(1)</script>",
    "= 标题",
    "== 二级标题",
    "- 列表",
    "+ 编号",
    "/ 术语: 说明",
    "`代码`",
    "```raw```",
    "// 注释",
    "/* 注释 */",
    "\\",
    "\\n",
    "\\u{1f600}",
    "\\\"",
    "\"引号\"",
    "'引号'",
    "“引号”‘引号’",
    "--",
    "---",
    "...",
    "~",
    "[方括号]",
    "{花括号}",
    "(圆括号)",
    "\",\"organ\":\"伪造",
    "}}}]]]",
    "&amp;&lt;",
    "%PDF-1.7",
    "${HOME}",
    "$(id)",
    "=SUM(A1:A9)",
    "';DROP TABLE paper;--",
    "﹝二﹞〔七〕",
    "fi fl ffi",
];

fn accepted() -> Paper {
    sample(Form { edition: Edition::Order121, kind: DecisionKind::Accepted })
}

/// Each string in each field.
#[test]
fn fifty_strings_stay_literal() {
    let plain = running_text(&accepted());
    for string in INJECTIONS {
        let mut paper = accepted();
        paper.addressee = string.into();
        paper.subject = string.into();
        paper.paper_no = string.into();
        paper.organ = string.into();
        paper.decision = Decision::Accepted { contact: string.into(), phone: string.into() };
        let expected = [
            "欧阳垚",
            "在城南某超市购买的“金桥”牌酱油超过保质期",
            "岳市监诉受〔2026〕第1号",
            "岳阳市市场监督管理局",
            "王喆",
            "0730-8840315",
        ]
        .iter()
        .fold(plain.clone(), |text, old| text.replace(old, string));
        assert_eq!(running_text(&paper), expected);
        assert!(PAPERS.render(&paper).is_ok(), "{string}");
    }
}

/// Line breaks, tabs and runs of space become one space; invisible characters go.
#[test]
fn white_space_is_one_space() {
    for (raw, printed) in [
        ("第一行\n第二行", "第一行 第二行"),
        ("第一行\r\n\r\n  第二行\u{2028}第三行", "第一行 第二行 第三行"),
        ("\t左右\u{a0}空白 ", "左右 空白"),
        ("反\u{202e}转\u{200b}字\u{feff}符", "反转字符"),
        ("全角　空格", "全角　空格"),
    ] {
        let mut paper = accepted();
        paper.subject = raw.into();
        let text = running_text(&paper);
        assert!(text.contains(&format!("关于{printed}的投诉")), "{text}");
    }
}

/// Characters of personal names that older systems lost: CJK unified ideographs, extension A, and B to F.
const RARE: [&str; 5] = [
    "垚喆赟䶮㛃㙦㙘㧑㟃㬎㭎㮾㰀㳇㳘㳚㴔㵐㶉㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖",
    "䴗䴘䴙䶄焜堃犇淼骉羴猋麤靐龘贇昺冼晸曌翀旻旸昇玥琋瑀璟珺琨瑄珣珩玙琎琤瑢璆瓅祎禤禛祺赑赪燊燚烜煊煜熠炜炫彧彣翊翃翙翚翯頔",
    "颋颙颎颢飏骎骍骐骙骢骦鸮鸰鹂鹓鹔鹠鹮麑麒麟黉黟鼐鼗齮龑龢訚訢谞谠诜诩诹谂谌谖谡谳偲俶俸倓倬倞偁偓僖僮僎儁兕冏劼勍勖匡卣卲",
    "厓叡咏哿唛嗣嘏嚞囧圩圪垌垍垕垟垧垯埇埈埕埗埸堇堉堌堾塆塥塬墉壸夔奭妘妤妧妲姝姞姮姽婳嫕嫚嬅嬛嬿孖宓宸寔尧岍岘峂峣崟嵎嵚嶓",
    "巂帡幪𬱖𬭩𠅤𡐓𤩽𦙶𨱏𩾌𪟝𫍯𫖮𬀩𬍛𬒗𬘭𬜬𬣙𬤇𬩽𬮱",
];

/// Names that older systems could not print: CJK extension A, B and beyond where the fonts have them.
#[test]
fn rare_names_print() {
    for name in ["李垚", "王喆", "赵赟", "龚䶮", "仝㛃", "亓官頔", "訚昇", "冼峣", "䢺䢼", "阿依古丽·买买提", "﨑山"]
    {
        let mut paper = accepted();
        paper.addressee = name.into();
        assert!(running_text(&paper).contains(&format!("{name}：")));
        assert!(PAPERS.render(&paper).is_ok());
    }
    for characters in RARE {
        let mut paper = accepted();
        paper.subject = characters.into();
        assert!(running_text(&paper).contains(characters));
        assert!(PAPERS.render(&paper).is_ok());
    }
}

/// What cannot be printed or archived is refused, with what to do, and without the text.
#[test]
fn refusals_name_the_field() {
    let check = |subject: &str| {
        let mut paper = accepted();
        paper.subject = subject.into();
        PAPERS.render(&paper).map(|rendered| rendered.pages)
    };
    assert_eq!(check(" \n\u{200b} "), Err(PaperError::Blank(Field::Subject)));
    assert_eq!(check(&"长".repeat(501)), Err(PaperError::TooLong(Field::Subject)));
    assert_eq!(check("自造字\u{e000}"), Err(PaperError::NotArchivable(Field::Subject, '\u{e000}')));
    assert_eq!(check("非字符\u{fffe}"), Err(PaperError::NotArchivable(Field::Subject, '\u{fffe}')));
    assert_eq!(check("楔形文字\u{12000}"), Err(PaperError::NoGlyph('\u{12000}')));
    let mut paper = accepted();
    std::mem::swap(&mut paper.received_on, &mut paper.issued_on);
    assert_eq!(PAPERS.render(&paper).map(|rendered| rendered.pages), Err(PaperError::IssuedBeforeReceived));
    assert_eq!(format!("{:?} {:?}", accepted(), accepted().decision), "Paper(o121.complaint_accepted, …) Accepted { … }");
    assert_eq!(PaperError::Blank(Field::Addressee).to_string(), "文书缺少“投诉人”");
    assert_eq!(PaperError::TooLong(Field::Subject).to_string(), "文书的“投诉内容”超过500个字");
    assert!(PaperError::NoGlyph('\u{12000}').to_string().contains("U+12000"));
}
