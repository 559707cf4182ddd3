//! The row of a submission: its cells in the order of FORMATS §1.

use casework::codes::{Channel, Outcome, SubmissionKind, Verification};
use jiff::civil::{Date, DateTime};

use super::calendar::{filing_time, spoken};
use super::dice::Dice;
use super::filing::{Filing, Openness};
use super::outcome::{Reported, report};
use super::present::{Shown, present};
use super::story::{self, Scene, Voice};
use super::traders::Trader;

pub(crate) const SUBMISSION_HEADERS: [&str; 40] = [
    "来件编号",
    "来源渠道",
    "登记时间",
    "类型",
    "姓名",
    "证件类型",
    "证件号码",
    "联系电话",
    "联系地址",
    "代理人姓名",
    "代理人电话",
    "是否实名",
    "同意公示",
    "同意委托调解",
    "被投诉举报单位",
    "统一社会信用代码",
    "单位地址",
    "行政区划代码",
    "电商平台",
    "商品或服务",
    "类别",
    "问题类别",
    "购买时间",
    "数量",
    "单位",
    "金额",
    "订单编号",
    "收货人",
    "收货电话",
    "收货地址",
    "收款账号",
    "诉求",
    "索赔金额",
    "内容",
    "附件指纹",
    "办理结果",
    "办结时间",
    "获赔金额",
    "惩罚性赔偿",
    "核查结论",
];

pub(crate) const FACT_HEADERS: [&str; 10] =
    ["编号", "办理机关", "日期", "姓名", "证件号码", "联系电话", "事项", "关联来件编号", "结果", "结果日期"];

/// What is drawn when a filing is written down.
pub(crate) struct Written {
    pub(crate) submission_no: String,
    pub(crate) received_at: DateTime,
    pub(crate) reported: Reported,
    channel: Channel,
    shown: Shown,
    paid_fen: i64,
    claim_fen: Option<i64>,
    demand: &'static str,
    narrative: String,
}

impl Written {
    /// `sequence` makes the number unique in the city.
    pub(crate) fn new(dice: &mut Dice, filing: &Filing, trader: &Trader, today: Date, sequence: usize) -> Self {
        let channel = channel_of(dice, filing);
        let received_at = filing_time(dice, filing.received_on);
        let yuan = dice.between(filing.goods.low, filing.goods.high) * filing.quantity;
        let paid_fen = yuan * 100 + if dice.percent(30.0) { dice.between(0, 99) } else { 0 };
        let (demand, claim_fen) = filing.demand.text_and_claim(dice, filing.issue, paid_fen);
        let reported = report(dice, filing.kind, filing.fate, filing.received_on, today, (paid_fen, claim_fen));
        let shown = present(dice, filing, channel);
        let scene = Scene {
            name: if shown.name.is_empty() { "本人" } else { &shown.name },
            phone: if shown.phone.is_empty() { "见登记" } else { &shown.phone },
            trader: &trader.name,
            item: filing.goods.item,
            category: filing.goods.category,
            quantity: format!("{}{}", filing.quantity, filing.goods.unit),
            amount: format!("{}元", yuan_text(paid_fen)),
            day: spoken(filing.purchased_on),
            demand,
        };
        let is_call = matches!(channel, Channel::Hotline12315 | Channel::Hotline12345) && filing.voice == Voice::Consumer;
        let voice = if is_call { Voice::Hotline } else { filing.voice };
        let narrative =
            if filing.is_copy { story::ring_copy(filing.issue, &scene) } else { story::tell(dice, voice, filing.issue, &scene) };
        let submission_no = format!("SYN-{}-{}-{sequence:06}", code_of(channel), filing.received_on.strftime("%Y%m%d"));
        Self { submission_no, received_at, reported, channel, shown, paid_fen, claim_fen, demand, narrative }
    }

    /// The cells under [`SUBMISSION_HEADERS`].
    pub(crate) fn row(&self, dice: &mut Dice, filing: &Filing, trader: &Trader) -> Vec<String> {
        let mut cells = self.filer(dice, filing);
        cells.extend([
            trader.name.clone(),
            sometimes(dice, 82.0, &trader.uscc),
            sometimes(dice, 70.0, &trader.address),
            trader.region.to_owned(),
            trader.platform.unwrap_or("").to_owned(),
            filing.goods.item.to_owned(),
            filing.goods.category.label().to_owned(),
            sometimes(dice, 97.0, filing.issue.label()),
        ]);
        cells.extend(self.purchase(dice, filing, trader));
        let fingerprints = if dice.percent(30.0) { fingerprints(dice) } else { String::new() };
        cells.extend([
            self.demand.to_owned(),
            sometimes(dice, 90.0, &self.claim_fen.map(yuan_text).unwrap_or_default()),
            self.narrative.clone(),
            fingerprints,
        ]);
        cells.extend([
            self.reported.outcome.map_or("", Outcome::label).to_owned(),
            closed_at(dice, &self.reported),
            self.reported.award_fen.map(yuan_text).unwrap_or_default(),
            self.reported.punitive.map_or("", yes_no).to_owned(),
            self.reported.verification.map_or("", Verification::label).to_owned(),
        ]);
        cells
    }

