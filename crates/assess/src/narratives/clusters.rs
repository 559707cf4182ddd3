//! Clusters: templates that hang together by near texts.

use std::num::NonZeroUsize;

use super::pairs::{Comparison, Enough};
use super::threads::{self, stretch};

/// Candidates looked at between two rounds of joining: what is joined already is not verified again.
const ROUND: usize = 1 << 16;

/// Templates by cluster.
pub(super) struct Roots {
    parent: Vec<u32>,
}

impl Roots {
    fn new(len: u32) -> Self {
        Self { parent: (0..len).collect() }
    }

    pub(super) fn root(&self, mut at: u32) -> u32 {
        while self.parent[at as usize] != at {
            at = self.parent[at as usize];
        }
        at
    }

    /// The smaller number becomes the root, so that the order of joining leaves no trace.
    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b) as usize] = a.min(b);
        self.flatten(a.max(b));
    }

    fn flatten(&mut self, mut at: u32) {
        let root = self.root(at);
        while self.parent[at as usize] != root {
            at = std::mem::replace(&mut self.parent[at as usize], root);
        }
    }
}

/// Joins templates of which any two texts are near.
pub(super) fn join(comparison: &Comparison<'_>, threads: NonZeroUsize) -> (Roots, usize) {
    let (candidates, overfull) = comparison.candidates(threads);
    let mut roots = Roots::new(super::templates::count(comparison.templates.len()));
    for round in candidates.chunks(ROUND) {
        let open: Vec<_> = round.iter().filter(|(a, b)| roots.root(*a) != roots.root(*b)).collect();
        let joined = threads::each(threads, |part| {
            let mut joined = Vec::new();
            for candidate in &open[stretch(open.len(), part, threads)] {
                comparison.verify(**candidate, &mut |_, _| {
                    joined.push(**candidate);
                    Enough::Yes
                });
            }
            joined
        });
        for (a, b) in joined.into_iter().flatten() {
            roots.flatten(a);
            roots.flatten(b);
            roots.join(a, b);
        }
    }
    for template in 0..roots.parent.len() {
        roots.flatten(super::templates::count(template));
    }
    (roots, overfull)
}
