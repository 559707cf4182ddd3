//! Reads circumstances from policy files, and refuses a file that is not right with its line.

mod dto;
mod read;
#[cfg(test)]
mod tests;

use crate::circumstance::Circumstance;

/// One policy file: its name for messages, its text.
#[derive(Clone, Copy, Debug)]
pub struct PolicyFile<'a> {
    pub name: &'a str,
    pub text: &'a str,
}

/// Why a policy file cannot be used. The message is Chinese and names what was expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file} 第{line}行：{message}")]
pub struct PolicyError {
    pub file: String,
    /// From 1.
    pub line: usize,
    pub message: String,
}

/// The circumstances in force in this deployment, ordered by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circumstances {
    list: Vec<Circumstance>,
}

/// The files under `policy/circumstances/` that the program carries.
macro_rules! carried {
    ($($id:literal)+) => {
        &[$(PolicyFile {
            name: concat!($id, ".toml"),
            text: include_str!(concat!("../../../../policy/circumstances/", $id, ".toml")),
        }),+]
    };
}

const BUILTIN: &[PolicyFile<'static>] = carried! {
    "o121.17.1"
    "o121.17.2"
    "o121.17.3"
    "o121.17.4"
    "o121.17.5"
    "yy16.2.1"
    "yy16.2.2"
    "yy16.2.3"
    "yy16.2.4"
    "yy16.2.5"
    "yy16.2.6"
    "yy16.2.7"
    "yy16.2.8"
    "yy16.3.1"
    "yy16.3.2"
    "yy16.3.3"
    "yy16.3.4"
    "yy16.3.5"
    "yy16.3.6"
};

impl Circumstances {
    /// The circumstances that the program carries.
    pub fn builtin() -> Self {
        Self::parse(BUILTIN).expect("the files compiled in are parsed by a test")
    }

    /// Reads one circumstance per file.
    pub fn parse(files: &[PolicyFile<'_>]) -> Result<Self, PolicyError> {
        let mut list: Vec<Circumstance> = Vec::with_capacity(files.len());
        for file in files {
            let circumstance = read::circumstance(file)?;
            if list.iter().any(|c| c.id == circumstance.id) {
                return Err(PolicyError {
                    file: file.name.to_owned(),
                    line: 1,
                    message: format!("情形 {} 已在另一个文件中写过", circumstance.id),
                });
            }
            list.push(circumstance);
        }
        list.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(Self { list })
    }

    /// The text of a file that the program carries, by circumstance.
    pub fn builtin_text(id: &str) -> Option<&'static str> {
        BUILTIN.iter().find(|file| file.name.strip_suffix(".toml") == Some(id)).map(|file| file.text)
    }

    /// These circumstances with some in other versions: each of `others` takes the place of the one with its id.
    #[must_use]
    pub fn with(&self, others: impl IntoIterator<Item = Circumstance>) -> Self {
        let mut list = self.list.clone();
        for other in others {
            match list.iter_mut().find(|known| known.id == other.id) {
                Some(known) => *known = other,
                None => list.push(other),
            }
        }
        list.sort_by(|a, b| a.id.cmp(&b.id));
        Self { list }
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Circumstance> {
        self.list.iter()
    }

    pub fn get(&self, id: &str) -> Option<&Circumstance> {
        self.list.iter().find(|c| c.id == id)
    }
}

impl<'a> IntoIterator for &'a Circumstances {
    type Item = &'a Circumstance;
    type IntoIter = std::slice::Iter<'a, Circumstance>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
