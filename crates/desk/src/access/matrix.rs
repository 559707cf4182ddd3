//! The policies as tables to read: `policy/access/matrix.md`, made from them and held to them by a test.

use std::fmt::Write as _;

use casework::codes::{Department, FieldClass, OrgLevel, Role};

use super::{Filing, Permission, Post, PurposeKind, allows, exports, reads_clear, reads_masked};

const UNIT: i64 = 1;

/// Every role in every department: what it may do, and what it may read of a filing of its own unit (or, outside the bureau,
/// of one shared with its unit) for the purpose of its department.
pub fn matrix() -> String {
    let mut out = String::from(
        "# Who may do what\n\nMade from the policies beside it: `MINGJIAN_WRITE_MATRIX=1 cargo nextest run -p desk matrix` writes it anew, and the same test fails when it is out of date.\n\n\
         `+` at every level; `-` at every level but a station (所); `.` never. Combinations of role and department that may do nothing are left out.\n\n## Acts\n\n",
    );
    let heads = Permission::ALL.iter().map(|permission| permission.action()).collect::<Vec<_>>().join(" | ");
    line(&mut out, "role", "department", &heads);
    rule(&mut out, Permission::ALL.len());
    for (role, department) in posts() {
        let cells: Vec<char> = Permission::ALL.iter().map(|permission| cell(role, department, |post| allows(post, *permission))).collect();
        row(&mut out, role, department, &cells);
    }
    out.push_str(
        "\n## Personal fields\n\n\
         m masked; C in clear for the purpose of the department, on record; P the same, but under a 保护标记 only for the bureau's officers in charge of it; X in clear in a table that leaves, on record.\n\n",
    );
    line(&mut out, "role", "department", &FieldClass::ALL.iter().map(|class| class.code()).collect::<Vec<_>>().join(" | "));
    rule(&mut out, FieldClass::ALL.len());
    for (role, department) in posts() {
        let cells: Vec<String> = FieldClass::ALL.iter().map(|class| fields(role, department, *class)).collect();
        if cells.iter().any(|cell| cell != ".") {
            line(&mut out, role.label(), department.label(), &cells.join(" | "));
        }
    }
    out
}

fn posts() -> impl Iterator<Item = (Role, Department)> {
    Department::ALL.iter().flat_map(|department| Role::ALL.iter().map(move |role| (*role, *department)))
}

fn post(role: Role, department: Department, level: OrgLevel) -> Post {
    Post { account_id: 1, roles: vec![role], org_id: UNIT, level, department }
}

fn cell(role: Role, department: Department, may: impl Fn(&Post) -> bool) -> char {
    let at: Vec<bool> = OrgLevel::ALL.iter().map(|level| may(&post(role, department, *level))).collect();
    let station = OrgLevel::ALL.iter().position(|level| *level == OrgLevel::Station);
    if at.iter().all(|may| *may) {
        '+'
    } else if at.iter().enumerate().all(|(place, may)| *may != (Some(place) == station)) {
        '-'
    } else if at.iter().any(|may| *may) {
        '?'
    } else {
        '.'
    }
}

fn fields(role: Role, department: Department, class: FieldClass) -> String {
    let post = post(role, department, OrgLevel::County);
    let filing = match department {
        Department::MarketSupervision => Filing { submission_id: 1, units: vec![UNIT], ..Filing::default() },
        _ => Filing { submission_id: 1, units: vec![UNIT + 1], shared: vec![UNIT], ..Filing::default() },
    };
    let purpose = PurposeKind::of(department);
    let under_flag = Filing { protected: true, ..filing.clone() };
    let mut cell = String::new();
    cell.push_str(if reads_masked(&post, class, &filing) { "m" } else { "" });
    cell.push_str(match (reads_clear(&post, class, &filing, purpose), reads_clear(&post, class, &under_flag, purpose)) {
        (true, true) => "C",
        (true, false) => "P",
        (false, _) => "",
    });
    cell.push_str(if exports(Some(&post), class, PurposeKind::Table) { "X" } else { "" });
    if cell.is_empty() { ".".to_owned() } else { cell }
}

fn row(out: &mut String, role: Role, department: Department, cells: &[char]) {
    if cells.iter().any(|cell| *cell != '.') {
        line(out, role.label(), department.label(), &cells.iter().map(char::to_string).collect::<Vec<_>>().join(" | "));
    }
}

fn line(out: &mut String, role: &str, department: &str, cells: &str) {
    // Writing into a String cannot fail.
    let _ = writeln!(out, "| {role} | {department} | {cells} |");
}

fn rule(out: &mut String, columns: usize) {
    let _ = writeln!(out, "|{}", "---|".repeat(columns + 2));
}
