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
const BUILTIN: [PolicyFile<'static>; 4] = [
    PolicyFile { name: "o121.17.4.toml", text: include_str!("../../../../policy/circumstances/o121.17.4.toml") },
    PolicyFile { name: "yy16.2.3.toml", text: include_str!("../../../../policy/circumstances/yy16.2.3.toml") },
    PolicyFile { name: "yy16.2.6.toml", text: include_str!("../../../../policy/circumstances/yy16.2.6.toml") },
    PolicyFile { name: "yy16.3.2.toml", text: include_str!("../../../../policy/circumstances/yy16.3.2.toml") },
];

impl Circumstances {
    /// The circumstances that the program carries.
    pub fn builtin() -> Self {
        Self::parse(&BUILTIN).expect("the files compiled in are parsed by a test")
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
