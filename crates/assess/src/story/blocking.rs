//! Protections block findings (design invariant 5).

use casework::codes::Protection;
use casework::fact::FactKind;
use expect_test::expect;

use crate::facts::{FactsBuilder, ProtectionInput, Standing};
use crate::finding::assess;
use crate::policy::Circumstances;
use crate::testing::{AS_OF, Table, complaint, in_force};

fn denied() -> Table {
    Table::new([complaint(1, "李乙", 30, "甲店")]).attest(1, FactKind::DeniedByPerson)
}

#[test]
fn a_whistleblower_is_blocked_and_nothing_is_written() {
    expect![[r#"
        blocked: 1
    "#]]
    .assert_eq(&denied().attest(1, FactKind::Whistleblower).findings());
    expect![[r#"
        blocked: 1
    "#]]
    .assert_eq(&denied().attest(1, FactKind::PublicInterest).findings());
}

#[test]
fn an_officers_word_goes_before_an_attestation() {
    let check = |table: &Table, standing| {
        let mut builder = FactsBuilder::new(AS_OF);
        table.fill(&mut builder, [0]);
        builder.protection(&ProtectionInput { submission_id: 1, protection: Protection::Whistleblower, standing });
        let facts = builder.build();
        let assessment = assess(&facts, &Circumstances::builtin(), facts.subjects(), in_force);
        (assessment.findings.len(), assessment.blocked)
    };
    assert_eq!(check(&denied(), Standing::Stands), (0, 1));
    assert_eq!(check(&denied().attest(1, FactKind::Whistleblower), Standing::Lifted), (1, 0));
}

#[test]
fn another_filing_of_the_same_person_is_not_blocked() {
    let table = Table::new([complaint(1, "李乙", 30, "甲店"), complaint(1, "李乙", 60, "乙店")])
        .attest(1, FactKind::Whistleblower)
        .attest(2, FactKind::DeniedByPerson);
    expect![[r#"
        2 yy16.2.3 hit (in force) 被署名人否认提出本件，经核实成立。
    "#]]
    .assert_eq(&table.findings());
}
