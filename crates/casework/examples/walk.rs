//! Random walks over the whole state machine: `cargo run --release -p casework --example walk -- [SEQUENCES] [FIRST_SEED]`.

#[path = "../tests/walk/mod.rs"]
mod walk;

fn main() -> std::process::ExitCode {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>());
    let (Ok(sequences), Ok(first)) = (numbers.next().unwrap_or(Ok(1_000_000)), numbers.next().unwrap_or(Ok(0))) else {
        eprintln!("walk [SEQUENCES] [FIRST_SEED]");
        return std::process::ExitCode::from(2);
    };
    let (mut tried, mut done) = (0, 0);
    for seed in first..first + sequences {
        match walk::walk(seed) {
            Ok(walked) => {
                tried += walked.tried;
                done += walked.done;
            }
            Err(broken) => {
                eprintln!("{broken}");
                return std::process::ExitCode::FAILURE;
            }
        }
    }
    println!("{sequences} sequences from seed {first}: {tried} acts tried, {done} let through, 0 invariants broken");
    std::process::ExitCode::SUCCESS
}
