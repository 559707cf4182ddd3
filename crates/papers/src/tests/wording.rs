//! The words are those of the official forms, and of the articles where no official form exists.

use std::collections::BTreeMap;

use expect_test::expect_file;

use super::{PAPERS, letters, lines, of_order_121, paper, refusal, running_text, runs};
use crate::content::Values;
use crate::fill::Sheet;
use crate::value::Printed;
use crate::{Content, Edition, Field, Form, Item, PaperError, PaperKind, Shape, Standing};

/// The ten forms as published, blanks as spaces: the file says where they come from.
const OFFICIAL: &str = include_str!("../../../../policy/forms/official/2026-04.txt");

const TABLES: [PaperKind; 2] = [PaperKind::ComplaintRegistration, PaperKind::TipoffRegistration];

/// A form with nothing filled in.
fn blank(form: Form) -> Sheet {
    let printed = |(field, shape)| match (field, shape) {
        (_, Shape::Day) => "年月日",
        (_, Shape::Moment) => "年月日时",
        (_, Shape::Consent) => "□是□否",
        (Field::MoreMaterials, _) => "2.……",
        _ => "",
    };
    let slots = form.kind.slots().iter();
    let mut values: Values = slots.map(|slot| (slot.field, Printed::Inline(printed((slot.field, slot.shape)).to_owned()))).collect();
    let (organ, paper_no) = if TABLES.contains(&form.kind) { ("", "") } else { ("市场监督管理局", "市监〔〕第号") };
    values.push((Field::Organ, Printed::Inline(organ.to_owned())));
    values.push((Field::PaperNo, Printed::Inline(paper_no.to_owned())));
    Sheet::filled(form, &values, "年月日".to_owned()).unwrap_or_else(|e| panic!("{e}"))
}

/// Without the blanks, and with one writing for what Unicode writes in several: brackets, colons.
fn plain(text: &str) -> String {
    let unified = text.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
        '﹝' => '〔',
        '﹞' => '〕',
        ':' => '：',
        other => other,
    });
    unified.collect()
}

fn official() -> BTreeMap<char, String> {
    let forms = OFFICIAL.split("\n[文书式样").skip(1).map(|form| {
        let (mark, text) = form.split_once(']').expect("a mark");
        (mark.chars().next().expect("a numeral"), text.to_owned())
    });
    forms.collect()
}

#[test]
fn the_ten_forms_say_what_the_official_forms_say() {
    let official = official();
    assert_eq!(official.len(), 10);
    for (&kind, mark) in PaperKind::ALL.iter().zip("一二三四五六七八九十".chars()) {
        let form = Form { edition: Edition::Order121, kind };
        let (standing, source) = form.standing().expect("a form");
        assert!(standing == Standing::Official && source.contains(&format!("文书式样{mark}")), "{source}");
        let printed: String = runs(&blank(form)).iter().map(|run| run.text.as_str()).collect();
        let printed = plain(&printed);
        let mut expected = plain(&official[&mark]);
        match kind {
            // What the printed form leaves to the officer stands in it as sample words: a blank too.
            PaperKind::TipoffResult => expected = expected.replace("《xx法/条例/办法》第xx条", "《》第条"),
            // “____市场监督管理局：” is the blank for the organ that receives it.
            PaperKind::Dispatch => expected = expected.replacen("号市场监督管理局：", "号：", 1),
            _ => {}
        }
        if TABLES.contains(&kind) {
            // A table has no one order: every cell stands there, and nothing besides.
            for cell in official[&mark].split_whitespace() {
                assert!(printed.contains(&plain(cell)), "文书式样{mark}: {cell}");
            }
            assert_eq!(letters(&printed), letters(&expected), "文书式样{mark}");
        } else {
            assert_eq!(printed, expected, "文书式样{mark}");
        }
    }
}

/// Filled in, a form still holds every stretch of its wording, in order.
#[test]
fn a_filled_form_holds_its_wording() {
    for form in Form::all() {
        let filled = plain(&running_text(&paper(form)));
        let mut rest = filled.as_str();
        for run in runs(&blank(form)) {
            for stretch in plain(&run.text).split(|c: char| "年月日时□■是否第号〔〕《》…2.".contains(c)).filter(|s| s.chars().count() > 3)
            {
                let Some((_, after)) = rest.split_once(stretch) else { panic!("{}: {stretch} is not in {filled}", form.code()) };
                rest = after;
            }
        }
    }
}

/// Every form filled in, line by line as it is set: `wording/*.txt`, made anew with `UPDATE_EXPECT=1`.
#[test]
fn every_form_line_by_line() {
    for form in Form::all() {
        let text: Vec<String> = lines(&paper(form)).into_iter().map(|line| line.text).collect();
        expect_file![format!("wording/{}.txt", form.code())].assert_eq(&(text.join("\n") + "\n"));
    }
}

