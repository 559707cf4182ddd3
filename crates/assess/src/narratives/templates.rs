//! Templates: texts so near to one of them that any two are near each other.

use std::num::NonZeroUsize;

use super::meetings::Meetings;
use super::sets::Sets;
use super::similarity::Similarity;
use super::threads;

/// Middles of templates that a text is held against in one bucket.
const HEADS_LIMIT: usize = 8;

/// Bands over which templates that grew apart are put together: leaders of one wording meet in four of ten.
const GATHERING_BANDS: usize = 12;

/// Bands over which texts that stand alone look for a template: of two that are 0.8 alike, 1 in 5,000 pairs meets in none.
const BUILDING_BANDS: usize = 16;

/// Distinct texts ("forms") by template. Every member is at least halfway between the threshold and sameness to the
/// leader; the Jaccard distance is a metric, so any two members are at least as alike as the threshold asks.
pub(super) struct Templates {
    /// By form: its template.
    of: Vec<u32>,
    /// By form: shingles that it has in common with its leader.
    common: Vec<u32>,
    leaders: Vec<u32>,
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl Templates {
    /// Band after band, every text that stands alone is held against the templates that it meets. The same forms in the
    /// same order give the same templates: a text is in one bucket of a band, so that buckets do not look at each other.
    pub(super) fn build(sets: &Sets, meetings: &Meetings, threshold: Similarity, threads: NonZeroUsize) -> Self {
        let near = threshold.halfway();
        let mut leader: Vec<u32> = (0..count(sets.len())).collect();
        let mut is_free = vec![true; sets.len()];
        for band in &meetings.bands()[..BUILDING_BANDS] {
            let taken = threads::each(threads, |part| {
                let mut taken = Vec::new();
                for number in (part..band.count()).step_by(threads.get()) {
                    take(sets, band.bucket(number), near, &leader, &is_free, &mut taken);
                }
                taken
            });
            for (form, head) in taken.into_iter().flatten() {
                leader[form as usize] = head;
                is_free[form as usize] = false;
                is_free[head as usize] = false;
            }
        }
        gather(sets, meetings, near, &mut leader);
        Self::list(sets, &leader, threads)
    }

    fn list(sets: &Sets, leader: &[u32], threads: NonZeroUsize) -> Self {
        let leaders: Vec<u32> = (0..count(leader.len())).filter(|form| leader[*form as usize] == *form).collect();
        let mut number = vec![0_u32; leader.len()];
        for (template, form) in (0_u32..).zip(&leaders) {
            number[*form as usize] = template;
        }
        let of: Vec<u32> = leader.iter().map(|head| number[*head as usize]).collect();
        let mut starts = vec![0_u32; leaders.len() + 1];
        for template in &of {
            starts[*template as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut members = vec![0_u32; of.len()];
        for (form, template) in (0_u32..).zip(&of) {
            let at = *template as usize;
            members[next[at] as usize] = form;
            next[at] += 1;
        }
        let common = threads::each(threads, |part| {
            let forms = threads::stretch(of.len(), part, threads);
            let with_leader = |form: u32, head: u32| if head == form { sets.size(form) } else { sets.common(form, head) };
            forms.map(|form| with_leader(count(form), leader[form])).collect::<Vec<_>>()
        });
        Self { of, common: common.concat(), leaders, starts, members }
    }

    pub(super) fn len(&self) -> usize {
        self.leaders.len()
    }

    pub(super) fn of(&self, form: u32) -> u32 {
        self.of[form as usize]
    }

    pub(super) fn leader(&self, template: u32) -> u32 {
        self.leaders[template as usize]
    }

    /// The forms of a template, in order.
    pub(super) fn members(&self, template: u32) -> &[u32] {
        let at = template as usize;
        &self.members[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    pub(super) fn common_with_leader(&self, form: u32) -> u32 {
        self.common[form as usize]
    }

    /// The form at a place in the order of the templates.
    pub(super) fn at(&self, place: u32) -> u32 {
        self.members[place as usize]
    }

    /// The forms, template by template.
    pub(super) fn order(&self) -> &[u32] {
        &self.members
    }

    /// The place of a template's first form in that order.
    pub(super) fn first_place(&self, template: u32) -> u32 {
        self.starts[template as usize]
    }
}

/// Which free forms of a bucket follow whom.
fn take(sets: &Sets, bucket: &[u32], near: Similarity, leader: &[u32], is_free: &[bool], taken: &mut Vec<(u32, u32)>) {
    if !bucket.iter().any(|form| is_free[*form as usize]) {
        return;
    }
    let mut heads: Vec<u32> = Vec::with_capacity(HEADS_LIMIT);
    for form in bucket.iter().filter(|form| !is_free[**form as usize]) {
        let head = leader[*form as usize];
        if heads.len() < HEADS_LIMIT && !heads.contains(&head) {
            heads.push(head);
        }
    }
    for form in bucket.iter().filter(|form| is_free[**form as usize]) {
        if let Some(head) = heads.iter().find(|head| sets.are_alike(*form, **head, near)) {
            taken.push((*form, *head));
        } else if heads.len() < HEADS_LIMIT {
            heads.push(*form);
        }
    }
}

/// Small templates whose every member is near the middle of a larger one join it: which bucket came first must not split a
/// wording in two.
fn gather(sets: &Sets, meetings: &Meetings, near: Similarity, leader: &mut [u32]) {
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); leader.len()];
    for (form, head) in (0_u32..).zip(leader.iter()) {
        members[*head as usize].push(form);
    }
    for band in &meetings.bands()[..GATHERING_BANDS] {
        for number in 0..band.count() {
            let mut heads: Vec<u32> = band.bucket(number).iter().copied().filter(|form| leader[*form as usize] == *form).collect();
            heads.sort_by_key(|head| std::cmp::Reverse(members[*head as usize].len()));
            for at in 1..heads.len() {
                let small = heads[at];
                let of_small = &members[small as usize];
                // Two that stand alone have been held against each other.
                let larger = heads[..at.min(HEADS_LIMIT)]
                    .iter()
                    .take_while(|head| members[**head as usize].len() > 1)
                    .find(|head| leader[**head as usize] == **head && of_small.iter().all(|member| sets.are_alike(*member, **head, near)));
                if let Some(larger) = larger.copied() {
                    let moved = std::mem::take(&mut members[small as usize]);
                    moved.iter().for_each(|member| leader[*member as usize] = larger);
                    members[larger as usize].extend(moved);
                }
            }
        }
    }
}

pub(super) fn count(len: usize) -> u32 {
    u32::try_from(len).expect("at most 2^32 - 1 texts are compared at a time")
}
