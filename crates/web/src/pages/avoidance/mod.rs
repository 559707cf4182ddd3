//! 回避申报: what ties an officer to traders and people, declared by the officer.

pub(crate) mod mine;
