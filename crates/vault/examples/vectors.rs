//! Sealed values, wrapped keys and blind keys with everything that another implementation needs to recompute them, a JSON line
//! each: `cargo run --release -p vault --example vectors -- 100000 1 | …`. Keys and values are made up.

use std::fmt::Write as _;
use std::io::{BufWriter, Write as _, stdout};

use rand_chacha::{
    ChaCha12Rng,
    rand_core::{Rng, SeedableRng},
};
use vault::{Cell, Class, Kek, Vault};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u64>());
    let count = arguments.next().and_then(Result::ok).unwrap_or(1_000);
    let seed = arguments.next().and_then(Result::ok).unwrap_or(1);
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    let kek = Kek::generate(&mut rng);
    let (vault, keys) = Vault::create(&kek, &mut rng);
    let mut out = BufWriter::new(stdout().lock());
    writeln!(out, "{{\"kek\":\"{}\"}}", kek.to_file_text().lines().last().unwrap_or_default())?;
    for key in &keys {
        writeln!(out, "{{\"class\":\"{}\",\"version\":{},\"wrapped\":\"{}\"}}", key.class, key.version, hex(&key.wrapped))?;
    }
    for at in 0..count {
        let class = Class::ALL[(rng.next_u64() % Class::ALL.len() as u64) as usize];
        let cell = Cell { table: "submission_sealed", column: class.code(), row: rng.next_u64() as i64 };
        // Every length around the edges of a block, and now and then a page of text.
        let mut value = vec![0_u8; if at % 100 == 99 { 4_096 } else { (at % 67) as usize }];
        rng.fill_bytes(&mut value);
        let sealed = vault.seal(class, &cell, &value, &mut rng);
        let words = hex(&value[..value.len().min(40)]);
        writeln!(
            out,
            "{{\"column\":\"{}\",\"row\":{},\"value\":\"{}\",\"sealed\":\"{}\",\"words\":\"{words}\",\"blind\":\"{}\",\"digest\":\"{}\"}}",
            cell.column,
            cell.row,
            hex(&value),
            hex(&sealed),
            hex(vault.blind(cell.column, &words).as_bytes()),
            hex(&vault.digest(&value))
        )?;
    }
    out.flush()
}