    /// From 来件编号 to 同意委托调解.
    fn filer(&self, dice: &mut Dice, filing: &Filing) -> Vec<String> {
        let Shown { name, id_kind, id_no, phone, address } = &self.shown;
        let (agent_name, agent_phone) = filing.agent.clone().unwrap_or_default();
        let (is_complaint, is_tip) = (filing.kind != SubmissionKind::Tipoff, filing.kind != SubmissionKind::Complaint);
        let format = if dice.percent(50.0) { "%Y-%m-%d %H:%M:%S" } else { "%Y-%m-%d %H:%M" };
        let mut consent = |percent| {
            let answer = yes_no(dice.percent(percent));
            if is_complaint { sometimes(dice, 60.0, answer) } else { String::new() }
        };
        let (publish, delegate) = (consent(70.0), consent(80.0));
        vec![
            self.submission_no.clone(),
            self.channel.label().to_owned(),
            self.received_at.strftime(format).to_string(),
            filing.kind.label().to_owned(),
            name.clone(),
            id_kind.clone(),
            id_no.clone(),
            phone.clone(),
            address.clone(),
            agent_name,
            agent_phone,
            only_if(is_tip, yes_no(filing.openness != Openness::Anonymous)),
            publish,
            delegate,
        ]
    }

    /// From 购买时间 to 收款账号; a passer-by who tips off has bought nothing.
    fn purchase(&self, dice: &mut Dice, filing: &Filing, trader: &Trader) -> [String; 9] {
        let has_bought = filing.kind != SubmissionKind::Tipoff || filing.voice == Voice::RewardTemplate;
        let is_sent = trader.platform.is_some() && has_bought && filing.openness != Openness::Anonymous;
        [
            only_if(has_bought && dice.percent(88.0), &filing.purchased_on.to_string()),
            only_if(has_bought, &filing.quantity.to_string()),
            only_if(has_bought, filing.goods.unit),
            only_if(has_bought, &yuan_text(self.paid_fen)),
            only_if(is_sent, &format!("SYN{}", dice.digits(14))),
            only_if(is_sent, &filing.identity.name),
            only_if(is_sent, &filing.identity.phone),
            only_if(is_sent, &filing.identity.address),
            only_if(filing.gives_account, &filing.identity.account),
        ]
    }
}

fn only_if(keeps: bool, text: &str) -> String {
    if keeps { text.to_owned() } else { String::new() }
}

/// The text, in this many of a hundred rows.
fn sometimes(dice: &mut Dice, percent: f64, text: &str) -> String {
    only_if(dice.percent(percent), text)
}

fn channel_of(dice: &mut Dice, filing: &Filing) -> Channel {
    use Channel::{Department, Hotline12315, Hotline12345, Letter, Platform12315, Superior, Visit};
    match filing.voice {
        Voice::Template | Voice::RewardTemplate => {
            dice.weighted(&[(72, Platform12315), (14, Letter), (6, Superior), (5, Department), (3, Hotline12345)])
        }
        Voice::Insider => dice.weighted(&[(30, Letter), (30, Platform12315), (25, Hotline12315), (15, Visit)]),
        _ => dice.weighted(&[
            (44, Platform12315),
            (20, Hotline12315),
            (24, Hotline12345),
            (3, Letter),
            (4, Visit),
            (2, Superior),
            (3, Department),
        ]),
    }
}

const fn code_of(channel: Channel) -> &'static str {
    match channel {
        Channel::Platform12315 => "PT",
        Channel::Hotline12315 => "RX15",
        Channel::Hotline12345 => "RX45",
        Channel::Letter => "LX",
        Channel::Visit => "LF",
        Channel::Superior => "SJ",
        Channel::Department => "BM",
    }
}

const fn yes_no(yes: bool) -> &'static str {
    if yes { "是" } else { "否" }
}

fn yuan_text(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

fn closed_at(dice: &mut Dice, reported: &Reported) -> String {
    let at = |day: Date, dice: &mut Dice| {
        day.at(dice.between(9, 17) as i8, dice.between(0, 59) as i8, 0, 0).strftime("%Y-%m-%d %H:%M").to_string()
    };
    reported.closed_on.map(|day| at(day, dice)).unwrap_or_default()
}

fn fingerprints(dice: &mut Dice) -> String {
    let one = |dice: &mut Dice| (0..64).map(|_| char::from(dice.pick(b"0123456789abcdef"))).collect::<String>();
    let count = dice.between(1, 2);
    (0..count).map(|_| one(dice)).collect::<Vec<_>>().join(";")
}
