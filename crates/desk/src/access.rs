//! 访问控制: who may do what, and who may read which personal field. The answer is that of the Cedar policies in
//! `policy/access`, which the program carries; every use case asks before anything else.

mod engine;
mod grant;
mod matrix;

use casework::codes::{Department, FieldClass, OrgLevel, Role};

use crate::DeskError;

pub use grant::{Grant, Released, Subject};
pub(crate) use grant::{clear, printing, purpose, table};
pub use matrix::matrix;

/// Who asks, as far as policies look at people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    pub account_id: i64,
    /// One's own, and those of people whom one stands in for.
    pub roles: Vec<Role>,
    pub org_id: i64,
    pub level: OrgLevel,
    pub department: Department,
}

/// Declares what can be done with the name of its action in `policy/access`.
macro_rules! permissions {
    ($($(#[$meta:meta])* $variant:ident = $action:literal;)+) => {
        /// What can be done, as far as posts differ.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Permission { $($(#[$meta])* $variant),+ }

        impl Permission {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The action that policies name.
            pub const fn action(self) -> &'static str {
                match self { $(Self::$variant => $action),+ }
            }
        }
    };
}

permissions! {
    ViewCases = "ViewCases";
    Reveal = "Reveal";
    Import = "Import";
    Export = "ExportTables";
    Assign = "Assign";
    /// Accept, decline, end, file: acts with legal effect.
    Decide = "Decide";
    /// Extend a term, rule on a challenge, refer to the police: what the law leaves to the head.
    Approve = "Approve";
    /// Join, split and forbid links between filings.
    JudgeIdentity = "JudgeIdentity";
    /// Set and lift protection flags.
    Protect = "Protect";
    /// See the 异常名录 as far as one's units proposed or received it.
    ViewRegistry = "ViewRegistry";
    /// Propose an entry, tell the person, take and answer objections, withdraw.
    ProposeRegistry = "ProposeRegistry";
    /// The second approver: review, list, keep, renew, remove, recognise.
    ReviewRegistry = "ReviewRegistry";
    /// Prepare and approve the impact assessment, switch the registry on and off; at the root only.
    GovernRegistry = "GovernRegistry";
    /// Draft a version of a circumstance, try it out, run it in the shadow.
    DraftPolicy = "DraftPolicy";
    /// Put a version that somebody else drafted into effect.
    ApprovePolicy = "ApprovePolicy";
    /// 联络员: see what concerns one's own unit in another department.
    ViewShared = "ViewShared";
    /// 系统管理员: units and accounts.
    ManageAccounts = "ManageAccounts";
    /// 安全保密管理员: roles, standing in.
    GrantRoles = "GrantRoles";
    /// 安全审计员: who looked at whom.
    Audit = "Audit";
}

/// What can be done with a class of personal fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    ReadMasked,
    ReadClear,
    /// In clear, in a table that leaves the house.
    Export,
}

impl Use {
    pub const ALL: &'static [Self] = &[Self::ReadMasked, Self::ReadClear, Self::Export];

    /// The group of actions that policies name.
    pub const fn action(self) -> &'static str {
        match self {
            Self::ReadMasked => "ReadMasked",
            Self::ReadClear => "ReadClear",
            Self::Export => "Export",
        }
    }
}

/// Why clear values are asked for: fixed by where they are asked for; the person's own words stand beside it on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PurposeKind {
    /// 办理本件.
    Handling,
    /// 查人: whose is this number.
    Lookup,
    /// 制作、送达文书.
    Paper,
    /// 导出.
    Table,
    /// 审判, by a court.
    Adjudication,
    /// 侦查, by the police.
    Investigation,
}

impl PurposeKind {
    pub const ALL: &'static [Self] = &[Self::Handling, Self::Lookup, Self::Paper, Self::Table, Self::Adjudication, Self::Investigation];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Handling => "handling",
            Self::Lookup => "lookup",
            Self::Paper => "paper",
            Self::Table => "table",
            Self::Adjudication => "adjudication",
            Self::Investigation => "investigation",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Handling => "办理",
            Self::Lookup => "查人",
            Self::Paper => "文书",
            Self::Table => "导出",
            Self::Adjudication => "审判",
            Self::Investigation => "侦查",
        }
    }

    /// For what people of this department look at a filing.
    pub const fn of(department: Department) -> Self {
        match department {
            Department::Court => Self::Adjudication,
            Department::Police => Self::Investigation,
            Department::MarketSupervision
            | Department::DevelopmentReform
            | Department::Justice
            | Department::Petition
            | Department::Hotline12345
            | Department::IndustryAssociation
            | Department::DisciplineInspection => Self::Handling,
        }
    }
}

/// A filing, as far as policies look at filings.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Filing {
    pub submission_id: i64,
    /// The unit that handles it, and the units above that one.
    pub units: Vec<i64>,
    /// A flag of protection stands.
    pub protected: bool,
    /// In charge of one of its matters.
    pub officers: Vec<i64>,
    /// Units of other departments that it was shared with.
    pub shared: Vec<i64>,
}

/// Whether a post lets somebody do it, before a case is chosen.
pub fn allows(post: &Post, permission: Permission) -> bool {
    engine::ask(|engine| engine.may(post, permission))
}

/// Whether the policies let somebody read a masked value of this class.
pub fn reads_masked(post: &Post, class: FieldClass, filing: &Filing) -> bool {
    engine::ask(|engine| engine.reads_masked(post, class, filing))
}

/// Whether the policies let somebody read a value of this class in clear. A use case asks for a [`Grant`] instead.
pub fn reads_clear(post: &Post, class: FieldClass, filing: &Filing, purpose: PurposeKind) -> bool {
    engine::ask(|engine| engine.reads_clear(post, class, filing, purpose))
}

/// Whether the policies let somebody (nobody = a command on the machine itself) take a class out in clear.
pub fn exports(post: Option<&Post>, class: FieldClass, purpose: PurposeKind) -> bool {
    engine::ask(|engine| engine.exports(post, class, purpose))
}

/// Refuses to start with policies that do not fit their schema.
pub(crate) fn require_policies() -> Result<(), DeskError> {
    engine::check().map_err(DeskError::File)
}
