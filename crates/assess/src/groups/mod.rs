//! 关联群体: people who filed against one trader in one short stretch and are tied to each other by more than that.
//!
//! ```text
//! FactsBuilder ─ build() ─► Facts ─ groups() ─► Groups ─ ranked(): how suddenly and narrowly they act
//!                                                     └ of(来件):  the group it belongs to, whole
//! ```
//!
//! A tie is a telephone, a door, a consignee, an account, an agent, an evidence file, an order or a near-same text. Two people who
//! share a tie and filed against the same trader within [`WINDOW_DAYS`] of each other act together; what hangs together so,
//! over all traders and ties, is one group. Filings elsewhere do not join people (camouflage, as in FRAUDAR, Hooi et al.,
//! KDD 2016): a ring that also complains of other shops is still that ring, and those shops' honest customers stay out.
//!
//! Near-same text alone makes nobody an accomplice: neighbours who lost money to one trader pass a wording around. It joins
//! people only where at least a third of those who used it against the trader are tied by something else too; otherwise
//! the stretch is a wave ([`Group::is_wave`]), kept apart from the tied ones in it.
//!
//! The indicators follow Mukherjee, Liu and Glance (WWW 2012), each an exact part of a whole with the 来件 behind it, none
//! of them a verdict.

mod build;
mod indicators;
mod join;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

pub(crate) use build::find;

/// Filings against one trader that lie further apart are not one act.
pub const WINDOW_DAYS: i32 = 30;

/// Fewer people than this are no group: a couple, a parent and a child.
pub const PERSONS_NEEDED: usize = 3;

/// What ties people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TieKind {
    /// 联系电话, also as the consignee's or the agent's.
    Phone,
    /// 住址, where it names one door.
    Address,
    /// 收货地址, where it names one door.
    Consignee,
    /// 收款账号.
    Account,
    /// 代理人.
    Agent,
    /// 附件指纹: the very same evidence file.
    Evidence,
    /// 订单编号.
    Order,
    /// 近似文本.
    Text,
}

impl TieKind {
    pub const ALL: &'static [Self] =
        &[Self::Phone, Self::Address, Self::Consignee, Self::Account, Self::Agent, Self::Evidence, Self::Order, Self::Text];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Address => "address",
            Self::Consignee => "consignee",
            Self::Account => "account",
            Self::Agent => "agent",
            Self::Evidence => "evidence",
            Self::Order => "order",
            Self::Text => "text",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Phone => "同一电话",
            Self::Address => "同一住址",
            Self::Consignee => "同一收货地址",
            Self::Account => "同一收款账号",
            Self::Agent => "同一代理人",
            Self::Evidence => "同一证据文件",
            Self::Order => "同一订单编号",
            Self::Text => "文本近似",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// Whether it ties people by more than words.
    pub const fn is_material(self) -> bool {
        !matches!(self, Self::Text)
    }

    /// What only people who know each other's business share: money, papers, goods, an agent.
    pub const fn is_firm(self) -> bool {
        matches!(self, Self::Account | Self::Agent | Self::Evidence | Self::Order)
    }
}

/// One shared thing and those who share it. What it is stays with the caller: here it has no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    pub kind: TieKind,
    /// Two or more, ascending.
    pub persons: Vec<i64>,
    /// Their 来件 that give it, ascending.
    pub submissions: Vec<i64>,
}

/// A part of a whole, with the 来件 that make up the part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indicator {
    pub part: u64,
    pub whole: u64,
    /// Ascending.
    pub submissions: Vec<i64>,
}

impl Indicator {
    /// Whole percent, rounded down; 0 where there is no whole.
    pub fn percent(&self) -> u64 {
        (self.part * 100).checked_div(self.whole).unwrap_or(0)
    }
}

/// People who acted together, found as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The smallest 来件 id among its own: it names the group.
    pub id: i64,
    /// Ascending.
    pub persons: Vec<i64>,
    /// The 来件 by which they act together, ascending.
    pub submissions: Vec<i64>,
    /// Traders they filed against together.
    pub operators: u64,
    pub first_on: Date,
    pub last_on: Date,
    pub ties: Vec<Tie>,
    /// 密度: pairs of people with a tie of their own, of all pairs.
    pub density: Indicator,
    /// 实质关联: people tied by something else than words, of all.
    pub material: Indicator,
    /// 突发: the group's filings in its busiest [`WINDOW_DAYS`], of all its filings.
    pub suddenness: Indicator,
    /// 专一: the group's filings, of everything that its people filed from half a year before to half a year after.
    pub narrowness: Indicator,
    /// 占同期: the group's people, of everybody who filed against its traders from [`WINDOW_DAYS`] before to as long after. A
    /// ring is most of them, a household in a wave is lost among them. The 来件 listed are those of the others.
    pub share_of_wave: Indicator,
    /// 同姓: people with the commonest family name, of those whose family name is known.
    pub same_surname: Indicator,
    /// For the order of looking only: larger first.
    rank: u64,
}

impl Group {
    /// The kinds of ties in it, each once.
    pub fn tie_kinds(&self) -> Vec<TieKind> {
        let mut kinds: Vec<TieKind> = self.ties.iter().map(|tie| tie.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// 集中反映: they used the same words in one stretch, and fewer than a third of them are tied by anything else. A reason
    /// to inspect the trader, and no sign that they conspire.
    pub fn is_wave(&self) -> bool {
        is_wave(self.material.part as usize, self.persons.len())
    }
}

/// Text joins people where at least one in three of those who used it is tied by something else too.
const fn is_wave(tied: usize, persons: usize) -> bool {
    tied * 3 < persons
}

/// Every group of the facts as they stood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    ranked: Vec<Group>,
    of: FxHashMap<i64, u32>,
}

impl Groups {
    fn new(mut groups: Vec<Group>) -> Self {
        groups.sort_unstable_by_key(|group| (std::cmp::Reverse(group.rank), group.id));
        let of = groups.iter().zip(0_u32..).flat_map(|(group, at)| group.submissions.iter().map(move |id| (*id, at))).collect();
        Self { ranked: groups, of }
    }

    /// Those who act most suddenly and narrowly first.
    pub fn ranked(&self) -> &[Group] {
        &self.ranked
    }

    /// The group by which this 来件 acts.
    pub fn of(&self, submission_id: i64) -> Option<&Group> {
        self.of.get(&submission_id).map(|at| &self.ranked[*at as usize])
    }
}
