//! One slip of the hand, counted in characters or digits, never in bytes.

/// Whether one substitution, insertion, deletion or swap of neighbours turns `a` into `b`. Equal ones are no slip.
pub(crate) fn one_slip<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    let shared = a.iter().zip(b).take_while(|(p, q)| p == q).count();
    let (a, b) = (&a[shared..], &b[shared..]);
    let ending = a.iter().rev().zip(b.iter().rev()).take_while(|(p, q)| p == q).count();
    let (a, b) = (&a[..a.len() - ending], &b[..b.len() - ending]);
    match (a, b) {
        ([_], [_]) | ([_], []) | ([], [_]) => true,
        ([p, q], [r, s]) => p == s && q == r,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips() {
        let table = [
            ("张建国", "张建国", false),
            ("张建国", "张建军", true),
            ("张建国", "张国建", true),
            ("张建国", "张国", true),
            ("建国", "张建国", true),
            ("张建国", "国建张", false),
            ("张建国", "李建军", false),
            ("明明", "明", true),
            ("", "明", true),
            ("", "", false),
            ("abcd", "acbd", true),
            ("abcd", "badc", false),
        ];
        for (a, b, is_slip) in table {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            assert_eq!((one_slip(&a, &b), one_slip(&b, &a)), (is_slip, is_slip), "{a:?} {b:?}");
        }
    }
}
