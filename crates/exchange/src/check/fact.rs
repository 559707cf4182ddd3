//! Facts contributed by departments: FORMATS §2.

use casework::codes::ImportKind;
use casework::fact::{DepartmentFact, FactKind, FactResult, Penalty};
use casework::values::{IdNo, Money, PersonName, Phone, Uscc};

use super::cells::{Cells, Failure, code, number, prose, short_text};
use crate::columns::{FactColumn as C, default_result, fact_kinds};

/// The fact of a row; `None` when a required cell is wrong. Wrong cells are noted in `cells`.
pub(super) fn check(cells: &mut Cells<'_>, import_kind: ImportKind) -> Option<DepartmentFact> {
    let kinds = fact_kinds(import_kind);
    let fact_no = cells.required(C::FactNo as usize, number);
    let organ = cells.required(C::Organ as usize, short_text);
    let happened_on = match cells.is_empty(C::HappenedOn as usize) {
        true => cells.required(C::HappenedOn as usize, |_| Err(Failure("必填，不能为空".into()))),
        false => cells.date(C::HappenedOn as usize),
    };
    let kind = match kinds {
        [only] => Some(*only),
        _ => cells.required(C::Type as usize, |text| code(text, kinds, FactKind::label)),
    };
    let name = cells.optional(C::Name as usize, PersonName::parse);
    // No column tells the kind of document, so what is not a resident's number is taken as another document's.
    let id_no = cells.optional(C::IdNo as usize, |text| match is_like_resident(text) {
        true => IdNo::parse_resident(text),
        false => IdNo::parse_other(text),
    });
    let phone = cells.optional(C::Phone as usize, Phone::parse);
    let matter = cells.optional(C::Matter as usize, prose);
    let submission_no = match import_kind {
        ImportKind::Attestations => cells.required(C::SubmissionNo as usize, number),
        _ => cells.optional(C::SubmissionNo as usize, number),
    };
    let result = result(cells, import_kind, kind.or(kinds.first().copied())?);
    let result_on = cells.date(C::ResultOn as usize);
    if let (Some(happened), Some(result_on)) = (happened_on, result_on)
        && result_on < happened
    {
        cells.contradicts(C::ResultOn as usize, "结果日期早于日期");
    }
    let penalty = match import_kind {
        ImportKind::Penalties => Some(penalty(cells)?),
        _ => None,
    };
    Some(DepartmentFact {
        kind: kind?,
        fact_no: fact_no?,
        organ: organ?,
        happened_on: happened_on?,
        name,
        id_no,
        phone,
        matter,
        submission_no,
        result: result?,
        result_on,
        penalty,
    })
}

fn result(cells: &mut Cells<'_>, import_kind: ImportKind, kind: FactKind) -> Option<FactResult> {
    match default_result(import_kind) {
        Some(default) if cells.is_empty(C::Result as usize) => Some(default),
        _ => cells.required(C::Result as usize, |text| code(text, kind.results(), FactResult::label)),
    }
}

fn penalty(cells: &mut Cells<'_>) -> Option<Penalty> {
    let operator_name = cells.required(C::OperatorName as usize, short_text);
    let operator_uscc = cells.optional(C::OperatorUscc as usize, Uscc::parse);
    let cause = cells.short_text(C::Cause as usize);
    let fine = cells.optional(C::Fine as usize, Money::parse);
    Some(Penalty { operator_name: operator_name?, operator_uscc, cause, fine })
}

fn is_like_resident(text: &str) -> bool {
    let code = casework::values::clean_code(text);
    let digits = code.bytes().filter(|b| b.is_ascii_digit() || matches!(b, b'*' | b'X')).count();
    digits == code.len() && matches!(digits, 15 | 18)
}
