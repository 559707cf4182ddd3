//! R1: `cargo run --release -p law --example histories -- [LIVES] [SEED]`.

#[path = "../tests/lives/mod.rs"]
mod lives;

fn main() -> std::process::ExitCode {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().map_or(Ok(1_000_000), |text| text.parse());
    let seed = arguments.next().map_or(Ok(20_261_124), |text| text.parse());
    let (Ok(count), Ok(seed)) = (count, seed) else {
        eprintln!("histories [LIVES] [SEED]");
        return std::process::ExitCode::from(2);
    };
    match lives::live_all(count, seed) {
        Ok(lived) => {
            println!("{lived} lives of clocks, 0 differences");
            std::process::ExitCode::SUCCESS
        }
        Err(differs) => {
            eprintln!("{differs}");
            std::process::ExitCode::FAILURE
        }
    }
}
