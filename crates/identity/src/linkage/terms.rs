//! Writing of several words: what two of them share, weighed by how rare it is in the column.

use crate::compare::Level;
use crate::linkage::kind::Kind;
use crate::linkage::texts::Interner;
use crate::linkage::{edit, fold};

/// Words of one value that are compared; a novel in a cell costs no more than this.
const MOST_WORDS: usize = 120;
/// Words left over on one side that are held against those of the other by edits.
const MOST_LOOSE: usize = 8;

/// How streets and firms are commonly shortened: the long forms, and the short one that stands for all.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("street", "st"),
    ("str", "st"),
    ("strasse", "st"),
    ("road", "rd"),
    ("avenue", "ave"),
    ("av", "ave"),
    ("drive", "dr"),
    ("drv", "dr"),
    ("place", "pl"),
    ("court", "ct"),
    ("crt", "ct"),
    ("crescent", "cres"),
    ("cr", "cres"),
    ("close", "cl"),
    ("circuit", "cct"),
    ("circle", "cir"),
    ("lane", "ln"),
    ("terrace", "tce"),
    ("ter", "tce"),
    ("terr", "tce"),
    ("parade", "pde"),
    ("highway", "hwy"),
    ("boulevard", "blvd"),
    ("blv", "blvd"),
    ("parkway", "pkwy"),
    ("square", "sq"),
    ("north", "n"),
    ("south", "s"),
    ("east", "e"),
    ("west", "w"),
    ("apartment", "apt"),
    ("building", "bldg"),
    ("floor", "fl"),
    ("suite", "ste"),
    ("saint", "st"),
    ("mount", "mt"),
    ("fort", "ft"),
    ("first", "1st"),
    ("second", "2nd"),
    ("third", "3rd"),
    ("fourth", "4th"),
    ("fifth", "5th"),
    ("sixth", "6th"),
    ("seventh", "7th"),
    ("eighth", "8th"),
    ("ninth", "9th"),
    ("tenth", "10th"),
];

/// The words of a column with what each is worth.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    words: Interner,
    /// In how many different values a word stands.
    values: Vec<u32>,
    different_values: u32,
    worth: Vec<f32>,
}

impl Terms {
    fn id(&mut self, word: &str) -> u32 {
        let (id, is_new) = self.words.id(word);
        if is_new {
            self.values.push(0);
        }
        id
    }

    /// Sets what each word is worth (inverse document frequency), once all values were read.
    pub(crate) fn weigh(&mut self) {
        let all = f64::from(self.different_values.max(1));
        self.worth = self.values.iter().map(|n| (1.0 + all / f64::from((*n).max(1))).ln() as f32).collect();
    }

    pub(crate) fn worth(&self, word: u32) -> f32 {
        self.worth.get(word as usize).copied().unwrap_or(1.0)
    }

    pub(crate) fn word(&self, word: u32) -> &str {
        self.words.texts().get(word)
    }
}

/// The words of one value.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    /// Different words, by id.
    pub(crate) ids: Box<[u32]>,
}

/// The text that is compared: folded, for addresses with the usual short forms, Han characters in pairs.
pub(crate) fn text(raw: &str, kind: Kind) -> String {
    let folded = fold::words(raw);
    if !matches!(kind, Kind::Address | Kind::Street) || folded.is_empty() {
        return folded;
    }
    let short = |word| SHORT_FORMS.iter().find(|(long, _)| *long == word).map_or(word, |(_, short)| *short);
    folded.split(' ').map(short).collect::<Vec<_>>().join(" ")
}

impl Words {
    pub(crate) fn read(text: &str, terms: &mut Terms) -> Self {
        let mut ids: Vec<u32> = Vec::new();
        for word in text.split(' ') {
            if fold::has_han(word) {
                ids.extend(pairs_of_characters(word).iter().map(|pair| terms.id(pair)));
            } else {
                ids.push(terms.id(word));
            }
            if ids.len() >= MOST_WORDS {
                break;
            }
        }
        ids.sort_unstable();
        ids.dedup();
        for id in &ids {
            terms.values[*id as usize] += 1;
        }
        terms.different_values += 1;
        Self { ids: ids.into() }
    }

