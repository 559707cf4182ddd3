//! Who acts. What their post lets them do is for the policies to say ([`crate::access`]).

use casework::codes::{Department, OrgLevel, Role};

use crate::DeskError;
use crate::access::{self, Permission, Post};

/// A person who is logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub account_id: i64,
    pub display_name: String,
    pub role: Role,
    /// Roles of absent colleagues of the same unit whom they stand in for today.
    pub stands_in_as: Vec<Role>,
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
        let roles = std::iter::once(self.role).chain(self.stands_in_as.iter().copied()).collect();
        Post { account_id: self.account_id, roles, org_id: self.org_id, level: self.level, department: self.department }
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
