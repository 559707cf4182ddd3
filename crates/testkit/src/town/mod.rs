//! 另一座城: a second made-up town, made otherwise than [`crate::city`], for judging what was tuned on the first.
//!
//! Other seeds, names, shops, goods, wordings, rates and kinds of people; worse handwriting; traders named in several ways;
//! goods whose units change; rings tied by chains of unlike things, and honest people who look like them: victims of one
//! trader who pass a text around and ask for three times the price, neighbours with one helper, tenants behind one door,
//! learned consumers who cite the law, citizens whose tip-offs are wrong half of the time. Rules were mended where the first
//! scores on it showed them to be wrong, so it is no unseen judge any more. Everything is synthetic and says so, as in the city.

mod abusers;
mod book;
mod honest;
mod shops;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use casework::codes::ImportKind;
use jiff::civil::Date;

use crate::city::{Table, dice::Dice};

/// What town to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TownPlan {
    pub seed: u64,
    /// Rows of 来件, at least.
    pub filings: usize,
    /// The last filings arrived the day before; the first some 30 months earlier.
    pub today: Date,
}

/// What kind of filer somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// One to three filings; one in ten asks for what the law allows beyond the price.
    Consumer,
    /// Three to six people with one telephone and home, some of whom complain of one trader together.
    Household,
    /// One of many whom one failing trader harmed, with a text that went around.
    Victim,
    /// Ten to forty complaints about everything, and mostly the price back.
    Shopper,
    /// Cites articles and asks for multiples now and then; a dozen complaints, all unlike.
    Learned,
    /// An old person for whom a child files, or a helper of the neighbourhood.
    Elder,
    /// Behind one dormitory door with many others.
    Tenant,
    /// Bought for a feast, a canteen, a company, a flat to be fitted out.
    Host,
    /// Many tip-offs, mostly true, nothing asked for.
    Watcher,
    /// Tells on an employer.
    Insider,
    /// Tip-offs that are wrong half of the time, in good faith.
    Mistaken,
    /// 2（一）.
    Returner,
    /// 2（二）.
    Hoarder,
    /// 2（三）.
    Borrower,
    /// 2（四）.
    Band,
    /// 2（五）.
    Client,
    /// 2（六）.
    Flood,
    /// 2（七）, 3（一）: planted, invented, extorted; found so by an authority.
    Forger,
    /// 2（七）: one set of papers against many traders.
    Reuser,
    /// 3（二）.
    Accuser,
    /// 3（三）.
    Appellant,
    /// 3（四）.
    Requester,
    /// 3（五）.
    Denouncer,
    /// Order 121 art. 17 (2): a dozen complaints against one trader within weeks.
    Pouncer,
}

impl Kind {
    /// Whether no circumstance may ever hit this person.
    pub const fn is_honest(self) -> bool {
        use Kind::{Consumer, Elder, Host, Household, Insider, Learned, Mistaken, Shopper, Tenant, Victim, Watcher};
        matches!(self, Consumer | Household | Victim | Shopper | Learned | Elder | Tenant | Host | Watcher | Insider | Mistaken)
    }
}

/// Who really filed one 来件.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filer {
    pub true_person: u32,
    pub kind: Kind,
}

/// A town: one table of each import kind, and what is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Town {
    /// In the order of [`ImportKind::ALL`].
    pub tables: Vec<Table>,
    /// One per 来件, in the order of the rows.
    pub filers: Vec<Filer>,
    planted: BTreeMap<&'static str, BTreeSet<u32>>,
    fitting: BTreeMap<&'static str, BTreeSet<u32>>,
}

impl Town {
    /// Makes the town of `plan`: the same plan, the same town.
    pub fn new(plan: TownPlan) -> Self {
        let mut book = book::Book::new(Dice::new(plan.seed ^ 0x5EED_0F70_E2B1), plan);
        abusers::all(&mut book);
        honest::all(&mut book);
        book.close()
    }

    /// People about whom enough is on file for the circumstance to find them.
    pub fn planted(&self, circumstance: &str) -> BTreeSet<u32> {
        self.planted.get(circumstance).cloned().unwrap_or_default()
    }

    /// People whose deeds fall under the words of the circumstance, whether or not they must be found: the planted too.
    pub fn fitting(&self, circumstance: &str) -> BTreeSet<u32> {
        let mut fitting = self.planted(circumstance);
        fitting.extend(self.fitting.get(circumstance).into_iter().flatten());
        fitting
    }

    /// The table of one kind.
    pub fn table(&self, kind: ImportKind) -> Option<&Table> {
        self.tables.iter().find(|table| table.kind == kind)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const PLAN: TownPlan = TownPlan { seed: 11, filings: 4_000, today: date(2026, 6, 30) };

    #[test]
    fn the_same_plan_makes_the_same_town() {
        assert!(Town::new(PLAN) == Town::new(PLAN));
        assert!(Town::new(PLAN) != Town::new(TownPlan { seed: 12, ..PLAN }));
    }

    #[test]
    fn nobody_honest_is_planted_and_everything_is_marked_as_made_up() {
        let town = Town::new(PLAN);
        let table = town.table(ImportKind::Submissions).expect("a town has submissions");
        assert!(table.rows.len() >= PLAN.filings && table.rows.len() == town.filers.len());
        for row in 0..table.rows.len() {
            assert!(table.cell(row, "内容").is_some_and(|text| text.ends_with("【虚构数据】") && !text.contains(['{', '}'])));
        }
        let honest: BTreeSet<u32> = town.filers.iter().filter(|f| f.kind.is_honest()).map(|f| f.true_person).collect();
        let circumstances: Vec<&str> = town.planted.keys().copied().collect();
        assert!(circumstances.len() >= 15, "{circumstances:?}");
        for circumstance in circumstances {
            assert!(town.fitting(circumstance).is_disjoint(&honest), "{circumstance}");
        }
    }
}
