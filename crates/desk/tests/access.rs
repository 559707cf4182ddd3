//! The policies of `policy/access` against a table that was written by hand, from the law and the glossary, and not from them.

use casework::codes::{Department, FieldClass, OrgLevel, Role};
use desk::Permission;
use desk::access::{self, Filing, Post, PurposeKind};

/// In the columns of `Role::ALL`: 登记员 承办人 负责人 名录审核人 联络员 审计员 安全保密管理员 系统管理员, of the bureau.
/// `s` stands for: but not at a station.
const BUREAU: &[(Permission, &str)] = &[
    (Permission::ViewCases, "++++.+.."),
    (Permission::Reveal, "+++....."),
    (Permission::Import, "+++....."),
    (Permission::Export, "..s....."),
    (Permission::Assign, "+.+....."),
    (Permission::Decide, ".++....."),
    (Permission::Approve, "..s....."),
    (Permission::JudgeIdentity, ".++....."),
    (Permission::Protect, ".++....."),
    (Permission::ViewRegistry, ".+++.+.."),
    (Permission::ProposeRegistry, ".++....."),
    (Permission::ReviewRegistry, "..ss...."),
    (Permission::GovernRegistry, "..s....."),
    (Permission::DraftPolicy, ".++....."),
    (Permission::ApprovePolicy, "..s....."),
    (Permission::ViewShared, "........"),
    (Permission::ManageAccounts, ".......+"),
    (Permission::GrantRoles, "......+."),
    (Permission::Audit, ".....+.."),
];

/// The roles that work on cases of the bureau, in the same columns: who reads masked, who reads clear, who takes tables out.
const MASKED: &str = "++++.+..";
const CLEAR: &str = "+++.....";
const TABLES: &str = "..s.....";

/// In the columns of `FieldClass::ALL`: 姓名 证件号码 联系电话 联系地址 代理人 收货人 收款账号 内容.
/// What says who somebody is, and stays with few while a flag of protection stands.
const IDENTIFYING: &str = "+++++...";
/// Of a filing shared with a liaison's unit: masked for each department; in clear for a court in a suit, for the police in an
/// investigation.
const SHARED_MASKED: &str = "+++.....";
const SHARED_COURT: &str = "++......";
const SHARED_POLICE: &str = "++++..+.";

fn marked(columns: &str, at: usize, level: OrgLevel) -> bool {
    match columns.as_bytes()[at] {
        b'+' => true,
        b's' => level != OrgLevel::Station,
        b'.' => false,
        _ => panic!("no such mark"),
    }
}

