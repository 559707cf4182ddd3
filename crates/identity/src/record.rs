//! What is known of the filer of one 来件.

use std::fmt;

use casework::codes::IdKind;

use crate::account::AccountForm;
use crate::address::AddressForm;
use crate::name::NameForm;
use crate::number::IdForm;
use crate::phone::PhoneForm;

/// The filer's fields of one submission, opened for the time of a comparison.
///
/// Values are as `casework::values` leaves them; rough ones (spaces, full-width digits) are normalised again.
/// Neither the agent nor the consignee is here: whom a filer sends is not who the filer is.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The submission's id.
    pub id: i64,
    pub name: Option<String>,
    /// `None` = taken for a resident identity card where the number has its shape.
    pub id_kind: Option<IdKind>,
    pub id_no: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
    /// 收款账号.
    pub account: Option<String>,
    /// 本人否认 is established: the person named says that somebody else filed this. Name and number then say
    /// nothing of who did, and the filing must not be laid at the victim's door.
    pub denied: bool,
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({}, …)", self.id)
    }
}

/// A record in the forms that are compared; made once per record, not once per pair.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Prepared {
    pub(crate) name: Option<NameForm>,
    pub(crate) id_no: Option<IdForm>,
    pub(crate) phone: Option<PhoneForm>,
    pub(crate) address: Option<AddressForm>,
    pub(crate) account: Option<AccountForm>,
    pub(crate) denied: bool,
}

impl Prepared {
    pub(crate) fn of(record: &Record) -> Self {
        Self {
            name: record.name.as_deref().and_then(NameForm::parse),
            id_no: record.id_no.as_deref().and_then(|no| IdForm::parse(record.id_kind, no)),
            phone: record.phone.as_deref().and_then(PhoneForm::parse),
            address: record.address.as_deref().and_then(AddressForm::parse),
            account: record.account.as_deref().and_then(AccountForm::parse),
            denied: record.denied,
        }
    }
}
