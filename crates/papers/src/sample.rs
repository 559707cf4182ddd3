//! Made-up papers, one for each form: for tests, benchmarks and looking.

use jiff::civil::date;

use crate::content::{
    Avoidance, CaseOpened, ComplaintAccepted, ComplaintDeclined, ComplaintRegistration, Content, Dispatch, Extension, IdentityDemand,
    MediationAgreement, MediationEnded, MediationNotice, NoCase, ObjectionAnswer, PersonalCopy, Referral, RegistryEnded, RegistryNotice,
    RegistryStop, RightsAnswer, ServiceReceipt, TipoffRegistration, TipoffResult,
};
use crate::form::{Edition, Form, PaperKind};
use crate::number::paper_no;
use crate::paper::Paper;
use crate::value::{AvoidanceOutcome, Brought, Consent, Item, Listed, Names, Words};

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn words(text: &[&str]) -> Vec<String> {
    text.iter().map(|&line| line.to_owned()).collect()
}

/// A paper on this form; `number` makes papers differ.
pub fn paper(form: Form, number: u32) -> Paper {
    let (received_on, issued_on) = match form.edition {
        Edition::Order121 => (date(2026, 8, 3), date(2026, 8, 11)),
        Edition::Order20 => (date(2025, 9, 26), date(2025, 10, 13)),
    };
    let later = issued_on.saturating_add(jiff::Span::new().days(10));
    let addressee = ["欧阳垚", "龚䶮", "赵赟", "阿依古丽·买买提"][number as usize % 4].to_owned();
    let subject = match number {
        1 => "在城南某超市购买的“金桥”牌酱油超过保质期".to_owned(),
        _ => format!("在城南某超市购买的第{number}批“金桥”牌酱油超过保质期"),
    };
    let operator = "岳阳楼区城南某超市（个体工商户）".to_owned();
    let phone = "0730-8840315".to_owned();
    let contact = "王喆".to_owned();
    let facts = Words(words(&[
        "2026年7月28日在该店购买“金桥”牌酱油2瓶，价款合计36元，瓶身标注保质期至2026年6月30日。",
        "当场向店员指出，店员称系陈列失误，不同意退款。",
    ]));
    let content = match form.kind {
        PaperKind::ComplaintRegistration => Content::ComplaintRegistration(ComplaintRegistration {
            complainant: addressee,
            complainant_phone: some("138****8000"),
            id_kind: some("居民身份证"),
            id_no: some("430602********1231"),
            complainant_address: some("岳阳市岳阳楼区金鹗中路***"),
            consent_publish: Consent::Yes,
            consent_delegate: Consent::No,
            operator,
            operator_contact: None,
            operator_address: some("岳阳市岳阳楼区城南路"),
            operator_phone: Some(phone),
            facts,
            demand: Some(Words(words(&["退还货款36元，赔偿1000元。"]))),
        }),
        PaperKind::TipoffRegistration => Content::TipoffRegistration(TipoffRegistration {
            informant: Some(addressee),
            informant_phone: some("138****8000"),
            informant_address: None,
            id_no: None,
            operator,
            operator_address: some("岳阳市岳阳楼区城南路"),
            facts,
        }),
        PaperKind::Dispatch => Content::Dispatch(Dispatch {
            receiving_organ: "岳阳市岳阳楼区市场监督管理局".to_owned(),
            filer: addressee,
            filed_on: received_on,
            subject,
            report_by: later,
            copies: 2,
            pages: 6,
        }),
        PaperKind::IdentityDemand => Content::IdentityDemand(IdentityDemand {
            addressee,
            due_on: later,
            identity_materials: Listed(words(&["居民身份证复印件", "本人签名的购物小票原件"])),
            phone,
            post_address: "岳阳市岳阳楼区（示例地址）".to_owned(),
        }),
        PaperKind::ComplaintAccepted => Content::ComplaintAccepted(ComplaintAccepted { addressee, received_on, subject, contact, phone }),
        PaperKind::ComplaintDeclined => Content::ComplaintDeclined(ComplaintDeclined {
            addressee,
            received_on,
            subject,
            decline_ground: Item(3),
            reason: (form.edition == Edition::Order121).then(|| {
                Words(words(&["经核对所提供的小票和付款记录，所购商品已于购买当日全额退款，不能证明与被投诉人之间存在消费者权益争议。"]))
            }),
        }),
        PaperKind::MediationNotice => Content::MediationNotice(MediationNotice {
            addressee,
            subject,
            meet_at: later.at(9, 30, 0, 0),
            place: "岳阳楼区市场监督管理局二楼调解室".to_owned(),
            more_materials: Brought(words(&["购物小票", "所购商品"])),
            avoidance_days: 3,
            mediators: "王喆、彭见山".to_owned(),
            phone,
        }),
        PaperKind::MediationEnded => Content::MediationEnded(MediationEnded { addressee, subject, end_ground: Item(3) }),
        PaperKind::MediationAgreement => Content::MediationAgreement(MediationAgreement {
            complainant: addressee,
            complainant_phone: some("138****8000"),
            complainant_address: some("岳阳市岳阳楼区金鹗中路***"),
            complainant_agent: None,
            complainant_agent_phone: None,
            complainant_agent_address: None,
            operator,
            operator_head: some("陈店主"),
            operator_phone: Some(phone),
            operator_address: some("岳阳市岳阳楼区城南路"),
            operator_agent: None,
            operator_agent_phone: None,
            operator_agent_address: None,
            dispute: format!("{subject}，要求退还货款并赔偿。"),
            agreement: Listed(words(&["被投诉人当场退还货款36元。", "被投诉人于三日内赔偿投诉人500元。"])),
        }),
        PaperKind::TipoffResult => Content::TipoffResult(TipoffResult {
            addressee,
            subject,
            instrument: "中华人民共和国食品安全法".to_owned(),
            article: "一百一十五".to_owned(),
            result: Words(words(&["经查，举报属实，我局已对被举报人依法作出行政处罚。"])),
        }),
        PaperKind::CaseOpened => Content::CaseOpened(CaseOpened { addressee, received_on, subject, decided_on: issued_on, contact, phone }),
        PaperKind::NoCase => Content::NoCase(NoCase {
            addressee,
            received_on,
            subject,
            no_case_reason: "被举报人的违法行为轻微并已及时改正，没有造成危害后果".to_owned(),
            article: "二十".to_owned(),
            decided_on: issued_on,
            contact,
            phone,
        }),
        PaperKind::Referral => Content::Referral(Referral {
            addressee: "岳阳市公安局".to_owned(),
            suspect: "某某商贸有限公司".to_owned(),
            suspected_crime: "销售伪劣产品犯罪".to_owned(),
            facts,
            approved_on: issued_on,
            case_officers: Names(words(&["王喆", "彭见山"])),
            phone,
            referral_materials: Listed(words(&[
                "涉嫌犯罪案件情况的调查报告（1份，12页）",
                "涉案物品清单（1份，2页）",
                "检验报告（1份，5页）",
            ])),
        }),
        PaperKind::Avoidance => Content::Avoidance(Avoidance {
            addressee,
            applied_on: received_on,
            subject,
            mediators: "王喆".to_owned(),
            avoidance_reason: "调解人员王喆与被投诉人的负责人系近亲属，可能影响公正处理投诉".to_owned(),
            avoidance_outcome: AvoidanceOutcome::Granted,
        }),
        PaperKind::Extension => Content::Extension(Extension {
            subject,
            term: "核查并决定是否立案（十五个工作日）".to_owned(),
            due_on: issued_on,
            extended_to: later,
            extension_basis: "《市场监督管理行政处罚程序规定》第十八条第一款".to_owned(),
            extension_reason: Words(words(&["供货商在外省，协助调查函尚未回复，不能在期限内查清进货来源。"])),
        }),
        PaperKind::ServiceReceipt => Content::ServiceReceipt(ServiceReceipt {
            served_paper: "投诉受理决定书 岳市监诉受〔2026〕第1号".to_owned(),
            recipient: addressee,
            service_place: some("岳阳市岳阳楼区金鹗中路***"),
            service_way: "直接送达".to_owned(),
            remark: None,
        }),
        PaperKind::RegistryNotice => Content::RegistryNotice(RegistryNotice {
            addressee,
            listing: "拟将你".to_owned(),
            registry_bases: Listed(words(&[
                "2026年8月3日，来件20260803000101：决定不予受理（《市场监督管理投诉举报处理办法》第十六条第三项）",
                "2026年8月7日，岳阳市公安局：捏造事实成立",
            ])),
            grounds: "《市场监督管理投诉举报处理办法》第十六条第三项".to_owned(),
            facts: Words(words(&["在三家店铺自行夹带过期商品后索赔，有监控录像为证。"])),
            review_on: date(2027, 2, 11),
            expires_on: date(2027, 8, 11),
            answer_term: "15个工作日".to_owned(),
            contact,
            phone,
            post_address: "岳阳市岳阳楼区（示例地址）".to_owned(),
        }),
        PaperKind::ObjectionAnswer => Content::ObjectionAnswer(ObjectionAnswer {
            addressee,
            received_on,
            objection: Words(words(&["录像中的人不是我，我当天在外地。"])),
            conclusion: "异议不成立".to_owned(),
            reason: Words(words(&["经重新比对录像和付款记录，可以确认系本人。"])),
            consequence: "该记录继续有效，至2027年8月11日届满失效".to_owned(),
            contact,
            phone,
        }),
        PaperKind::RegistryEnded => Content::RegistryEnded(RegistryEnded {
            addressee,
            listing: "2026年8月3日列入".to_owned(),
            ending: "撤回".to_owned(),
            ended_on: issued_on,
            reason: Words(words(&["复议机关已撤销所依据的决定。"])),
            told_receivers: "已告知接收过该记录的9个单位停止使用".to_owned(),
            contact,
            phone,
        }),
        PaperKind::RegistryStop => Content::RegistryStop(RegistryStop {
            receiving_organ: "华容县市场监督管理局".to_owned(),
            shared_on: received_on,
            entry_no: "31".to_owned(),
            cause: "复议或者诉讼推翻了所依据的决定".to_owned(),
            ending: "撤回".to_owned(),
            ended_on: issued_on,
            contact,
            phone,
        }),
        PaperKind::RightsAnswer => Content::RightsAnswer(RightsAnswer {
            addressee,
            received_on,
            right: "查阅、复制个人信息".to_owned(),
            request: Words(words(&["请提供贵局所存我的全部个人信息。"])),
            conclusion: "予以提供".to_owned(),
            reason: Words(words(&["副本随本答复书一并提供。"])),
            contact,
            phone,
        }),
        PaperKind::PersonalCopy => Content::PersonalCopy(PersonalCopy {
            addressee,
            as_of: issued_on,
            holdings: Words(words(&[
                "一、身份信息",
                "联系电话：13800138000。来源：第1号来件。",
                "二、投诉举报",
                "2026年8月3日，第1号来件，投诉，食品，标签标识。",
            ])),
            contact,
            phone,
        }),
    };
    Paper {
        edition: form.edition,
        organ: "岳阳市市场监督管理局".to_owned(),
        paper_no: paper_no("岳市监", form, issued_on.year(), number),
        issued_on,
        corrects: None,
        content,
    }
}
