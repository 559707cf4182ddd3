//! Near-duplicate narratives: seconds from texts to verified pairs and to clusters, and recall against an exact answer.
//!
//! `cargo xtask bench narratives_speed [--count N] [--threads N] [--clusters] [--peers]`
//! (default 100,000 texts, two threads). `--peers` lets other people's libraries answer the same question over the same
//! texts in the same run; see `narratives_speed.py`.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures time and reads its arguments")]

use std::collections::HashSet;
use std::io::Write as _;
use std::num::NonZeroUsize;
mod clock;

use assess::narratives::{Boilerplate, Masking, Narrative, Narratives, SHINGLES_NEEDED, Similarity};
use clock::Clock;

/// Texts whose neighbours are found by comparing them with all others.
const SAMPLE: usize = 1_000;

const THRESHOLD: Similarity = Similarity::permille(600);

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (mut count, mut threads, mut only_clusters, mut folder) = (100_000, 2, false, None);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|text| text.parse().ok()).expect("a number follows");
        match argument.as_str() {
            "--count" => count = number(),
            "--threads" => threads = number(),
            "--clusters" => only_clusters = true,
            "--peers" => {}
            "--folder" => folder = arguments.next(),
            other => panic!("unknown argument {other}"),
        }
    }
    let threads = NonZeroUsize::new(threads).expect("at least one thread");
    let texts = corpus(count);
    let chars: usize = texts.iter().take(1_000).map(|text| text.chars().count()).sum();
    println!("{count} texts, {} characters on average, {threads} threads", chars / texts.len().min(1_000));
    let all: Vec<Narrative<'_>> = (1..).zip(&texts).map(|(submission_id, text)| Narrative { submission_id, text, changing: &[] }).collect();

    let mut clock = Clock::start();
    let mut narratives = Narratives::new(Boilerplate::default(), Masking::Nothing);
    narratives.add(&all, threads);
    let read = clock.lap();
    let near = narratives.compare(THRESHOLD, threads);
    let compared = clock.lap();
    println!("read {read}, templates {compared} ({} texts, {} different)", near.compared(), near.forms());
    if only_clusters {
        let clusters = near.clusters(threads);
        let joined = clock.lap();
        let largest = clusters.members.iter().map(Vec::len).max().unwrap_or(0);
        println!("clusters {joined}: {}, the largest of {largest}, {} buckets overfull", clusters.members.len(), clusters.overfull);
        println!("total {}", read + compared + joined);
        return;
    }
    let pairs = near.pairs(threads);
    let listed = clock.lap();
    println!("pairs {listed}: {} at or above 0.6, {} buckets overfull", pairs.count(), pairs.overfull);
    let total = read + compared + listed;
    println!("total {total}");

    // The exact neighbours of a sample, another way: windows of characters in hash sets, everything against everything.
    let step = (count / SAMPLE).max(1);
    let sampled: Vec<usize> = (0..count).step_by(step).collect();
    let wanted = exact(&texts, &sampled);
    let is_sampled: HashSet<i64> = sampled.iter().map(|at| *at as i64 + 1).collect();
    let mut found = HashSet::new();
    pairs.each(|a, b| {
        if is_sampled.contains(&a) || is_sampled.contains(&b) {
            found.insert((a, b));
        }
    });
    let hit = wanted.iter().filter(|pair| found.contains(pair)).count();
    let wrong = found.iter().filter(|pair| !wanted.contains(pair)).count();
    println!("sample of {}: {} exact pairs, recall {:.5}, wrong {wrong}", sampled.len(), wanted.len(), hit as f64 / wanted.len() as f64);

    if let Some(folder) = folder {
        write(&format!("{folder}/texts.txt"), texts.iter());
        write(&format!("{folder}/pairs.txt"), wanted.iter().map(|(a, b)| format!("{} {}", a - 1, b - 1)));
        write(&format!("{folder}/seconds.txt"), [format!("{:.3} {:.3}", total.wall, total.processor)]);
    }
}

fn write(path: &str, lines: impl IntoIterator<Item = impl AsRef<str>>) {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).expect("the folder can be written"));
    for line in lines {
        writeln!(file, "{}", line.as_ref()).expect("the disk has room");
    }
}

