//! What is near one filing: everything that the measures ask about it, opened; nothing else of what is on file.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use assess::Facts;
use jiff::civil::Date;
use store::Tx;
use store::submission::Submission;
use vault::BlindKey;

use super::open::{Texts, open};
use super::place::MEMBERS;
use super::{Opened, index, weigh};
use crate::assessment::load::{self, Extra, OpenedFact};
use crate::assessment::texts::NO_OPERATOR;
use crate::assessment::together::Copies;
use crate::{Desk, DeskError};

/// Of each thing that the filing holds, so many others who hold it are looked at, the latest. What more people hold belongs to an
/// institution, or to a ring that the next run sees whole.
pub(super) const HOLDERS: i64 = 256;

/// Filings opened, beside those of the person.
const LIMIT: usize = 400;

/// People around the filing whose other filings are looked at too.
const PEOPLE: usize = 48;

/// How many hands a tie is followed through: a ring is seen whole through the groups on record.
const ROUNDS: usize = 3;

/// A companion's other ties are followed where the filing is at most so far from this one.
pub(super) const COMPANION_DAYS: i32 = 183;

/// Filings of strangers against the traders of a group, by which its part of a wave is measured.
const BYSTANDERS: i64 = 2_000;

/// The filing and what is near it. The filing itself stands first.
pub(super) struct Near<'a> {
    pub(super) desk: &'a Desk,
    pub(super) opened: Opened,
    /// Place by filing.
    at: HashMap<i64, usize>,
    /// Filings of which nothing is opened.
    closed: HashSet<i64>,
    /// Filings that there is room for.
    most: usize,
    /// By filing: the template of its wording, and how alike it is, in thousandths.
    pub(super) templates: HashMap<i64, (i64, i64)>,
    facts: BTreeSet<i64>,
    pub(super) is_partial: bool,
}

/// The facts of the surroundings.
pub(super) struct Surroundings {
    pub(super) facts: Facts,
    /// Filings looked at.
    pub(super) near: usize,
    pub(super) is_partial: bool,
}

impl<'a> Near<'a> {
    /// Gathers it. `members` are the person's other filings, `facts` those found by the person's numbers.
    pub(super) async fn of(tx: &mut Tx, desk: &'a Desk, own: Opened, members: Opened, facts: &[i64]) -> Result<Self, DeskError> {
        let mut near = Self {
            desk,
            opened: Opened::default(),
            at: HashMap::new(),
            closed: HashSet::new(),
            most: 1 + members.rows.len() + LIMIT,
            templates: HashMap::new(),
            facts: facts.iter().copied().collect(),
            is_partial: members.rows.len() >= usize::try_from(MEMBERS).unwrap_or(usize::MAX),
        };
        let words = load::words(desk, tx, &own).await?.into_values().next();
        near.take(own);
        near.take(members);
        let things = index::Things::of(&near.opened.rows[0], &near.opened.records[0], &near.opened.extras[0]);
        let keys = things.shared(desk.vault(), &near.opened.records[0]);
        let mut held = near.hold(tx, &keys).await?;
        near.lives(tx).await?;
        let same_words = near.wordings(tx, words.as_ref(), things.wording(desk.vault())).await?;
        // Words are one more thing that may be held in common, and the last.
        held.extend(same_words.into_iter().map(|id| (keys.len(), id)));
        near.companions(tx, held).await?;
        Ok(near)
    }

    fn take(&mut self, other: Opened) {
        for ((row, record), extra) in other.rows.into_iter().zip(other.records).zip(other.extras) {
            self.put(row, record, extra);
        }
    }

    fn put(&mut self, row: Submission, record: identity::Record, extra: Extra) {
        match self.at.entry(row.id) {
            Entry::Vacant(vacant) => {
                vacant.insert(self.opened.rows.len());
                self.opened.rows.push(row);
                self.opened.records.push(record);
                self.opened.extras.push(extra);
            }
            Entry::Occupied(at) if self.closed.remove(&row.id) => {
                (self.opened.records[*at.get()], self.opened.extras[*at.get()]) = (record, extra);
            }
            Entry::Occupied(_) => {}
        }
    }

