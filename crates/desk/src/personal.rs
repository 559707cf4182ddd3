//! The personal part of a filing: sealed class by class before it reaches the store, opened only in memory.

use casework::codes::FieldClass;
use casework::submission::Submission;
use store::sealed::Sealed;
use vault::{Cell, Class, Vault, VaultError};
use zeroize::Zeroizing;

use crate::DeskError;
use crate::access::Released;
use crate::assessment::Computing;

/// The table whose rows the cells are bound to.
const TABLE: &str = "submission_sealed";

/// Joins the parts of a class in one cell; `values::clean_text` keeps it out of every value.
const SEPARATOR: char = '\u{1f}';

/// The parts of a class in clear, in a fixed order: agent = name, phone; consignee = name, phone, address;
/// narrative = 内容, 诉求; every other class has one part. Absent parts are empty.
///
/// What it holds is read with a token: [`Released`] for people, [`Computing`] for what the machine compares and throws away.
pub(crate) struct Clear {
    submission_id: i64,
    class: FieldClass,
    text: Zeroizing<String>,
}

impl Clear {
    /// For whoever was allowed to read it and is on record for it.
    pub(crate) fn shown(&self, index: usize, released: &Released) -> Result<&str, DeskError> {
        if released.covers(self.submission_id, self.class) {
            Ok(self.part(index))
        } else {
            Err(DeskError::Fault("明文的准许与所取的内容不符".into()))
        }
    }

    /// For identity and assessment, which keep none of it.
    pub(crate) fn computed(&self, index: usize, _: &Computing) -> &str {
        self.part(index)
    }

    /// Whether that part was filed.
    pub(crate) fn has(&self, index: usize) -> bool {
        !self.part(index).is_empty()
    }

    fn part(&self, index: usize) -> &str {
        self.text.split(SEPARATOR).nth(index).unwrap_or("")
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

/// One class of one part, sealed under its filing: a corrected value.
pub(crate) fn seal_one(vault: &Vault, class: FieldClass, submission_id: i64, text: &str, rng: &mut impl rand::CryptoRng) -> Vec<u8> {
    vault.seal(vault_class(class), &cell(class, submission_id), text.as_bytes(), rng)
}

/// Opens one sealed class of a filing; `None` where nothing was filed.
pub(crate) fn open(vault: &Vault, class: FieldClass, submission_id: i64, sealed: Option<&[u8]>) -> Result<Option<Clear>, VaultError> {
    let open = |bytes: &[u8]| vault.open_text(vault_class(class), &cell(class, submission_id), bytes);
    Ok(sealed.map(open).transpose()?.map(|text| Clear { submission_id, class, text }))
}

/// What a page prints of a class to someone who has not asked to see it: masked, parts joined for reading.
pub(crate) fn masked(class: FieldClass, clear: &Clear) -> String {
    let parts = match class {
        FieldClass::Agent => 2,
        FieldClass::Consignee => 3,
        // 诉求 is a text of its own.
        FieldClass::Narrative | FieldClass::Name | FieldClass::IdNo | FieldClass::Phone | FieldClass::Address | FieldClass::Account => 1,
    };
    joined(&(0..parts).map(|part| masked_part(class, clear, part)).collect::<Vec<_>>())
}

/// One part of a class, masked.
pub(crate) fn masked_part(class: FieldClass, clear: &Clear, part: usize) -> String {
    use vault::mask;
    let mask = match (class, part) {
        (FieldClass::Name, _) | (FieldClass::Agent | FieldClass::Consignee, 0) => mask::name,
        (FieldClass::IdNo, _) => mask::id_no,
        (FieldClass::Phone, _) | (FieldClass::Agent | FieldClass::Consignee, 1) => mask::phone,
        (FieldClass::Address, _) | (FieldClass::Agent | FieldClass::Consignee, _) => mask::address,
        (FieldClass::Account, _) => mask::account,
        (FieldClass::Narrative, _) => mask::narrative,
    };
    if clear.has(part) { mask(clear.part(part)) } else { String::new() }
}

/// Free text masked as far as can be known: numbers of people, and the names and addresses that this filing itself gives.
/// A name that stands only in the text is not found; whoever may read the page is bound to secrecy all the same.
pub(crate) fn masked_text(text: &Clear, part: usize, vault: &Vault, sealed: &Sealed) -> Result<String, VaultError> {
    let mut shown = vault::mask::narrative(text.part(part));
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
        let text = Clear { submission_id: 7, class: FieldClass::Narrative, text: Zeroizing::new(text.to_owned()) };
        let shown = masked_text(&text, 0, &vault, &sealed).expect("opened");
        assert_eq!(shown, "本人欧阳*住岳阳市岳阳楼区金鹗中路***，由王*代办，电话138****8001，李字招牌的店。");
    }
}