    /// The words worth most, the rarest first.
    pub(crate) fn rarest<'t>(&self, terms: &'t Terms, count: usize) -> impl Iterator<Item = &'t str> {
        let mut ids: Vec<u32> = self.ids.to_vec();
        ids.sort_by(|a, b| terms.worth(*b).total_cmp(&terms.worth(*a)).then_with(|| terms.word(*a).cmp(terms.word(*b))));
        ids.truncate(count);
        ids.into_iter().map(|id| terms.word(id))
    }
}

/// Neighbouring characters of a text without spaces; runs of digits and letters stay whole.
fn pairs_of_characters(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    let mut before: Option<char> = None;
    for c in text.chars() {
        if fold::is_han(c) {
            if !run.is_empty() {
                found.push(std::mem::take(&mut run));
            }
            found.push(before.map_or_else(|| c.to_string(), |before| format!("{before}{c}")));
            before = Some(c);
        } else {
            run.push(c);
            before = None;
        }
    }
    if !run.is_empty() {
        found.push(run);
    }
    found
}

/// Ids depend on who was read first, so what is greedy below goes by the words themselves.
pub(crate) fn level(a: Written<'_>, b: Written<'_>, kind: Kind, terms: &Terms) -> Level {
    let (a, b) = if a.1 <= b.1 { (a, b) } else { (b, a) };
    if kind == Kind::Name { name_level(a, b, terms) } else { writing_level(a, b, kind, terms) }
}

/// The words of a value and its text.
type Written<'v> = (&'v Words, &'v str);

fn writing_level((a, a_text): Written<'_>, (b, b_text): Written<'_>, kind: Kind, terms: &Terms) -> Level {
    let shared = Shared::of(a, b, terms);
    let by_words = shared.similarity(terms);
    let numbers_agree = !shared.loose_a.iter().chain(&shared.loose_b).any(|id| has_digit(terms.word(*id)));
    let is_short = a.ids.len().max(b.ids.len()) <= 6;
    let by_edits = if numbers_agree && is_short { edit::ratio(a_text, b_text) } else { 0.0 };
    let similarity = by_words.max(by_edits);
    // A house is another house, however alike the rest is.
    let houses_differ = kind == Kind::Address && shared.numbers_disagree(terms);
    if !numbers_agree && a.ids.len() == 1 && b.ids.len() == 1 {
        return code_level(a_text, b_text);
    }
    match similarity {
        0.88.. if !houses_differ => Level::Near,
        0.74.. if !houses_differ => Level::Close,
        0.55.. => Level::Part,
        0.35.. => Level::Weak,
        _ => Level::Differs,
    }
}

/// One word with digits against another: a model's or house's number.
fn code_level(a: &str, b: &str) -> Level {
    let length = a.chars().count().min(b.chars().count());
    match edit::distance(a, b) {
        1 if length >= 6 => Level::Near,
        1 if length >= 4 => Level::Close,
        1 if length >= 2 => Level::Part,
        2 if length >= 6 => Level::Weak,
        _ => Level::Differs,
    }
}

fn name_level((a, a_text): Written<'_>, (b, b_text): Written<'_>, terms: &Terms) -> Level {
    if a.ids == b.ids {
        return Level::Swapped;
    }
    if edit::distance(a_text, b_text) == 1 && a_text.len().min(b_text.len()) >= 5 {
        return Level::Near;
    }
    let shared = Shared::of(a, b, terms);
    let (few, many) =
        if shared.loose_a.len() <= shared.loose_b.len() { (&shared.loose_a, &shared.loose_b) } else { (&shared.loose_b, &shared.loose_a) };
    let sounds_in = |word: &str| many.iter().any(|other| fold::sound(terms.word(*other)) == fold::sound(word));
    if few.len() == many.len() && few.iter().all(|id| sounds_in(terms.word(*id))) {
        return Level::Homophone;
    }
    let alike = |word: &str, other: &str| {
        word.len().min(other.len()) >= 3 && (edit::distance(word, other) <= 1 || edit::jaro_winkler(word, other) >= 0.92)
    };
    let begins = |word: &str, other: &str| other.starts_with(word) || word.starts_with(other);
    let all = |fits: &dyn Fn(&str, &str) -> bool| few.iter().all(|x| many.iter().any(|y| fits(terms.word(*x), terms.word(*y))));
    let in_common = shared.same.len();
    if few.len() == many.len() && (in_common > 0 || few.len() > 1) && all(&alike) {
        Level::Close
    } else if in_common > 0 && in_common + few.len() >= 2 && all(&|x, y| alike(x, y) || begins(x, y)) {
        Level::Part
    } else if in_common > 0 {
        Level::GivenDiffers
    } else if edit::ratio(a_text, b_text) >= 0.8 {
        Level::Close
    } else {
        Level::Differs
    }
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
}

