//! What people write is printed as they wrote it: no markup, no masks eaten, no character missing.

use super::{PAPERS, accepted, of_order_121, paper, refusal, running_text};
use crate::{Content, Field, Form, Paper, PaperError, Shape};

/// Strings that mean something to typst, to JSON, to HTML, to PDF or to a shell.
pub(super) const INJECTIONS: [&str; 50] = [
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

/// A form with this text in every field that takes one, and what it then says.
pub(super) fn filled(form: Form, text: &str) -> Paper {
    let mut paper = paper(form);
    let mut draft = paper.content.write();
    for slot in form.kind.slots() {
        match slot.shape {
            Shape::Line | Shape::Words => draft.set(slot.field, text),
            Shape::List | Shape::Names => draft.set(slot.field, format!("{text}甲\n{text}乙")),
            Shape::Day | Shape::Moment | Shape::Count | Shape::Consent | Shape::Ground | Shape::Outcome => {}
        }
    }
    paper.content = Content::read(form.kind, &draft).unwrap_or_else(|e| panic!("{}: {e:?}", form.code()));
    paper.paper_no = text.to_owned();
    paper.organ = text.to_owned();
    paper.corrects = Some(text.to_owned());
    paper
}

/// Each string in each field of each form: it stands there as often as it was put there, as it was put there.
#[test]
fn fifty_strings_stay_literal() {
    for form in Form::all() {
        let mark = "囍囍";
        let expected = running_text(&filled(form, mark));
        for string in INJECTIONS {
            // Names of officers are split at commas; such strings are told apart by what stands around them.
            if form.kind == crate::PaperKind::Referral && string.contains([',', ';', '，', '；', '、']) {
                continue;
            }
            let paper = filled(form, string);
            assert_eq!(running_text(&paper), expected.replace(mark, string), "{}", form.code());
        }
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
        let text = running_text(&accepted(|content| content.subject = raw.into()));
        assert!(text.contains(&format!("关于{printed}的投诉")), "{text}");
    }
}

/// Characters of personal names that older systems lost: CJK unified ideographs, extension A, and B to F.
pub(super) const RARE: [&str; 5] = [
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
        let paper = accepted(|content| content.addressee = name.into());
        assert!(running_text(&paper).contains(&format!("{name}：")));
        assert!(PAPERS.render(&paper).is_ok());
    }
    for characters in RARE {
        let paper = accepted(|content| content.subject = characters.into());
        assert!(running_text(&paper).contains(characters));
        assert!(PAPERS.render(&paper).is_ok());
    }
}

/// Two hundred of them in every form, in letters and in tables, without a missing glyph.
#[test]
fn every_form_prints_rare_names() {
    for form in Form::all() {
        let characters: Vec<char> = RARE.iter().flat_map(|line| line.chars()).take(200).collect();
        // As long as the shortest text field allows, in turn.
        for part in characters.chunks(18) {
            let part: String = part.iter().collect();
            assert!(running_text(&filled(form, &part)).contains(&part), "{}", form.code());
        }
    }
}

/// What cannot be printed or archived is refused, with what to do, and without the text.
#[test]
fn refusals_name_the_field() {
    let check = |subject: &str| refusal(&accepted(|content| content.subject = subject.into()));
    assert_eq!(check(" \n\u{200b} "), Some(PaperError::Blank(Field::Subject)));
    assert_eq!(check(&"长".repeat(501)), Some(PaperError::TooLong(Field::Subject)));
    assert_eq!(check("自造字\u{e000}"), Some(PaperError::NotArchivable(Field::Subject, '\u{e000}')));
    assert_eq!(check("非字符\u{fffe}"), Some(PaperError::NotArchivable(Field::Subject, '\u{fffe}')));
    assert_eq!(check("楔形文字\u{12000}"), Some(PaperError::NoGlyph('\u{12000}')));
    let late = accepted(|content| content.received_on = content.received_on.saturating_add(jiff::Span::new().days(30)));
    assert_eq!(refusal(&late), Some(PaperError::AfterIssue(Field::ReceivedOn)));
    let paper = accepted(|_| ());
    assert_eq!(format!("{paper:?} {:?}", paper.content), "Paper(o121.complaint_accepted, …) complaint_accepted { … }");
    assert_eq!(PaperError::Blank(Field::Addressee).to_string(), "文书缺少“称谓”");
    assert!(PaperError::NoGlyph('\u{12000}').to_string().contains("U+12000"));
}

/// An extension comes before the term ends, and extends it.
#[test]
fn an_extension_extends() {
    let with = |change: fn(&mut crate::Extension)| {
        let mut paper = of_order_121(crate::PaperKind::Extension);
        if let Content::Extension(extension) = &mut paper.content {
            change(extension);
        }
        refusal(&paper)
    };
    assert_eq!(with(|_| ()), None);
    assert_eq!(with(|extension| extension.extended_to = extension.due_on), Some(PaperError::NotLater(Field::ExtendedTo)));
    let ended = with(|extension| extension.due_on = extension.due_on.saturating_sub(jiff::Span::new().days(1)));
    assert_eq!(ended, Some(PaperError::BeforeIssue(Field::DueOn)));
}

/// What a drafting form sends comes back as it was, and every mistake is told at once.
#[test]
fn drafts_are_read_as_they_were_written() {
    for form in Form::all() {
        let paper = paper(form);
        let draft = paper.content.write();
        assert_eq!(Content::read(form.kind, &draft), Ok(paper.content.clone()), "{}", form.code());
        let missing = Content::read(form.kind, &crate::Draft::default()).err().unwrap_or_default();
        let required = form.kind.slots().iter().filter(|slot| slot.required).map(|slot| slot.field);
        assert_eq!(missing.iter().filter_map(PaperError::field).collect::<Vec<_>>(), required.collect::<Vec<_>>());
    }
}