/// Every pair at or above 0.6 of which one is in the sample.
fn exact(texts: &[String], sampled: &[usize]) -> HashSet<(i64, i64)> {
    let windows = |text: &str| -> HashSet<[char; 3]> {
        let kept: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        kept.windows(3).map(|window| [window[0], window[1], window[2]]).collect()
    };
    let mut holders: std::collections::HashMap<[char; 3], Vec<u32>> = std::collections::HashMap::new();
    let of_sample: Vec<HashSet<[char; 3]>> = sampled.iter().map(|at| windows(&texts[*at])).collect();
    for (number, set) in (0_u32..).zip(&of_sample) {
        set.iter().for_each(|window| holders.entry(*window).or_default().push(number));
    }
    let mut pairs = HashSet::new();
    let mut common = vec![0_u32; sampled.len()];
    for (at, text) in texts.iter().enumerate() {
        let set = windows(text);
        if set.len() < SHINGLES_NEEDED {
            continue;
        }
        common.fill(0);
        for number in set.iter().filter_map(|window| holders.get(window)).flatten() {
            common[*number as usize] += 1;
        }
        for (number, common) in common.iter().enumerate() {
            let other = sampled[number];
            let all = set.len() + of_sample[number].len() - *common as usize;
            if other != at && *common as usize * 10 >= all * 6 {
                pairs.insert((at.min(other) as i64 + 1, at.max(other) as i64 + 1));
            }
        }
    }
    pairs
}

/// A multiplicative generator: the same texts every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn words(&mut self, lexicon: &[String], count: usize) -> String {
        (0..count).map(|_| lexicon[self.below(lexicon.len())].as_str()).collect()
    }
}

/// What everybody quotes.
const QUOTED: [&str; 4] = [
    "上述行为违反了《中华人民共和国食品安全法》之规定，属于生产销售不符合食品安全标准的食品，请依法查处。",
    "根据《中华人民共和国消费者权益保护法》，经营者提供商品有欺诈行为的，应当按照消费者的要求增加赔偿其受到的损失。",
    "请求贵局依法组织调解，并在七个工作日内书面告知是否受理，在法定期限内书面答复处理结果。",
    "如未在法定期限内答复，本人将依法申请行政复议或者提起行政诉讼，维护自己的合法权益。",
];

/// Made-up complaints: nine in ten are copies of one of many templates with other names, dates and sums, sentences
/// dropped or added, words changed; few templates have thousands of copies, most have a handful; six in ten quote the law.
fn corpus(count: usize) -> Vec<String> {
    let mut dice = Dice(20_260_415);
    let word = |dice: &mut Dice| (0..2).map(|_| char::from_u32(0x4e00 + dice.below(2_500) as u32).expect("Chinese")).collect::<String>();
    let lexicon: Vec<String> = (0..6_000).map(|_| word(&mut dice)).collect();
    let traders: Vec<String> = (0..count / 40 + 50).map(|_| dice.words(&lexicon, 3) + "超市").collect();
    let templates: Vec<Vec<String>> = (0..count / 50 + 20)
        .map(|_| {
            let sentences = 5 + dice.below(5);
            (0..sentences)
                .map(|_| {
                    let words = 6 + dice.below(9);
                    dice.words(&lexicon, words) + "，"
                })
                .collect()
        })
        .collect();
    (0..count)
        .map(|_| {
            let mut text = format!(
                "本人{}于{}年{}月{}日在{}购买{}，支付{}.{}元。",
                dice.words(&lexicon, 1),
                2024 + dice.below(3),
                1 + dice.below(12),
                1 + dice.below(28),
                traders[dice.below(traders.len())],
                dice.words(&lexicon, 2),
                dice.below(3_000),
                dice.below(10)
            );
            if dice.below(10) == 0 {
                let words = 20 + dice.below(80);
                text.push_str(&dice.words(&lexicon, words));
            } else {
                // A draw below a draw below a draw: few templates are used by many, many by few.
                let chosen = (0..3).fold(templates.len(), |limit, _| dice.below(limit) + 1) - 1;
                let dropped = dice.below(30);
                for (at, sentence) in templates[chosen].iter().enumerate().filter(|(at, _)| *at != dropped) {
                    if dice.below(25) == 0 {
                        text.push_str(&dice.words(&lexicon, 8));
                    } else {
                        text.push_str(sentence);
                    }
                    if at == 2 && dice.below(4) == 0 {
                        text.push_str(&dice.words(&lexicon, 6));
                    }
                }
            }
            if dice.below(10) < 6 {
                text.push_str(QUOTED[dice.below(QUOTED.len())]);
            }
            text
        })
        .collect()
}