    /// Filings of which only what is not personal is asked: nothing of them is opened.
    pub(super) fn put_closed(&mut self, rows: Vec<Submission>) {
        for row in rows.into_iter().filter(|row| !self.at.contains_key(&row.id)).collect::<Vec<_>>() {
            let record = identity::Record { id: row.id, ..identity::Record::default() };
            self.closed.insert(row.id);
            self.at.insert(row.id, self.opened.rows.len());
            self.opened.rows.push(row);
            self.opened.records.push(record);
            self.opened.extras.push(Extra::default());
        }
    }

    /// Opens what is not here yet, as long as there is room.
    pub(super) async fn add(&mut self, tx: &mut Tx, ids: impl IntoIterator<Item = i64>) -> Result<(), DeskError> {
        let mut fresh: Vec<i64> = ids.into_iter().filter(|id| !self.at.contains_key(id) || self.closed.contains(id)).collect();
        fresh.sort_unstable();
        fresh.dedup();
        let room = self.most.saturating_sub(self.opened.rows.len() - self.closed.len());
        if fresh.len() > room {
            self.is_partial = true;
            // The latest are nearest.
            fresh.drain(..fresh.len() - room);
        }
        let opened = open(tx, self.desk, &fresh, Texts::OnRecord).await?;
        self.take(opened);
        Ok(())
    }

    /// Opens whoever holds one of these things, and tells who holds which, by the place of its key.
    async fn hold(&mut self, tx: &mut Tx, keys: &[BlindKey]) -> Result<Vec<(usize, i64)>, DeskError> {
        let held = store::blind::holders(tx, keys, HOLDERS + 1).await?;
        self.is_partial |= held.chunk_by(|a, b| a.0 == b.0).any(|of_key| of_key.len() > HOLDERS as usize);
        self.add(tx, held.iter().map(|(_, id)| *id)).await?;
        Ok(held)
    }

    /// Everything else that the people here filed: what of theirs is a repeat, and what else they do.
    pub(super) async fn lives(&mut self, tx: &mut Tx) -> Result<(), DeskError> {
        let own = self.opened.rows[0].person_id;
        let others = self.opened.rows.iter().filter_map(|row| row.person_id).filter(|person| Some(*person) != own);
        let mut persons: Vec<i64> = others.collect::<BTreeSet<_>>().into_iter().collect();
        if persons.is_empty() {
            return Ok(());
        }
        self.is_partial |= persons.len() > PEOPLE;
        persons.truncate(PEOPLE);
        let ids = store::person::filings_of(tx, &persons, LIMIT as i64 + 1).await?;
        self.add(tx, ids).await
    }

    /// Follows what ties the filing to others against its trader from hand to hand.
    async fn companions(&mut self, tx: &mut Tx, held: Vec<(usize, i64)>) -> Result<(), DeskError> {
        let (own, day) = (self.opened.rows[0].person_id, self.opened.rows[0].received_on);
        let mut followed: BTreeSet<i64> = own.into_iter().collect();
        let mut front: HashSet<i64> = [self.opened.rows[0].id].into();
        let mut held = held;
        for _ in 0..ROUNDS {
            self.codes(tx).await?;
            let mates: BTreeSet<i64> = self.mates(&held, &front).into_iter().filter(|person| !followed.contains(person)).collect();
            if mates.is_empty() {
                return Ok(());
            }
            followed.extend(&mates);
            let people: Vec<i64> = followed.iter().copied().collect();
            let beside = store::filer_group::filings_beside(tx, &people, LIMIT as i64).await?;
            self.add(tx, beside).await?;
            self.lives(tx).await?;
            let theirs: Vec<usize> = (0..self.opened.rows.len())
                .filter(|at| {
                    let row = &self.opened.rows[*at];
                    let apart = (row.received_on - day).get_days().abs();
                    row.person_id.is_some_and(|person| mates.contains(&person)) && apart <= COMPANION_DAYS
                })
                .collect();
            front = theirs.iter().map(|at| self.opened.rows[*at].id).collect();
            let mut keys = BTreeSet::new();
            for at in theirs {
                let things = index::Things::of(&self.opened.rows[at], &self.opened.records[at], &self.opened.extras[at]);
                keys.extend(things.shared(self.desk.vault(), &self.opened.records[at]));
            }
            let keys: Vec<_> = keys.into_iter().collect();
            held = self.hold(tx, &keys).await?;
        }
        Ok(())
    }

