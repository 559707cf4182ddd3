//! The words are those of the official forms, and of the articles where no official form exists.

use std::collections::BTreeMap;

use expect_test::{Expect, expect};

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

fn check(edition: Edition, kind: PaperKind, expected: &Expect) {
    let text: Vec<String> = lines(&paper(Form { edition, kind })).into_iter().map(|line| line.text).collect();
    expected.assert_eq(&(text.join("\n") + "\n"));
}

#[test]
fn declined_under_order_121_with_its_annex() {
    check(
        Edition::Order121,
        PaperKind::ComplaintDeclined,
        &expect![[r#"
        投诉不予受理决定书
        岳市监诉不受〔2026〕第1号
        龚䶮：
        我局于2026年8月3日收到你关于在城南某超市购买的“金
        桥”牌酱油超过保质期的投诉。经审查，属以下第〔三〕项情
        形，依据《市场监督管理投诉举报处理办法》第十六条的规定，
        我局决定不予受理。
        （一）投诉事项不属于市场监督管理部门职责，或者本行政
        机关不具有处理权限的；
        （二）法院、仲裁机构、市场监督管理部门或者其他行政机
        关、消费者协会已经受理或者处理过同一消费者权益争议的；
        （三）不是为生活消费需要购买、使用商品或者接受服务，
        或者不能证明与被投诉人之间存在消费者权益争议的；
        （四）除法律另有规定外，投诉人知道或者应当知道自己的
        权益受到被投诉人侵害之日起超过三年的；
        （五）未提供本办法第十条第一款、第十一条规定的材料，
        或者提供虚假材料的；
        （六）冒用他人名义或者拒不配合市场监督管理部门核验真
        实身份信息的；
        （七）法律、法规、规章规定不予受理的其他情形。
        你还可以按照《中华人民共和国消费者权益保护法》第三十
        九条规定的其他途径解决消费者权益争议。
        特此告知。
        附件：不予受理理由说明
        岳阳市市场监督管理局（印章）
        2026年8月11日
        — 1 —
        岳市监诉不受〔2026〕第1号附件
        不予受理理由说明
        经核对所提供的小票和付款记录，所购商品已于购买当日全
        额退款，不能证明与被投诉人之间存在消费者权益争议。
        — 2 —
    "#]],
    );
}

#[test]
fn declined_under_order_20() {
    check(
        Edition::Order20,
        PaperKind::ComplaintDeclined,
        &expect![[r#"
        投诉不予受理决定书
        岳市监诉不受〔2025〕第1号
        龚䶮：
        我局于2025年9月26日收到你关于在城南某超市购买的“金
        桥”牌酱油超过保质期的投诉。经审查，属以下第〔三〕项情
        形，依据《市场监督管理投诉举报处理暂行办法》第十五条的规
        定，我局决定不予受理。
        （一）投诉事项不属于市场监督管理部门职责，或者本行政
        机关不具有处理权限的；
        （二）法院、仲裁机构、市场监督管理部门或者其他行政机
        关、消费者协会或者依法成立的其他调解组织已经受理或者处理
        过同一消费者权益争议的；
        （三）不是为生活消费需要购买、使用商品或者接受服务，
        或者不能证明与被投诉人之间存在消费者权益争议的；
        （四）除法律另有规定外，投诉人知道或者应当知道自己的
        权益受到被投诉人侵害之日起超过三年的；
        （五）未提供本办法第九条第一款和第十条规定的材料的；
        （六）法律、法规、规章规定不予受理的其他情形。
        特此告知。
        岳阳市市场监督管理局（印章）
        2025年10月13日
    "#]],
    );
}

#[test]
fn mediation_ended_under_order_20() {
    check(
        Edition::Order20,
        PaperKind::MediationEnded,
        &expect![[r#"
        投诉终止调解决定书
        岳市监调终〔2025〕第1号
        龚䶮：
        经审查，关于在城南某超市购买的“金桥”牌酱油超过保
        质期投诉的调解过程中出现以下第〔三〕项情形，依据《市场
        监督管理投诉举报处理暂行办法》第二十一条第一款的规定，我
        局决定终止调解。
        （一）投诉人撤回投诉或者双方自行和解的；
        （二）投诉人与被投诉人对委托承担检定、检验、检测、鉴
        定工作的技术机构或者费用承担无法协商一致的；
        （三）投诉人或者被投诉人无正当理由不参加调解，或者被
        投诉人明确拒绝调解的；
        （四）经组织调解，投诉人或者被投诉人明确表示无法达成
        调解协议的；
        （五）自投诉受理之日起四十五个工作日内投诉人和被投诉
        人未能达成调解协议的；
        （六）市场监督管理部门受理投诉后，发现存在本办法第十
        五条规定情形的；
        （七）法律、法规、规章规定的应当终止调解的其他情形。
        特此告知。
        岳阳市市场监督管理局（印章）
        2025年10月13日
    "#]],
    );
}

#[test]
fn referral_with_its_materials_and_the_receipt() {
    check(
        Edition::Order121,
        PaperKind::Referral,
        &expect![[r#"
            涉嫌犯罪案件移送书
            岳市监移送〔2026〕第1号
            岳阳市公安局：
            我局在处理投诉举报过程中（《市场监督管理投诉举报处理
            办法》第四十二条）发现，某某商贸有限公司涉嫌销售伪劣产
            品犯罪。主要事实如下：
            2026年7月28日在该店购买“金桥”牌酱油2瓶，价款合计
            36元，瓶身标注保质期至2026年6月30日。
            当场向店员指出，店员称系陈列失误，不同意退款。
            根据《行政执法机关移送涉嫌犯罪案件的规定》第三条、第
            五条的规定，经我局负责人于2026年8月11日批准，现将该案移
            送你单位。请依照《行政执法机关移送涉嫌犯罪案件的规定》第
            七条、第八条的规定，在回执上签字，并将立案或者不予立案的
            决定书面通知我局。
            承办人：王喆、彭见山；联系电话：0730-8840315。
            特此移送。
            附件：移送材料清单
            岳阳市市场监督管理局（印章）
            2026年8月11日
            — 1 —
            岳市监移送〔2026〕第1号附件
            移送材料清单
            1. 涉嫌犯罪案件情况的调查报告（1份，12页）
            2. 涉案物品清单（1份，2页）
            3. 检验报告（1份，5页）
            以上材料请清点。
            回    执
            岳阳市市场监督管理局：
            你局岳市监移送〔2026〕第1号《涉嫌犯罪案件移送书》及
            所附材料收悉。
            接收人（签名）：
            接收日期：
            公安机关（印章）
            — 2 —
        "#]],
    );
}

#[test]
fn told_under_order_20_that_a_case_is_opened() {
    check(
        Edition::Order20,
        PaperKind::CaseOpened,
        &expect![[r#"
        举报立案告知书
        岳市监举立〔2025〕第1号
        龚䶮：
        我局于2025年9月26日收到你关于在城南某超市购买的“金
        桥”牌酱油超过保质期的举报。经核查，符合《市场监督管理
        行政处罚程序规定》第十九条规定的立案条件，我局已于2025
        年10月13日决定立案。
        根据《市场监督管理投诉举报处理暂行办法》第三十一条第
        二款的规定，现将立案情况告知你。
        联系人：王喆；联系电话：0730-8840315。
        特此告知。
        岳阳市市场监督管理局（印章）
        2025年10月13日
    "#]],
    );
}

#[test]
fn told_under_order_20_that_no_case_is_opened() {
    check(
        Edition::Order20,
        PaperKind::NoCase,
        &expect![[r#"
        举报不予立案告知书
        岳市监举不立〔2025〕第1号
        龚䶮：
        我局于2025年9月26日收到你关于在城南某超市购买的“金
        桥”牌酱油超过保质期的举报。经核查，被举报人的违法行为
        轻微并已及时改正，没有造成危害后果。依据《市场监督管理
        行政处罚程序规定》第二十条的规定，我局已于2025年10月13
        日决定不予立案。
        根据《市场监督管理投诉举报处理暂行办法》第三十一条第
        二款的规定，现将不予立案情况告知你。
        联系人：王喆；联系电话：0730-8840315。
        特此告知。
        岳阳市市场监督管理局（印章）
        2025年10月13日
    "#]],
    );
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
            || matches!(form.kind, PaperKind::TipoffResult | PaperKind::Extension | PaperKind::ServiceReceipt)
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
