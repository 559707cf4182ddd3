//! Templates: texts so near to one of them that any two are near each other.

use super::sets::Sets;
use super::similarity::Similarity;
use super::sketch::{BANDS, Keys};

/// Middles of templates that a text is held against in one bucket.
const HEADS_LIMIT: usize = 8;

/// Bands over which templates that grew apart are put together: leaders of one wording meet in four of ten.
const GATHERING_BANDS: usize = 12;

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
    /// By template: the largest distance of a member from the leader, in thousandths.
    radius: Vec<u16>,
}

impl Templates {
    /// Band after band, every text that stands alone is held against the templates that it meets. The same forms in the
    /// same order give the same templates.
    pub(super) fn build(sets: &Sets, keys: &[Keys], threshold: Similarity) -> Self {
        let near = threshold.halfway();
        let mut leader: Vec<u32> = (0..count(sets.len())).collect();
        let mut followers = vec![0_u32; sets.len()];
        let mut order = Vec::new();
        for band in 0..BANDS {
            for bucket in buckets(keys, band, &mut order) {
                let forms = bucket.iter().map(|entry| form(*entry));
                let is_free = |form: u32, leader: &[u32], followers: &[u32]| leader[form as usize] == form && followers[form as usize] == 0;
                let mut heads: Vec<u32> = Vec::with_capacity(HEADS_LIMIT);
                for form in forms.clone().filter(|form| !is_free(*form, &leader, &followers)) {
                    let head = leader[form as usize];
                    if heads.len() < HEADS_LIMIT && !heads.contains(&head) {
                        heads.push(head);
                    }
                }
                for form in forms {
                    if !is_free(form, &leader, &followers) {
                        continue;
                    }
                    if let Some(head) = heads.iter().find(|head| sets.are_alike(form, **head, near)) {
                        leader[form as usize] = *head;
                        followers[*head as usize] += 1;
                    } else if heads.len() < HEADS_LIMIT {
                        heads.push(form);
                    }
                }
            }
        }
        gather(sets, keys, near, &mut leader);
        Self::list(sets, &leader)
    }

    fn list(sets: &Sets, leader: &[u32]) -> Self {
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
        let (mut members, mut common) = (vec![0_u32; of.len()], vec![0_u32; of.len()]);
        let mut radius = vec![0_u16; leaders.len()];
        for (form, template) in (0_u32..).zip(&of) {
            let at = *template as usize;
            members[next[at] as usize] = form;
            next[at] += 1;
            let head = leaders[at];
            common[form as usize] = if head == form { sets.size(form) } else { sets.common(form, head) };
            let distance = Similarity::of(common[form as usize], sets.size(form), sets.size(head)).distance();
            radius[at] = radius[at].max(distance);
        }
        Self { of, common, leaders, starts, members, radius }
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

    pub(super) fn radius(&self, template: u32) -> u16 {
        self.radius[template as usize]
    }
}

/// Small templates whose every member is near the middle of a larger one join it: which bucket came first must not split a
/// wording in two.
fn gather(sets: &Sets, keys: &[Keys], near: Similarity, leader: &mut [u32]) {
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); leader.len()];
    for (form, head) in (0_u32..).zip(leader.iter()) {
        members[*head as usize].push(form);
    }
    let mut order = Vec::new();
    for band in 0..GATHERING_BANDS {
        for bucket in buckets(keys, band, &mut order) {
            let mut heads: Vec<u32> = bucket.iter().map(|entry| form(*entry)).filter(|form| leader[*form as usize] == *form).collect();
            heads.sort_by_key(|head| std::cmp::Reverse(members[*head as usize].len()));
            for at in 1..heads.len() {
                let small = heads[at];
                let of_small = &members[small as usize];
                let larger = heads[..at.min(HEADS_LIMIT)]
                    .iter()
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

/// The forms that meet in a band: stretches of two or more with one key, in order.
pub(super) fn buckets<'a>(keys: &[Keys], band: usize, order: &'a mut Vec<u64>) -> impl Iterator<Item = &'a [u64]> {
    order.clear();
    order.extend(keys.iter().zip(0_u64..).map(|(keys, form)| u64::from(keys[band]) << 32 | form));
    order.sort_unstable();
    order.chunk_by(|a, b| a >> 32 == b >> 32).filter(|bucket| bucket.len() > 1)
}

/// The form of an entry of a bucket.
pub(super) const fn form(entry: u64) -> u32 {
    (entry & 0xffff_ffff) as u32
}

pub(super) fn count(len: usize) -> u32 {
    u32::try_from(len).expect("at most 2^32 - 1 texts are compared at a time")
}
