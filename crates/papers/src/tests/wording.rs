//! The words are those of the official forms.

use expect_test::{Expect, expect};

use super::{PAPERS, lines, running_text, sample};
use crate::{Decision, DecisionKind, Edition, Form, PaperError};

const ACCEPTED: Form = Form { edition: Edition::Order121, kind: DecisionKind::Accepted };
const DECLINED: Form = Form { edition: Edition::Order121, kind: DecisionKind::Declined };

fn check(form: Form, expected: &Expect) {
    let text: Vec<String> = lines(&sample(form)).into_iter().map(|line| line.text).collect();
    expected.assert_eq(&(text.join("\n") + "\n"));
}

#[test]
fn accepted_under_order_121() {
    check(
        ACCEPTED,
        &expect![[r#"
        投诉受理决定书
        岳市监诉受〔2026〕第1号
        欧阳垚：
        我局于2026年8月3日收到你关于在城南某超市购买的“金
        桥”牌酱油超过保质期的投诉。经审查，符合《市场监督管理
        投诉举报处理办法》规定的受理条件，我局决定受理。
        联系人：王喆；联系电话：0730-8840315。
        特此告知。
        岳阳市市场监督管理局（印章）
        2026年8月11日
    "#]],
    );
}

#[test]
fn declined_under_order_121() {
    check(
        DECLINED,
        &expect![[r#"
        投诉不予受理决定书
        岳市监诉不受〔2026〕第1号
        欧阳垚：
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
        岳阳市市场监督管理局（印章）
        2026年8月11日
    "#]],
    );
}

#[test]
fn accepted_under_order_20() {
    check(
        Form { edition: Edition::Order20, ..ACCEPTED },
        &expect![[r#"
        投诉受理决定书
        岳市监诉受〔2025〕第1号
        欧阳垚：
        我局于2025年9月26日收到你关于在城南某超市购买的“金
        桥”牌酱油超过保质期的投诉。经审查，符合《市场监督管理
        投诉举报处理暂行办法》规定的受理条件，我局决定受理。
        联系人：王喆；联系电话：0730-8840315。
        特此告知。
        岳阳市市场监督管理局（印章）
        2025年10月13日
    "#]],
    );
}

#[test]
fn declined_under_order_20() {
    check(
        Form { edition: Edition::Order20, ..DECLINED },
        &expect![[r#"
        投诉不予受理决定书
        岳市监诉不受〔2025〕第1号
        欧阳垚：
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

/// Grounds as the two orders number them; a number that an order lacks is refused.
#[test]
fn only_grounds_of_the_edition() {
    for (edition, last) in [(Edition::Order20, 6), (Edition::Order121, 7)] {
        let with = |ground| {
            let mut paper = sample(Form { edition, kind: DecisionKind::Declined });
            paper.decision = Decision::Declined { ground };
            paper
        };
        for (ground, numeral) in (1..=last).zip("一二三四五六七".chars()) {
            assert!(running_text(&with(ground)).contains(&format!("第〔{numeral}〕项情形")));
        }
        for ground in [0, last + 1, 255] {
            let refused = PAPERS.render(&with(ground)).map(|_| ());
            assert_eq!(refused, Err(PaperError::NoSuchGround { ground, last }));
        }
    }
    expect!["不予受理的情形只有第一至第六项，没有第7项"].assert_eq(&PaperError::NoSuchGround { ground: 7, last: 6 }.to_string());
}
