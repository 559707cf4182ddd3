//! The pack that the program carries: `policy/law` of this repository.

use crate::{Pack, PackFile};

macro_rules! files {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../../policy/law/", $path)))),+]
    };
}

const FILES: &[(&str, &str)] = files![
    "instruments/o20.toml",
    "instruments/o121.toml",
    "instruments/yy16.toml",
    "instruments/consumer-law.toml",
    "instruments/consumer-law-rules.toml",
    "instruments/penalty-procedure.toml",
    "instruments/crime-referral.toml",
    "instruments/by-number.toml",
    "instruments/own.toml",
    "instruments/personal-information.toml",
    "instruments/punitive-damages.toml",
    "rules.toml",
    "terms.toml",
    "adoptions.toml",
    "calendar.toml",
    "articles-map.toml",
    "thresholds.toml",
];

impl Pack {
    /// The law that ships with the program.
    ///
    /// # Panics
    /// Only if the files compiled in are broken, which a test rules out.
    pub fn builtin() -> Self {
        match Self::parse(&Self::builtin_files()) {
            Ok(pack) => pack,
            Err(error) => panic!("the law pack compiled into the program is broken: {error}"),
        }
    }

    /// The law that ships with the program and what a deployment added: next year's calendar, an adoption, another instrument.
    pub fn with_files(added: &[PackFile]) -> Result<Self, crate::PackError> {
        let mut files = Self::builtin_files();
        files.extend_from_slice(added);
        Self::parse(&files)
    }

    /// The files of the built-in pack: a deployment changes or adds some and parses them again.
    pub fn builtin_files() -> Vec<PackFile> {
        FILES.iter().map(|&(name, text)| PackFile { name: name.to_owned(), text: text.to_owned() }).collect()
    }
}
