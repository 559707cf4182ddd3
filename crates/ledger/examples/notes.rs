//! Signed notes for another implementation to check, each after its verifiers' lines: `cargo run -p ledger --example notes -- 100`.
//! The keys are made up: counted up from the number of the note.

use ledger::LogKeys;
use zeroize::Zeroizing;

fn main() {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(10_u32);
    for number in 1..=count {
        let secret = |kind: u8| {
            let mut secret = Zeroizing::new([kind; 32]);
            secret[..4].copy_from_slice(&number.to_be_bytes());
            secret
        };
        let keys = LogKeys::new("log.city.example", &secret(1), &secret(2)).expect("a name and two secrets");
        let note = keys.sign(&format!("log.city.example\n{number}\n{}\n", "账本".repeat(number as usize % 40 + 1))).expect("SM2 signs");
        for verifier in keys.verifiers() {
            println!("{}", verifier.to_text());
        }
        println!("{}\n.", note.to_text());
    }
}
