//! What sorts of columns there are, and how alike two values of each can be.

use crate::compare::Level;
use crate::compare::worded;
use crate::linkage::derive::Derivation;

worded! {
    /// What a column holds; everything else about it has a default by its kind.
    Kind {
        Name = "name", "姓名";
        GivenName = "given_name", "名";
        Surname = "surname", "姓";
        BirthDate = "birth_date", "出生日期";
        Date = "date", "日期";
        IdNumber = "id_number", "证件号码";
        Phone = "phone", "电话";
        Address = "address", "地址";
        Street = "street", "街道门牌";
        City = "city", "城市";
        Region = "region", "省州";
        Postcode = "postcode", "邮政编码";
        Account = "account", "账号";
        Email = "email", "电子邮箱";
        Text = "text", "文字";
        /// Equal or not.
        Exact = "exact", "代码";
    }
}

/// One level of a kind: how alike, and how often two records of one body are so before anything was learned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelSpec {
    pub level: Level,
    /// The probability of the level among pairs of one body, where nothing is known yet.
    pub m: f64,
}

const fn at(level: Level, m: f64) -> LevelSpec {
    LevelSpec { level, m }
}

use Level::{
    Close, Conflict, Differs, Equal, GivenDiffers, Homophone, Lookalike, Masked, Near, NearSound, Neighbour, Part, Street, Swapped, Title,
    Weak,
};

const NAME: &[LevelSpec] = &[
    at(Equal, 0.725),
    at(Swapped, 0.02),
    at(Homophone, 0.05),
    at(Lookalike, 0.02),
    at(NearSound, 0.01),
    at(Near, 0.05),
    at(Close, 0.03),
    at(Masked, 0.02),
    at(Title, 0.02),
    at(Part, 0.03),
    at(GivenDiffers, 0.005),
    at(Differs, 0.02),
];
const GIVEN_NAME: &[LevelSpec] =
    &[at(Equal, 0.76), at(Swapped, 0.01), at(Near, 0.08), at(Homophone, 0.02), at(Close, 0.03), at(Part, 0.03), at(Differs, 0.07)];
const SURNAME: &[LevelSpec] = &[at(Equal, 0.82), at(Near, 0.08), at(Homophone, 0.02), at(Close, 0.02), at(Part, 0.02), at(Differs, 0.04)];
const DATE: &[LevelSpec] = &[at(Equal, 0.85), at(Swapped, 0.01), at(Near, 0.06), at(Close, 0.03), at(Part, 0.02), at(Differs, 0.03)];
const NUMBER: &[LevelSpec] =
    &[at(Equal, 0.84), at(Masked, 0.05), at(Near, 0.06), at(Close, 0.015), at(Weak, 0.01), at(Differs, 0.024), at(Conflict, 0.001)];
const PHONE: &[LevelSpec] = &[at(Equal, 0.68), at(Masked, 0.04), at(Part, 0.05), at(Near, 0.05), at(Differs, 0.18)];
const WRITING: &[LevelSpec] = &[at(Equal, 0.55), at(Near, 0.17), at(Close, 0.1), at(Part, 0.08), at(Weak, 0.05), at(Differs, 0.05)];
const ADDRESS: &[LevelSpec] = &[
    at(Equal, 0.5),
    at(Near, 0.17),
    at(Close, 0.1),
    at(Part, 0.1),
    at(Neighbour, 0.02),
    at(Weak, 0.04),
    at(Street, 0.01),
    at(Differs, 0.06),
];
const CITY: &[LevelSpec] = &[at(Equal, 0.8), at(Near, 0.09), at(Close, 0.03), at(Part, 0.02), at(Differs, 0.06)];
const REGION: &[LevelSpec] = &[at(Equal, 0.9), at(Near, 0.03), at(Differs, 0.07)];
const POSTCODE: &[LevelSpec] = &[at(Equal, 0.82), at(Near, 0.08), at(Part, 0.03), at(Differs, 0.07)];
const ACCOUNT: &[LevelSpec] = &[at(Equal, 0.75), at(Masked, 0.03), at(Near, 0.05), at(Differs, 0.17)];
const EMAIL: &[LevelSpec] = &[at(Equal, 0.7), at(Near, 0.07), at(Part, 0.08), at(Differs, 0.15)];
const EXACT: &[LevelSpec] = &[at(Equal, 0.9), at(Differs, 0.1)];

