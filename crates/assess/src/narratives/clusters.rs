//! Clusters: templates that hang together by near texts.

use std::num::NonZeroUsize;

use super::marks::Marks;
use super::pairs::Comparison;
use super::threads;

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
    }

    /// Smaller numbers are flat already when a larger one is looked at.
    fn flatten(&mut self) {
        for at in 0..self.parent.len() {
            self.parent[at] = self.parent[self.parent[at] as usize];
        }
    }
}

/// Joins templates of which any two texts are near. What is joined already when a band begins is not verified again.
pub(super) fn join(comparison: &Comparison<'_>, threads: NonZeroUsize) -> (Roots, usize) {
    let templates = comparison.templates;
    let overfull = comparison.overfull(threads);
    let mut roots = Roots::new(super::templates::count(templates.len()));
    for (number, band) in comparison.meetings.bands().iter().enumerate() {
        let joined = threads::each(threads, |part| {
            let mut bucket = Bucket { comparison, marks: Marks::new(), texts: Vec::new(), joined: Vec::new() };
            for at in (part..band.count()).step_by(threads.get()) {
                let places = band.bucket(at);
                let first = places.first().map(|place| roots.root(templates.of(templates.at(*place))));
                if places.iter().all(|place| Some(roots.root(templates.of(templates.at(*place)))) == first) {
                    continue;
                }
                let standing = overfull.get(&(number, at)).map_or(&[][..], Vec::as_slice);
                bucket.join(standing, places, &roots);
            }
            bucket.joined
        });
        for (a, b) in joined.into_iter().flatten() {
            roots.join(a, b);
        }
        roots.flatten();
    }
    (roots, overfull.len())
}

/// One bucket at a time, with room to work in.
struct Bucket<'a> {
    comparison: &'a Comparison<'a>,
    marks: Marks,
    /// Cluster and form of every text in the bucket.
    texts: Vec<(u32, u32)>,
    joined: Vec<(u32, u32)>,
}

impl Bucket<'_> {
    /// Where some stand for all, everybody is held against them only.
    fn join(&mut self, standing: &[u32], places: &[u32], roots: &Roots) {
        let templates = self.comparison.templates;
        let text = |place: &u32| (roots.root(templates.of(templates.at(*place))), templates.at(*place));
        self.texts.clear();
        self.texts.extend(standing.iter().map(text));
        self.texts.extend(places.iter().map(text));
        let first = if standing.is_empty() { places.len() } else { standing.len() };
        for at in 0..first {
            for other in at + 1..self.texts.len() {
                let ((a, x), (b, y)) = (self.texts[at], self.texts[other]);
                if a != b && self.comparison.is_near(x, y, &mut self.marks) {
                    self.joined.push((a, b));
                    self.texts.iter_mut().filter(|(root, _)| *root == b).for_each(|(root, _)| *root = a);
                }
            }
        }
    }
}