fn place<T: PartialEq>(all: &[T], value: &T) -> usize {
    all.iter().position(|other| other == value).expect("one of all")
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Relation {
    Own,
    Below,
    Elsewhere,
    Shared,
}

fn expect_act(role: Role, department: Department, level: OrgLevel, permission: Permission) -> bool {
    if department != Department::MarketSupervision {
        return role == Role::Liaison && permission == Permission::ViewShared;
    }
    let (_, columns) = BUREAU.iter().find(|(of, _)| *of == permission).expect("every permission has its line");
    marked(columns, place(Role::ALL, &role), level)
}

fn expect_masked(role: Role, department: Department, relation: Relation, class: FieldClass) -> bool {
    let class = place(FieldClass::ALL, &class);
    if department == Department::MarketSupervision {
        marked(MASKED, place(Role::ALL, &role), OrgLevel::City) && matches!(relation, Relation::Own | Relation::Below)
    } else {
        role == Role::Liaison && relation == Relation::Shared && marked(SHARED_MASKED, class, OrgLevel::City)
    }
}

#[derive(Clone, Copy)]
struct Case {
    relation: Relation,
    protected: bool,
    in_charge: bool,
}

fn expect_clear(role: Role, department: Department, case: Case, class: FieldClass, purpose: PurposeKind) -> bool {
    let at = place(FieldClass::ALL, &class);
    let of_class = |columns| marked(columns, at, OrgLevel::City);
    match department {
        Department::MarketSupervision => {
            let hidden = case.protected && of_class(IDENTIFYING) && purpose == PurposeKind::Handling;
            marked(CLEAR, place(Role::ALL, &role), OrgLevel::City)
                && matches!(case.relation, Relation::Own | Relation::Below)
                && matches!(purpose, PurposeKind::Handling | PurposeKind::Paper)
                && (!hidden || role == Role::Head || case.in_charge)
        }
        Department::Court | Department::Police => {
            let (columns, needed) = if department == Department::Court {
                (SHARED_COURT, PurposeKind::Adjudication)
            } else {
                (SHARED_POLICE, PurposeKind::Investigation)
            };
            role == Role::Liaison && case.relation == Relation::Shared && !case.protected && purpose == needed && of_class(columns)
        }
        _ => false,
    }
}

fn expect_table(role: Role, department: Department, level: OrgLevel, purpose: PurposeKind) -> bool {
    department == Department::MarketSupervision && purpose == PurposeKind::Table && marked(TABLES, place(Role::ALL, &role), level)
}

const ME: i64 = 7;
const UNIT: i64 = 3;

fn post(role: Role, department: Department, level: OrgLevel) -> Post {
    Post { account_id: ME, roles: vec![role], org_id: UNIT, level, department }
}

fn filing(case: Case) -> Filing {
    let (units, shared) = match case.relation {
        Relation::Own => (vec![UNIT, 1], vec![]),
        Relation::Below => (vec![8, UNIT, 1], vec![20]),
        Relation::Elsewhere => (vec![4, 1], vec![20]),
        Relation::Shared => (vec![4, 1], vec![20, UNIT]),
    };
    Filing { submission_id: 9, units, protected: case.protected, officers: if case.in_charge { vec![5, ME] } else { vec![5] }, shared }
}

/// Every role of one department at every level. Gives the number of decisions, and those that differ.
fn compare(department: Department) -> (usize, Vec<String>) {
    let (mut decisions, mut differences) = (0, Vec::new());
    let mut hold = |found: bool, expected: bool, what: &dyn Fn() -> String| {
        decisions += 1;
        if found != expected {
            differences.push(format!("{} is {found}", what()));
        }
    };
    for (&role, &level) in Role::ALL.iter().flat_map(|role| OrgLevel::ALL.iter().map(move |level| (role, level))) {
        let post = post(role, department, level);
        for &permission in Permission::ALL {
            let expected = expect_act(role, department, level, permission);
            hold(access::allows(&post, permission), expected, &|| format!("{role:?} {department:?} {level:?} {permission:?}"));
        }
        for (&class, &purpose) in FieldClass::ALL.iter().flat_map(|class| PurposeKind::ALL.iter().map(move |purpose| (class, purpose))) {
            let expected = expect_table(role, department, level, purpose);
            hold(access::exports(Some(&post), class, purpose), expected, &|| {
                format!("{role:?} {department:?} {level:?} table {class:?} {purpose:?}")
            });
        }
        for relation in [Relation::Own, Relation::Below, Relation::Elsewhere, Relation::Shared] {
            for (protected, in_charge) in [(false, false), (false, true), (true, false), (true, true)] {
                let case = Case { relation, protected, in_charge };
                let filing = filing(case);
                for &class in FieldClass::ALL {
                    let what = || format!("{role:?} {department:?} {level:?} {relation:?} {protected} {in_charge} {class:?}");
                    hold(access::reads_masked(&post, class, &filing), expect_masked(role, department, relation, class), &what);
                    for &purpose in PurposeKind::ALL {
                        let expected = expect_clear(role, department, case, class, purpose);
                        hold(access::reads_clear(&post, class, &filing, purpose), expected, &|| format!("{} {purpose:?}", what()));
                    }
                }
            }
        }
    }
    (decisions, differences)
}

/// TARGETS R4.
#[test]
fn the_policies_are_the_table_that_was_written_by_hand() {
    let answers: Vec<(usize, Vec<String>)> = std::thread::scope(|scope| {
        let threads: Vec<_> = Department::ALL.iter().map(|&department| scope.spawn(move || compare(department))).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    let decisions: usize = answers.iter().map(|(decisions, _)| decisions).sum();
    let differences: Vec<String> = answers.into_iter().flat_map(|(_, differences)| differences).collect();
    println!("{decisions} decisions, {} differences", differences.len());
    assert!(decisions >= 100_000, "{decisions}");
    assert!(differences.is_empty(), "{} of {decisions}: {:#?}", differences.len(), &differences[..differences.len().min(12)]);
}

/// Standing in for somebody adds what they may, and never mixes the three administrators with cases or with each other.
#[test]
fn two_roles_are_at_most_both_and_administrators_stay_apart() {
    let administrators = [Role::Auditor, Role::SecurityAdministrator, Role::Administrator];
    let works = |permission: Permission| !matches!(permission, Permission::ManageAccounts | Permission::GrantRoles | Permission::Audit);
    for (&one, &other) in
        Role::ALL.iter().flat_map(|one| Role::ALL.iter().map(move |other| (one, other))).filter(|(one, other)| one != other)
    {
        let both = Post { roles: vec![one, other], ..post(one, Department::MarketSupervision, OrgLevel::County) };
        let apart = administrators.contains(&one) || administrators.contains(&other);
        for &permission in Permission::ALL {
            let may = access::allows(&both, permission);
            let either = [one, other].map(|role| expect_act(role, Department::MarketSupervision, OrgLevel::County, permission));
            if apart {
                assert!(!may || either.contains(&true), "{one:?} {other:?} {permission:?}");
                let changes = works(permission) && !matches!(permission, Permission::ViewCases | Permission::ViewRegistry);
                assert!(!may || !changes, "{one:?} with {other:?} may {permission:?}");
            } else {
                assert_eq!(may, either.contains(&true), "{one:?} {other:?} {permission:?}");
            }
        }
        let held = [Permission::ManageAccounts, Permission::GrantRoles, Permission::Audit];
        assert!(held.iter().filter(|permission| access::allows(&both, **permission)).count() <= 1, "{one:?} {other:?}");
    }
}

/// Nobody is logged in on the machine itself: tables, for tables, and nothing else.
#[test]
fn the_machine_itself_takes_tables_out() {
    for &purpose in PurposeKind::ALL {
        assert_eq!(access::exports(None, FieldClass::IdNo, purpose), purpose == PurposeKind::Table, "{purpose:?}");
    }
}

/// `MINGJIAN_WRITE_MATRIX=1` writes it anew.
#[test]
#[expect(clippy::disallowed_methods, reason = "the file is written on request only")]
fn the_matrix_beside_the_policies_is_theirs() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policy/access/matrix.md");
    if std::env::var_os("MINGJIAN_WRITE_MATRIX").is_some() {
        std::fs::write(&path, access::matrix()).expect("written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == access::matrix(), "policy/access/matrix.md is out of date: run this test with MINGJIAN_WRITE_MATRIX=1");
}
