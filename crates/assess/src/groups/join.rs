//! Who acts together: stretches of one tie against one trader, joined over people.

use rustc_hash::FxHashSet;

use super::build::{Act, Held};
use super::{PERSONS_NEEDED, TieKind, WINDOW_DAYS, is_wave};

/// A thing that more filings hold than this belongs to an institution, and says nothing about those who gave it.
const KEY_LIMIT: usize = 1_000;

/// Acts that hold one key against one trader, each within the window of the one before.
type Stretch<'a> = &'a [Held];

/// People and acts that hang together.
pub(super) struct Joined {
    /// Numbers of acts, ascending.
    pub(super) acts: Vec<u32>,
}

/// `held` is sorted by kind, key, trader, day.
pub(super) fn join(acts: &[Act], held: &[Held], persons: usize) -> Vec<Joined> {
    let act = |held: &Held| &acts[held.act as usize];
    let stretches = |material: bool| {
        held.chunk_by(|a, b| (a.kind, a.key) == (b.kind, b.key))
            .filter(move |of_key| of_key[0].kind.is_material() == material && (!material || of_key.len() <= KEY_LIMIT))
            .flat_map(move |of_key| {
                of_key.chunk_by(move |a, b| act(a).operator == act(b).operator && act(b).day - act(a).day <= WINDOW_DAYS)
            })
            .filter(move |stretch| stretch.iter().any(|held| act(held).person != act(&stretch[0]).person))
    };
    let mut people = People::new(persons);
    let mut taking_part: FxHashSet<u32> = FxHashSet::default();
    let mut unite = |stretch: Stretch<'_>, people: &mut People| {
        for held in stretch {
            people.join(act(&stretch[0]).person, act(held).person);
            taking_part.insert(held.act);
        }
    };
    for stretch in stretches(true) {
        unite(stretch, &mut people);
    }
    let mut waves = Vec::new();
    // Decided before any is joined, so that the order of texts leaves no trace.
    let by_text: Vec<(Stretch<'_>, bool)> = stretches(false).map(|stretch| (stretch, is_mostly_wave(stretch, acts, &people))).collect();
    for (stretch, is_wave) in by_text {
        if is_wave {
            waves.push(stretch);
        } else {
            unite(stretch, &mut people);
        }
    }
    let mut groups = gather(acts, taking_part.iter().copied(), |person| people.root(person));
    // What is left of a wave when those who belong to a group are taken out of it.
    let grouped: FxHashSet<u32> = groups.iter().flat_map(|joined| joined.acts.iter().copied()).collect();
    let mut free = People::new(persons);
    let mut left_over = Vec::new();
    for stretch in waves {
        let of_wave: Vec<u32> = stretch.iter().map(|held| held.act).filter(|act| !grouped.contains(act)).collect();
        for act in &of_wave {
            free.join(acts[of_wave[0] as usize].person, acts[*act as usize].person);
        }
        left_over.extend(of_wave);
    }
    left_over.sort_unstable();
    left_over.dedup();
    groups.extend(gather(acts, left_over.into_iter(), |person| free.root(person)));
    groups
}

/// Whether too few of those who used a text are tied by something else.
fn is_mostly_wave(stretch: Stretch<'_>, acts: &[Act], people: &People) -> bool {
    debug_assert!(stretch.iter().all(|held| held.kind == TieKind::Text), "only texts are asked");
    let persons: FxHashSet<u32> = stretch.iter().map(|held| acts[held.act as usize].person).collect();
    let mut of_root = rustc_hash::FxHashMap::default();
    for person in &persons {
        *of_root.entry(people.root(*person)).or_insert(0_usize) += 1;
    }
    let tied: usize = of_root.values().filter(|count| **count > 1).sum();
    is_wave(tied, persons.len())
}

/// Acts by the root of their people, where those are enough to be a group.
fn gather(acts: &[Act], taking_part: impl Iterator<Item = u32>, root: impl Fn(u32) -> u32) -> Vec<Joined> {
    let mut by_root = std::collections::BTreeMap::<u32, Vec<u32>>::new();
    for act in taking_part {
        by_root.entry(root(acts[act as usize].person)).or_default().push(act);
    }
    let group = |mut of_root: Vec<u32>| {
        of_root.sort_unstable();
        let persons: FxHashSet<u32> = of_root.iter().map(|act| acts[*act as usize].person).collect();
        (persons.len() >= PERSONS_NEEDED).then_some(Joined { acts: of_root })
    };
    by_root.into_values().filter_map(group).collect()
}

/// Union-find over people.
struct People {
    parent: Vec<u32>,
}

impl People {
    fn new(persons: usize) -> Self {
        Self { parent: (0..u32::try_from(persons).expect("persons are numbered in 32 bits")).collect() }
    }

    fn root(&self, mut at: u32) -> u32 {
        while self.parent[at as usize] != at {
            at = self.parent[at as usize];
        }
        at
    }

    fn join(&mut self, a: u32, b: u32) {
        let (root_a, root_b) = (self.root(a), self.root(b));
        let root = root_a.min(root_b);
        for mut at in [a, b] {
            while self.parent[at as usize] != at {
                at = std::mem::replace(&mut self.parent[at as usize], root);
            }
            self.parent[at as usize] = root;
        }
    }
}
