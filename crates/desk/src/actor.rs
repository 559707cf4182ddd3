//! Who acts, and what their post lets them do.
//!
//! The full access policy (departments, purposes, field classes) has its own issue; until then this closed table is
//! the only place that answers "may they?". Every use case asks it before anything else.

use casework::codes::{Department, OrgLevel, Role};

use crate::DeskError;

/// A person who is logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub account_id: i64,
    pub display_name: String,
    pub role: Role,
    pub org_id: i64,
    pub org_name: String,
    pub level: OrgLevel,
    pub department: Department,
    /// The units whose cases this person may see: their own and those below it.
    pub org_scope: Vec<i64>,
}

/// What can be done, as far as posts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    ViewCases,
    Reveal,
    Import,
    Export,
    Assign,
    /// Accept, decline, end, file: acts with legal effect.
    Decide,
    /// Extend a term, rule on a challenge, refer to the police: what the law leaves to the head.
    Approve,
    /// Join, split and forbid links between filings.
    JudgeIdentity,
    /// Set and lift protection flags.
    Protect,
    /// See the 异常名录 as far as one's units proposed or received it.
    ViewRegistry,
    /// Propose an entry, tell the person, take and answer objections, withdraw.
    ProposeRegistry,
    /// The second approver: review, list, keep, renew, remove, recognise.
    ReviewRegistry,
    /// Prepare and approve the impact assessment, switch the registry on and off; at the root only.
    GovernRegistry,
    /// Draft a version of a circumstance, try it out, run it in the shadow.
    DraftPolicy,
    /// Put a version that somebody else drafted into effect.
    ApprovePolicy,
    ManageAccounts,
    /// See the log, and signals in officers' own acts.
    Audit,
}

/// The whole table of posts and permissions.
pub const fn allows(role: Role, permission: Permission) -> bool {
    use Permission as P;
    match role {
        Role::Clerk => matches!(permission, P::ViewCases | P::Reveal | P::Import | P::Assign),
        Role::Officer => matches!(
            permission,
            P::ViewCases
                | P::Reveal
                | P::Import
                | P::Decide
                | P::JudgeIdentity
                | P::Protect
                | P::ViewRegistry
                | P::ProposeRegistry
                | P::DraftPolicy
        ),
        Role::Head => !matches!(permission, P::ManageAccounts | P::Audit),
        Role::Auditor => matches!(permission, P::ViewCases | P::ViewRegistry | P::Audit),
        // The administrator keeps the machine running and reads no case.
        Role::Administrator => matches!(permission, P::ManageAccounts),
    }
}

impl Actor {
    pub fn may(&self, permission: Permission) -> bool {
        allows(self.role, permission) && self.department == Department::MarketSupervision
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

#[cfg(test)]
mod tests {
    use super::*;
    use Permission as P;

    #[test]
    fn the_table_of_posts_is_known() {
        let all = [
            P::ViewCases,
            P::Reveal,
            P::Import,
            P::Export,
            P::Assign,
            P::Decide,
            P::Approve,
            P::JudgeIdentity,
            P::Protect,
            P::ViewRegistry,
            P::ProposeRegistry,
            P::ReviewRegistry,
            P::GovernRegistry,
            P::DraftPolicy,
            P::ApprovePolicy,
            P::ManageAccounts,
            P::Audit,
        ];
        let table: String = Role::ALL
            .iter()
            .map(|&role| {
                let cells: String = all.iter().map(|&p| if allows(role, p) { '+' } else { '.' }).collect();
                format!("{cells} {}\n", role.code())
            })
            .collect();
        expect_test::expect![[r"
            +++.+............ clerk
            +++..+.++++..+... officer
            +++++++++++++++.. head
            +........+......+ auditor
            ...............+. administrator
        "]]
        .assert_eq(&table);
    }
}
