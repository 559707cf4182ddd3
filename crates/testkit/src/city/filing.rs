//! One filing before it is written down.

use casework::codes::{Issue, SubmissionKind};
use jiff::civil::Date;

use super::dice::Dice;
use super::goods::Goods;
use super::outcome::Fate;
use super::persona::Persona;
use super::story::Voice;

/// Under whom the filing goes: mostly the filer, for an impostor somebody else.
#[derive(Clone)]
pub(crate) struct Identity {
    pub(crate) name: String,
    pub(crate) is_woman: bool,
    pub(crate) id_no: String,
    pub(crate) phone: String,
    pub(crate) address: String,
    pub(crate) account: String,
}

/// How openly the row shows its filer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Openness {
    /// As the channel does: hotlines mask and mishear, the platform checks numbers.
    ByChannel,
    /// Full name and number: whoever wants money gives them.
    Open,
    Anonymous,
}

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Demand {
    Refund,
    Replace,
    Apology,
    Perform,
    /// 退一赔三.
    Threefold,
    /// 退一赔十, at least 1,000 yuan.
    Tenfold,
    /// 举报奖励.
    Reward,
    /// A sum to stay silent.
    HushMoney,
    Nothing,
}

impl Demand {
    /// 诉求 and 索赔金额 in fen for goods that cost `paid_fen`.
    pub(crate) fn text_and_claim(self, dice: &mut Dice, issue: Issue, paid_fen: i64) -> (&'static str, Option<i64>) {
        match self {
            Self::Refund => (dice.pick(&["退款", "全额退款", "退货退款", "退还已付款项", "退还多收的钱"]), Some(paid_fen)),
            Self::Replace if issue == Issue::Measure => ("补足数量", None),
            Self::Replace => (dice.pick(&["换货", "免费维修", "更换新的"]), None),
            Self::Apology => (dice.pick(&["赔礼道歉", "给个合理说法", "道歉并整改"]), None),
            Self::Perform => {
                (dice.pick(&["履行合同", "退还余额", "尽快交付", "退还剩余费用"]), Some(paid_fen * dice.between(30, 100) / 100))
            }
            Self::Threefold => ("退一赔三", Some((paid_fen * 4).max(50_000))),
            Self::Tenfold => ("退货并支付价款十倍赔偿", Some((paid_fen * 11).max(100_000))),
            Self::Reward => (dice.pick(&["依法给予举报奖励", "按规定发放举报奖励"]), None),
            Self::HushMoney => (dice.pick(&["赔偿精神损失费", "一次性赔偿", "给封口费私了"]), Some(dice.between(20, 300) * 10_000)),
            Self::Nothing => ("", None),
        }
    }
}

pub(crate) struct Filing {
    /// Index into the maker's people.
    pub(crate) person: usize,
    pub(crate) persona: Persona,
    pub(crate) identity: Identity,
    pub(crate) openness: Openness,
    /// 代理人 name and phone.
    pub(crate) agent: Option<(String, String)>,
    pub(crate) received_on: Date,
    pub(crate) purchased_on: Date,
    pub(crate) kind: SubmissionKind,
    pub(crate) trader: usize,
    pub(crate) goods: Goods,
    pub(crate) issue: Issue,
    pub(crate) quantity: i64,
    pub(crate) demand: Demand,
    /// Whether 收款账号 is given.
    pub(crate) gives_account: bool,
    pub(crate) voice: Voice,
    /// Copied from the ring's common template.
    pub(crate) is_copy: bool,
    pub(crate) fate: Fate,
}

/// What the rest of the city needs to know of a filing once written.
#[derive(Clone)]
pub(crate) struct Filed {
    pub(crate) submission_no: String,
    pub(crate) received_on: Date,
    pub(crate) closed_on: Option<Date>,
    /// A punitive award was paid.
    pub(crate) is_awarded: bool,
}
