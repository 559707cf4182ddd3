//! Who acts. What their post lets them do is for the policies to say ([`crate::access`]).

use casework::codes::{Department, OrgLevel, Role};

use crate::DeskError;
use crate::access::{self, Permission, Post};

/// A colleague of the same unit who is away, for whom somebody acts today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandIn {
    pub account_id: i64,
    pub display_name: String,
    pub role: Role,
}

/// A person who is logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub account_id: i64,
    pub display_name: String,
    pub role: Role,
    /// Whom they stand in for today, by role and name.
    pub stands_in_for: Vec<StandIn>,
    pub org_id: i64,
    pub org_name: String,
    pub level: OrgLevel,
    pub department: Department,
    /// The units whose cases this person may see: their own and those below it.
    pub org_scope: Vec<i64>,
}

impl Actor {
    pub fn may(&self, permission: Permission) -> bool {
        access::allows(&self.post(), permission)
    }

    /// What policies look at.
    pub fn post(&self) -> Post {
        let roles = std::iter::once(self.role).chain(self.stands_in_for.iter().map(|away| away.role)).collect();
        Post { account_id: self.account_id, roles, org_id: self.org_id, level: self.level, department: self.department }
    }

    /// Whether what is the head's alone is theirs today: by their own post, or standing in for a head who is away.
    pub fn is_head(&self) -> bool {
        self.role == Role::Head || self.head_stood_in_for().is_some()
    }

    /// The head in whose place they act; nobody for a head. Whoever acts for somebody else is named together with them.
    pub fn head_stood_in_for(&self) -> Option<&StandIn> {
        self.stands_in_for.iter().find(|away| self.role != Role::Head && away.role == Role::Head)
    }

    /// The first line of every use case.
    pub fn require(&self, permission: Permission) -> Result<(), DeskError> {
        if self.may(permission) { Ok(()) } else { Err(DeskError::Forbidden) }
    }

    /// Whether cases of this unit are the actor's to see.
    pub fn sees_org(&self, org_id: i64) -> bool {
        self.org_scope.contains(&org_id)
    }
}
