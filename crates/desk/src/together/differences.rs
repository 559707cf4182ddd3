//! Where two texts differ, by the longest common subsequence of their characters and numbers.

use crate::view::Piece;

/// Characters compared; what is longer is cut, so that a page stays quick.
const LIMIT: usize = 1_200;

/// Both texts in pieces, those that the other lacks marked. A number is one thing: 3 is not a part of 13.
pub(super) fn mark(left: &str, right: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (left, right) = (words(left), words(right));
    let width = right.len() + 1;
    let mut longest = vec![0_u16; (left.len() + 1) * width];
    for i in (0..left.len()).rev() {
        for j in (0..right.len()).rev() {
            longest[i * width + j] = if left[i] == right[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let (mut own, mut others) = (Vec::new(), Vec::new());
    while i < left.len() || j < right.len() {
        if i < left.len() && j < right.len() && left[i] == right[j] {
            push(&mut own, left[i], false);
            push(&mut others, right[j], false);
            (i, j) = (i + 1, j + 1);
        } else if j == right.len() || (i < left.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
            push(&mut own, left[i], true);
            i += 1;
        } else {
            push(&mut others, right[j], true);
            j += 1;
        }
    }
    (own, others)
}

/// The characters of a text up to the limit, the digits of one number together.
fn words(text: &str) -> Vec<&str> {
    let end = text.char_indices().nth(LIMIT).map_or(text.len(), |(end, _)| end);
    let mut words = Vec::new();
    let mut rest = &text[..end];
    while let Some(first) = rest.chars().next() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (word, after) = rest.split_at(digits.max(first.len_utf8()));
        words.push(word);
        rest = after;
    }
    words
}

fn push(pieces: &mut Vec<Piece>, word: &str, differs: bool) {
    match pieces.last_mut() {
        Some(last) if last.differs == differs => last.text.push_str(word),
        _ => pieces.push(Piece { text: word.to_owned(), differs }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_other_lacks_is_marked() {
        let shown = |pieces: Vec<Piece>| -> String {
            pieces.iter().map(|piece| if piece.differs { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
        };
        let (own, others) = mark("我于3月1日买了酱板鸭，要求赔偿", "我于12月9日买了茶，要求十倍赔偿");
        assert_eq!(shown(own), "我于[3]月[1]日买了[酱板鸭]，要求赔偿");
        assert_eq!(shown(others), "我于[12]月[9]日买了[茶]，要求[十倍]赔偿");
        assert_eq!(mark("", "").0, []);
    }
}