    /// Other people who filed against the trader of one of the `front` filings with the same thing in one stretch.
    fn mates(&self, held: &[(usize, i64)], front: &HashSet<i64>) -> BTreeSet<i64> {
        let mut mates = BTreeSet::new();
        for of_key in held.chunk_by(|a, b| a.0 == b.0) {
            let mut rows: Vec<_> = of_key
                .iter()
                .filter_map(|(_, id)| self.at.get(id))
                .map(|at| &self.opened.rows[*at])
                .filter(|row| row.person_id.is_some())
                .collect();
            let trader = |row: &Submission| row.operator_uscc.clone().unwrap_or_else(|| row.operator_name.clone());
            rows.sort_by_cached_key(|row| (trader(row), row.received_on, row.id));
            let is_one = |a: &&Submission, b: &&Submission| {
                trader(a) == trader(b) && (b.received_on - a.received_on).get_days() <= assess::groups::WINDOW_DAYS
            };
            for stretch in rows.chunk_by(is_one) {
                if stretch.iter().any(|row| front.contains(&row.id)) {
                    mates.extend(stretch.iter().filter_map(|row| row.person_id));
                }
            }
        }
        mates
    }

    /// A trader named without its code is the one that bears the name with one.
    async fn codes(&mut self, tx: &mut Tx) -> Result<(), DeskError> {
        let bare = self.opened.rows.iter().filter(|row| row.operator_uscc.is_none()).map(|row| row.operator_name.clone());
        let names: BTreeSet<String> = bare.filter(|name| name != NO_OPERATOR).collect();
        let names: Vec<String> = names.into_iter().collect();
        let codes: BTreeMap<String, String> = store::submission::codes_of_operators(tx, &names).await?.into_iter().collect();
        for row in self.opened.rows.iter_mut().filter(|row| row.operator_uscc.is_none()) {
            row.operator_uscc = codes.get(&row.operator_name).cloned();
        }
        Ok(())
    }

    /// Closes the facts, with the bystanders of the group where the filing belongs to one.
    pub(super) async fn facts(mut self, tx: &mut Tx, as_of: Date) -> Result<Surroundings, DeskError> {
        self.codes(tx).await?;
        let ids: Vec<i64> = self.opened.rows.iter().map(|row| row.id).collect();
        for text in store::near_text::of_submissions(tx, &ids).await? {
            if let (Some(template), Some(similarity)) = (text.template_id, text.similarity) {
                self.templates.entry(text.submission_id).or_insert((template, similarity));
            }
        }
        let person = self.opened.rows[0].person_id;
        let mut rows = store::fact::of_submissions(tx, &ids).await?;
        if let Some(person) = person {
            rows.extend(store::fact::of_person(tx, person, MEMBERS).await?);
        }
        rows.extend(store::fact::get_many(tx, &self.facts.iter().copied().collect::<Vec<_>>()).await?);
        rows.sort_unstable_by_key(|row| row.id);
        rows.dedup_by_key(|row| row.id);
        self.opened.facts = rows.into_iter().map(|row| OpenedFact::open(self.desk, row)).collect::<Result<_, _>>()?;
        self.opened.protections = store::protection::of_submissions(tx, &ids).await?;
        let copies = Copies::on_record(std::mem::take(&mut self.templates));
        let near = ids.len();
        let facts = weigh::facts(&self.opened, &weigh::People::on_record(&self.opened), &copies, as_of);
        let Some(group) = facts.groups().of(ids[0]) else {
            return Ok(Surroundings { facts, near, is_partial: self.is_partial });
        };
        // Whoever else filed against the group's traders in that stretch tells how much of the wave it is.
        let of_group: HashSet<i64> = group.submissions.iter().copied().collect();
        let names: BTreeSet<&str> =
            self.opened.rows.iter().filter(|row| of_group.contains(&row.id)).map(|row| row.operator_name.as_str()).collect();
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        let window = jiff::Span::new().days(assess::groups::WINDOW_DAYS);
        let days = (group.first_on.saturating_sub(window), group.last_on.saturating_add(window));
        let bystanders = store::submission::against(tx, &names, days, BYSTANDERS).await?;
        self.put_closed(bystanders);
        let facts = weigh::facts(&self.opened, &weigh::People::on_record(&self.opened), &copies, as_of);
        Ok(Surroundings { facts, near, is_partial: self.is_partial })
    }
}
