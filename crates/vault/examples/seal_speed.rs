//! How many short fields a second one core seals, opens and blinds: `cargo run --release -p vault --example seal_speed`.

use std::{hint::black_box, time::Instant};

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use vault::{Cell, Class, Kek, Vault};

const FIELDS: i64 = 1_000_000;

fn main() {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let (vault, _) = Vault::create(&Kek::generate(&mut rng), &mut rng);
    let cell = |row| Cell { table: "submission_sealed", column: "phone", row };
    let sealed = vault.seal(Class::Phone, &cell(0), b"13800138000", &mut rng);

    report("seal", || {
        for row in 0..FIELDS {
            black_box(vault.seal(Class::Phone, &cell(row), b"13800138000", &mut rng));
        }
    });
    report("open", || {
        for _ in 0..FIELDS {
            black_box(vault.open(Class::Phone, &cell(0), &sealed)).expect("sealed for this cell");
        }
    });
    report("blind", || {
        for _ in 0..FIELDS {
            black_box(vault.blind("phone", black_box("13800138000")));
        }
    });
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time; nothing it computes depends on it")]
fn report(name: &str, run: impl FnOnce()) {
    let started = Instant::now();
    run();
    println!("{name}: {:.2} M fields/s", FIELDS as f64 / started.elapsed().as_secs_f64() / 1e6);
}
