//! The personal part of a filing: sealed class by class before it reaches the store, opened only in memory.

use casework::codes::FieldClass;
use casework::submission::Submission;
use vault::{Cell, Class, Vault, VaultError};
use zeroize::Zeroizing;

/// The table whose rows the cells are bound to.
const TABLE: &str = "submission_sealed";

/// Joins the parts of a class in one cell; `values::clean_text` keeps it out of every value.
const SEPARATOR: char = '\u{1f}';

/// One sealed cell per class; `None` where the filing has nothing of the class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SealedFields {
    pub(crate) name: Option<Vec<u8>>,
    pub(crate) id_no: Option<Vec<u8>>,
    pub(crate) phone: Option<Vec<u8>>,
    pub(crate) address: Option<Vec<u8>>,
    pub(crate) agent: Option<Vec<u8>>,
    pub(crate) consignee: Option<Vec<u8>>,
    pub(crate) account: Option<Vec<u8>>,
    pub(crate) narrative: Option<Vec<u8>>,
}

/// The parts of a class in clear, in a fixed order: agent = name, phone; consignee = name, phone, address;
/// narrative = 内容, 诉求; every other class has one part. Absent parts are empty.
pub(crate) struct Clear(Zeroizing<String>);

impl Clear {
    pub(crate) fn part(&self, index: usize) -> &str {
        self.0.split(SEPARATOR).nth(index).unwrap_or("")
    }

    /// The only or first part.
    pub(crate) fn text(&self) -> &str {
        self.part(0)
    }
}

/// The column of a class.
pub(crate) const fn column(class: FieldClass) -> &'static str {
    class.code()
}

const fn vault_class(class: FieldClass) -> Class {
    match class {
        FieldClass::Name => Class::Name,
        FieldClass::IdNo => Class::IdNo,
        FieldClass::Phone => Class::Phone,
        FieldClass::Address => Class::Address,
        FieldClass::Agent => Class::Agent,
        FieldClass::Consignee => Class::Consignee,
        FieldClass::Account => Class::Account,
        FieldClass::Narrative => Class::Narrative,
    }
}

fn cell(class: FieldClass, submission_id: i64) -> Cell {
    Cell { table: TABLE, column: column(class), row: submission_id }
}

/// Seals all personal fields of a filing under its id.
pub(crate) fn seal(vault: &Vault, submission_id: i64, submission: &Submission, rng: &mut impl rand::CryptoRng) -> SealedFields {
    let filer = &submission.filer;
    let purchase = &submission.purchase;
    let mut one = |class: FieldClass, parts: &[Option<&str>]| -> Option<Vec<u8>> {
        if parts.iter().all(|part| part.is_none_or(str::is_empty)) {
            return None;
        }
        let mut text = Zeroizing::new(String::new());
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                text.push(SEPARATOR);
            }
            text.push_str(part.unwrap_or(""));
        }
        Some(vault.seal(vault_class(class), &cell(class, submission_id), text.as_bytes(), rng))
    };
    SealedFields {
        name: one(FieldClass::Name, &[filer.name.as_ref().map(|v| v.as_str())]),
        id_no: one(FieldClass::IdNo, &[filer.id_no.as_ref().map(|v| v.as_str())]),
        phone: one(FieldClass::Phone, &[filer.phone.as_ref().map(|v| v.as_str())]),
        address: one(FieldClass::Address, &[filer.address.as_deref()]),
        agent: one(
            FieldClass::Agent,
            &[submission.agent.name.as_ref().map(|v| v.as_str()), submission.agent.phone.as_ref().map(|v| v.as_str())],
        ),
        consignee: one(
            FieldClass::Consignee,
            &[
                purchase.consignee.as_ref().map(|v| v.as_str()),
                purchase.consignee_phone.as_ref().map(|v| v.as_str()),
                purchase.consignee_address.as_deref(),
            ],
        ),
        account: one(FieldClass::Account, &[purchase.payee_account.as_ref().map(|v| v.as_str())]),
        narrative: one(FieldClass::Narrative, &[Some(&submission.narrative), submission.demand.as_deref()]),
    }
}

/// Opens one sealed class of a filing; `None` where nothing was filed.
pub(crate) fn open(vault: &Vault, class: FieldClass, submission_id: i64, sealed: Option<&[u8]>) -> Result<Option<Clear>, VaultError> {
    sealed.map(|bytes| vault.open_text(vault_class(class), &cell(class, submission_id), bytes).map(Clear)).transpose()
}

/// What a page prints of a class to someone who has not asked to see it: masked, parts joined for reading.
pub(crate) fn masked(class: FieldClass, clear: &Clear) -> String {
    use vault::mask;
    match class {
        FieldClass::Name => mask::name(clear.text()),
        FieldClass::IdNo => mask::id_no(clear.text()),
        FieldClass::Phone => mask::phone(clear.text()),
        FieldClass::Address => mask::address(clear.text()),
        FieldClass::Account => mask::account(clear.text()),
        FieldClass::Agent => joined(&[mask::name(clear.part(0)), mask::phone(clear.part(1))]),
        FieldClass::Consignee => joined(&[mask::name(clear.part(0)), mask::phone(clear.part(1)), mask::address(clear.part(2))]),
        FieldClass::Narrative => mask::narrative(clear.text()),
    }
}

fn joined(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("，")
}