/// What two values have in common, and what is left of each.
struct Shared {
    same: Vec<u32>,
    loose_a: Vec<u32>,
    loose_b: Vec<u32>,
}

impl Shared {
    fn of(a: &Words, b: &Words, terms: &Terms) -> Self {
        let mut shared = Self { same: Vec::new(), loose_a: Vec::new(), loose_b: Vec::new() };
        let (mut i, mut j) = (0, 0);
        while i < a.ids.len() || j < b.ids.len() {
            match (a.ids.get(i), b.ids.get(j)) {
                (Some(x), Some(y)) if x == y => {
                    shared.same.push(*x);
                    i += 1;
                    j += 1;
                }
                (Some(x), Some(y)) if x < y => {
                    shared.loose_a.push(*x);
                    i += 1;
                }
                (Some(x), None) => {
                    shared.loose_a.push(*x);
                    i += 1;
                }
                (_, Some(y)) => {
                    shared.loose_b.push(*y);
                    j += 1;
                }
                (None, None) => break,
            }
        }
        shared.loose_a.sort_unstable_by_key(|id| terms.word(*id));
        shared.loose_b.sort_unstable_by_key(|id| terms.word(*id));
        shared
    }

    /// The cosine over words by their worth; words an edit apart count for almost as much, begun ones for half.
    fn similarity(&self, terms: &Terms) -> f64 {
        let square = |ids: &[u32]| ids.iter().map(|id| f64::from(terms.worth(*id)).powi(2)).sum::<f64>();
        let same = square(&self.same);
        let (a, b) = (same + square(&self.loose_a), same + square(&self.loose_b));
        if a == 0.0 || b == 0.0 {
            return 0.0;
        }
        let mut dot = same;
        let mut taken = 0_u32;
        for x in self.loose_a.iter().take(MOST_LOOSE) {
            let best = self.loose_b.iter().take(MOST_LOOSE).enumerate().filter(|(j, _)| taken & (1 << j) == 0);
            let best = best.map(|(j, y)| (alike(terms.word(*x), terms.word(*y)), j, *y)).filter(|(s, ..)| *s > 0.0);
            if let Some((likeness, j, y)) = best.max_by(|p, q| p.0.total_cmp(&q.0).then(q.2.cmp(&p.2))) {
                taken |= 1 << j;
                dot += likeness * f64::from(terms.worth(*x)) * f64::from(terms.worth(y));
            }
        }
        dot / (a * b).sqrt()
    }

    fn numbers_disagree(&self, terms: &Terms) -> bool {
        let number = |ids: &[u32]| ids.iter().any(|id| has_digit(terms.word(*id)));
        number(&self.loose_a) && number(&self.loose_b)
    }
}

fn alike(a: &str, b: &str) -> f64 {
    if has_digit(a) || has_digit(b) {
        return 0.0;
    }
    let (longer, shorter) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let length = shorter.chars().count();
    if length >= 4 {
        let edits = edit::distance(a, b);
        if edits == 1 || (edits == 2 && length >= 8) {
            return 0.9;
        }
    }
    if longer.starts_with(shorter) { if length >= 3 { 0.7 } else { 0.5 } } else { 0.0 }
}
