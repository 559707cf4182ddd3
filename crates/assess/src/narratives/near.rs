//! What came out: ids and similarities, no text.

use std::num::NonZeroUsize;

use rustc_hash::FxHashMap;

use super::clusters;
use super::crowd;
use super::meetings::Meetings;
use super::pairs::Comparison;
use super::sets::Sets;
use super::similarity::Similarity;
use super::templates::{Templates, count};

/// All texts compared, sorted into templates.
pub struct NearTexts {
    forms: Sets,
    /// In the order of the templates.
    meetings: Meetings,
    templates: Templates,
    threshold: Similarity,
    filings: Vec<Vec<i64>>,
    form_of: FxHashMap<i64, u32>,
    compared: usize,
    too_short: usize,
}

/// Texts with the same words but for their changing parts. Any two are at least as alike as the threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The smallest 来件 id among its members: it names the template as long as that one is on file.
    pub id: i64,
    /// The 来件 against which the others are measured.
    pub representative: i64,
    /// Every 来件, ascending, with its similarity to the representative.
    pub members: Vec<(i64, Similarity)>,
}

/// Templates joined where any two of their texts are near.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clusters {
    /// Two or more 来件 each, ascending; ordered by their first. A cluster is named by its first 来件.
    pub members: Vec<Vec<i64>>,
    /// Buckets so full that templates were held against the largest only; near texts may be missing from a cluster.
    pub overfull: usize,
}

/// Every pair of 来件 at or above the threshold: within a form and a template implied, across templates listed.
pub struct Pairs<'a> {
    near: &'a NearTexts,
    across: Vec<(u32, u32)>,
    /// As in [`Clusters::overfull`].
    pub overfull: usize,
}

impl NearTexts {
    pub(super) fn new(
        forms: Sets,
        meetings: Meetings,
        templates: Templates,
        threshold: Similarity,
        filings: Vec<Vec<i64>>,
        compared: usize,
        too_short: usize,
    ) -> Self {
        let form_of = (0_u32..).zip(&filings).flat_map(|(form, ids)| ids.iter().map(move |id| (*id, form))).collect();
        Self { forms, meetings, templates, threshold, filings, form_of, compared, too_short }
    }

    /// Texts that were compared.
    pub const fn compared(&self) -> usize {
        self.compared
    }

    /// Texts that say too little to be compared.
    pub const fn too_short(&self) -> usize {
        self.too_short
    }

    /// Different texts among those compared.
    pub fn forms(&self) -> usize {
        self.forms.len()
    }

    /// Templates with two or more 来件, by id.
    pub fn templates(&self) -> Vec<Template> {
        let mut templates: Vec<Template> = (0..count(self.templates.len())).filter_map(|template| self.template(template)).collect();
        templates.sort_unstable_by_key(|template| template.id);
        templates
    }

    /// The representative of every template with two or more 来件, with the bands under which a text that comes alone meets it.
    pub fn bands_of_templates(&self) -> Vec<(i64, [u32; super::TEMPLATE_BANDS])> {
        let bands = |template: u32| {
            let leader = self.templates.leader(template);
            let representative = self.template(template)?.representative;
            Some((representative, super::alone::of_template(self.forms.of(leader))))
        };
        (0..count(self.templates.len())).filter_map(bands).collect()
    }

    fn template(&self, template: u32) -> Option<Template> {
        let leader = self.templates.leader(template);
        let forms = self.templates.members(template);
        if let [single] = forms
            && self.filings[*single as usize].len() < 2
        {
            return None;
        }
        let size = self.forms.size(leader);
        let similarity = |form| Similarity::of(self.templates.common_with_leader(form), self.forms.size(form), size);
        let mut members: Vec<(i64, Similarity)> =
            forms.iter().flat_map(|form| self.filings[*form as usize].iter().map(|id| (*id, similarity(*form)))).collect();
        members.sort_unstable();
        Some(Template { id: members.first()?.0, representative: *self.filings[leader as usize].first()?, members })
    }

    /// How alike two 来件 are; `None` where one was not compared.
    pub fn similarity(&self, a: i64, b: i64) -> Option<Similarity> {
        let (a, b) = (self.form_of.get(&a)?, self.form_of.get(&b)?);
        Some(self.forms.similarity(*a, *b))
    }

    fn comparison(&self) -> Comparison<'_> {
        Comparison { sets: &self.forms, meetings: &self.meetings, templates: &self.templates, threshold: self.threshold }
    }

    /// Joins templates to clusters; what hangs together already is not compared again.
    pub fn clusters(&self, threads: NonZeroUsize) -> Clusters {
        let (roots, overfull) = clusters::join(&self.comparison(), threads);
        let mut by_root: FxHashMap<u32, Vec<i64>> = FxHashMap::default();
        for (form, ids) in (0_u32..).zip(&self.filings) {
            by_root.entry(roots.root(self.templates.of(form))).or_default().extend(ids);
        }
        let mut members: Vec<Vec<i64>> = by_root.into_values().filter(|members| members.len() > 1).collect();
        members.iter_mut().for_each(|members| members.sort_unstable());
        members.sort_unstable();
        Clusters { members, overfull }
    }

    /// Every pair at or above the threshold.
    pub fn pairs(&self, threads: NonZeroUsize) -> Pairs<'_> {
        self.pairs_in_crowds(crowd::MOST, threads)
    }

    /// The same; crowds of more than `most` different texts are not compared throughout.
    pub(super) fn pairs_in_crowds(&self, most: usize, threads: NonZeroUsize) -> Pairs<'_> {
        let (across, overfull) = self.comparison().near(most, threads);
        Pairs { near: self, across, overfull }
    }
}

impl Pairs<'_> {
    /// How many pairs of 来件 there are.
    pub fn count(&self) -> u64 {
        let filings = |form: u32| self.near.filings[form as usize].len() as u64;
        let within: u64 = (0..count(self.near.templates.len()))
            .map(|template| {
                let all: u64 = self.near.templates.members(template).iter().map(|form| filings(*form)).sum();
                all * all.saturating_sub(1) / 2
            })
            .sum();
        within + self.across.iter().map(|(x, y)| filings(*x) * filings(*y)).sum::<u64>()
    }

    /// Visits every pair once, the smaller id first.
    pub fn each(&self, mut visit: impl FnMut(i64, i64)) {
        let filings = |form: u32| &self.near.filings[form as usize];
        let mut pair = |a: i64, b: i64| visit(a.min(b), a.max(b));
        let mut together = Vec::new();
        for template in 0..count(self.near.templates.len()) {
            together.clear();
            together.extend(self.near.templates.members(template).iter().flat_map(|form| filings(*form).iter().copied()));
            for (at, a) in together.iter().enumerate() {
                together[at + 1..].iter().for_each(|b| pair(*a, *b));
            }
        }
        for (x, y) in &self.across {
            for a in filings(*x) {
                filings(*y).iter().for_each(|b| pair(*a, *b));
            }
        }
    }
}