/// No form under Order 20 names Order 121, and the other way round.
#[test]
fn each_edition_cites_its_own_measures() {
    for form in Form::all() {
        let text = running_text(&paper(form));
        let (own, other) = match form.edition {
            Edition::Order121 => ("《市场监督管理投诉举报处理办法》", "《市场监督管理投诉举报处理暂行办法》"),
            Edition::Order20 => ("《市场监督管理投诉举报处理暂行办法》", "《市场监督管理投诉举报处理办法》"),
        };
        assert!(!text.contains(other), "{}", form.code());
        let names_none = TABLES.contains(&form.kind)
            || matches!(
                form.kind,
                PaperKind::TipoffResult
                    | PaperKind::Extension
                    | PaperKind::ServiceReceipt
                    | PaperKind::ObjectionAnswer
                    | PaperKind::RegistryEnded
                    | PaperKind::RegistryStop
                    | PaperKind::RightsAnswer
                    | PaperKind::PersonalCopy
            )
            || form == Form { edition: Edition::Order20, kind: PaperKind::Referral };
        assert_eq!(text.contains(own), !names_none, "{}", form.code());
    }
}

/// Order 121 第十五条第二款: the reason must be told. Under Order 20 no such duty existed, and nothing is printed of it.
#[test]
fn a_refusal_tells_its_reason() {
    let mut declined = of_order_121(PaperKind::ComplaintDeclined);
    let text = running_text(&declined);
    assert!(text.contains("特此告知。附件：不予受理理由说明") && text.contains("已于购买当日全额退款"), "{text}");
    if let Content::ComplaintDeclined(content) = &mut declined.content {
        content.reason = None;
    }
    assert_eq!(refusal(&declined), Some(PaperError::Blank(Field::Reason)));
    assert_eq!(PaperError::Blank(Field::Reason).to_string(), "文书缺少“告知当事人的理由”");
    declined.edition = Edition::Order20;
    assert!(!running_text(&declined).contains("附件"));
}

/// Grounds as the two orders number them; a number that an order lacks is refused.
#[test]
fn only_grounds_of_the_edition() {
    let of = |edition, kind, item| {
        let mut paper = paper(Form { edition, kind });
        match &mut paper.content {
            Content::ComplaintDeclined(content) => content.decline_ground = Item(item),
            Content::MediationEnded(content) => content.end_ground = Item(item),
            _ => unreachable!("one of two"),
        }
        paper
    };
    let cases = [
        (Edition::Order20, PaperKind::ComplaintDeclined, Field::DeclineGround, 6),
        (Edition::Order121, PaperKind::ComplaintDeclined, Field::DeclineGround, 7),
        (Edition::Order20, PaperKind::MediationEnded, Field::EndGround, 7),
        (Edition::Order121, PaperKind::MediationEnded, Field::EndGround, 8),
    ];
    for (edition, kind, field, last) in cases {
        for (item, numeral) in (1..=last).zip("一二三四五六七八".chars()) {
            let text = running_text(&of(edition, kind, item));
            assert!(text.contains(&format!("第〔{numeral}〕项情形")) && text.contains(&format!("（{numeral}）")), "{text}");
        }
        for ground in [0, last + 1, 255] {
            assert_eq!(refusal(&of(edition, kind, ground)), Some(PaperError::NoSuchGround { field, ground, last }));
        }
    }
    let error = PaperError::NoSuchGround { field: Field::DeclineGround, ground: 7, last: 6 };
    assert_eq!(error.to_string(), "“不予受理情形”只有第一至第六项，没有第7项");
}

/// A paper that these measures do not know is refused.
#[test]
fn papers_of_another_edition() {
    let mut demand = of_order_121(PaperKind::IdentityDemand);
    demand.edition = Edition::Order20;
    assert_eq!(refusal(&demand), Some(PaperError::NoSuchForm));
    let mut told = paper(Form { edition: Edition::Order20, kind: PaperKind::CaseOpened });
    told.edition = Edition::Order121;
    assert_eq!(refusal(&told), Some(PaperError::NoSuchForm));
}

/// A correction names the paper that it puts right, below the date (附注), and leaves the wording alone.
#[test]
fn a_correction_names_the_old_paper() {
    for form in Form::all() {
        let mut paper = paper(form);
        let before = running_text(&paper);
        paper.corrects = Some("投诉受理决定书 岳市监诉受〔2026〕第7号".to_owned());
        let after = running_text(&paper);
        assert_eq!(after.replace("（本文书更正投诉受理决定书 岳市监诉受〔2026〕第7号，原文书不再使用。）", ""), before, "{}", form.code());
        assert!(PAPERS.render(&paper).is_ok());
    }
}