impl Kind {
    /// The levels in which two values of this kind are compared, most alike first. The first is always
    /// [`Level::Equal`]; a pair gets the first that it reaches.
    pub const fn levels(self) -> &'static [LevelSpec] {
        match self {
            Self::Name => NAME,
            Self::GivenName => GIVEN_NAME,
            Self::Surname => SURNAME,
            Self::BirthDate | Self::Date => DATE,
            Self::IdNumber => NUMBER,
            Self::Phone => PHONE,
            Self::Address => ADDRESS,
            Self::Street | Self::Text => WRITING,
            Self::City => CITY,
            Self::Region => REGION,
            Self::Postcode => POSTCODE,
            Self::Account => ACCOUNT,
            Self::Email => EMAIL,
            Self::Exact => EXACT,
        }
    }

    /// What two people of one household or office have in common by living or working together, and what is a person's own.
    pub(crate) const fn sharing(self) -> Sharing {
        match self {
            Self::GivenName | Self::BirthDate | Self::IdNumber => Sharing::Own,
            Self::Name => Sharing::Named,
            Self::Surname | Self::Phone | Self::Address | Self::Street | Self::City | Self::Region | Self::Postcode | Self::Account => {
                Sharing::Common
            }
            Self::Date | Self::Email | Self::Text | Self::Exact => Sharing::Unknown,
        }
    }

    /// Whether two who agree in it may do so because they share it, an address for one.
    pub(crate) const fn is_shared_by_households(self) -> bool {
        matches!(self, Self::Phone | Self::Address | Self::Street | Self::Account)
    }

    /// Levels that say more the rarer it is what the two have in common, with what that is.
    pub(crate) const fn rated(self) -> &'static [Rated] {
        match self {
            Self::Name => &[
                Rated { level: Homophone, common: Derivation::Sound, is_exact: true },
                Rated { level: Masked, common: Derivation::Surname, is_exact: false },
                Rated { level: Title, common: Derivation::Surname, is_exact: false },
            ],
            Self::Address => &[Rated { level: Near, common: Derivation::Door, is_exact: true }],
            _ => &[],
        }
    }

    /// The place of `level` among [`Kind::levels`]; a comparison that finds one which the kind has not is a bug of ours.
    pub(crate) fn place(self, level: Level) -> u8 {
        let place = self.levels().iter().position(|spec| spec.level == level);
        place.expect("a kind compares in its own levels") as u8
    }

    /// Whether several columns of this kind are read as one text (two address lines) and not as alternatives (two phones).
    pub const fn joins(self) -> bool {
        matches!(self, Self::Name | Self::GivenName | Self::Surname | Self::Address | Self::Street | Self::City | Self::Text)
    }
}

/// See [`Kind::rated`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rated {
    pub(crate) level: Level,
    pub(crate) common: Derivation,
    /// Whether two who have it in common are as a rule at this level or equal: then the level's frequency among strangers is
    /// counted. Otherwise it is only known to go with that of what is common.
    pub(crate) is_exact: bool,
}

/// See [`Kind::sharing`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sharing {
    /// Agrees between relatives as seldom as between strangers.
    Own,
    /// A whole name: relatives share at most a surname.
    Named,
    /// Agrees between relatives as between two records of one.
    Common,
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_begin_equal_and_are_a_distribution() {
        for kind in Kind::ALL {
            let levels = kind.levels();
            assert_eq!(levels[0].level, Equal, "{}", kind.code());
            let sum: f64 = levels.iter().map(|spec| spec.m).sum();
            assert!((sum - 1.0).abs() < 1e-9, "{}: {sum}", kind.code());
            assert!(levels.len() < 15, "four bits hold a level or that there is none");
        }
    }
}
