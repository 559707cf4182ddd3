//! The personal part of a filing: sealed class by class before it reaches the store, opened only in memory.

use casework::codes::FieldClass;
use casework::submission::Submission;
use store::sealed::Sealed;
use vault::{Cell, Class, Vault, VaultError};
use zeroize::Zeroizing;

/// The table whose rows the cells are bound to.
const TABLE: &str = "submission_sealed";

/// Joins the parts of a class in one cell; `values::clean_text` keeps it out of every value.
const SEPARATOR: char = '\u{1f}';

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

/// Class, table and column of every personal field.
pub(crate) fn columns() -> impl Iterator<Item = (Class, &'static str, &'static str)> {
    FieldClass::ALL.iter().map(|class| (vault_class(*class), TABLE, column(*class)))
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

/// Seals all personal fields of a filing under its id; the row as it arrived is the import's to add.
pub(crate) fn seal(vault: &Vault, submission_id: i64, submission: &Submission, rng: &mut impl rand::CryptoRng) -> Sealed {
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
    Sealed {
        submission_id,
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
        original: None,
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

/// Free text masked as far as can be known: numbers of people, and the names and addresses that this filing itself gives.
/// A name that stands only in the text is not found; whoever may read the page is bound to secrecy all the same.
pub(crate) fn masked_text(text: &str, vault: &Vault, sealed: &Sealed) -> Result<String, VaultError> {
    let mut shown = vault::mask::narrative(text);
    let id = sealed.submission_id;
    let mut hide = |value: &str, mask: fn(&str) -> String| {
        // One character is a surname: hiding it everywhere would tear the text apart and hide nobody.
        if value.chars().count() > 1 {
            shown = shown.replace(value, &mask(value));
        }
    };
    // Addresses first: they may hold a name.
    for (class, cell, part, mask) in [
        (FieldClass::Address, &sealed.address, 0, vault::mask::address as fn(&str) -> String),
        (FieldClass::Consignee, &sealed.consignee, 2, vault::mask::address),
        (FieldClass::Name, &sealed.name, 0, vault::mask::name),
        (FieldClass::Agent, &sealed.agent, 0, vault::mask::name),
        (FieldClass::Consignee, &sealed.consignee, 0, vault::mask::name),
    ] {
        if let Some(clear) = open(vault, class, id, cell.as_deref())? {
            hide(clear.part(part), mask);
        }
    }
    Ok(shown)
}

fn joined(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("，")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_does_not_tell_who_filed_it() {
        let mut rng = crate::random::rng();
        let (vault, _) = Vault::create(&vault::Kek::generate(&mut rng), &mut rng);
        let mut put = |class, text: &str| Some(vault.seal(vault_class(class), &cell(class, 7), text.as_bytes(), &mut rng));
        let sealed = Sealed {
            submission_id: 7,
            name: put(FieldClass::Name, "欧阳测"),
            id_no: None,
            phone: None,
            address: put(FieldClass::Address, "岳阳市岳阳楼区金鹗中路18号3栋502"),
            agent: put(FieldClass::Agent, "王虚\u{1f}13800138001"),
            consignee: put(FieldClass::Consignee, "李\u{1f}\u{1f}"),
            account: None,
            narrative: None,
            original: None,
        };
        let text = "本人欧阳测住岳阳市岳阳楼区金鹗中路18号3栋502，由王虚代办，电话13800138001，李字招牌的店。";
        let shown = masked_text(text, &vault, &sealed).expect("opened");
        assert_eq!(shown, "本人欧阳*住岳阳市岳阳楼区金鹗中路***，由王*代办，电话138****8001，李字招牌的店。");
    }
}
