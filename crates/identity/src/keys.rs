//! Blocking keys: two submissions of one person share at least one, strangers seldom do.

use std::fmt;

use casework::codes::IdKind;

use crate::account::AccountForm;
use crate::number::{IdForm, IdSort};
use crate::phone::PhoneForm;
use crate::record::{Prepared, Record};

/// The names of all indexes, in a fixed order: a table may keep an index by its place here.
pub const INDEXES: [&str; 9] =
    ["id", "phone", "account", "phone_name", "name_phone_tail", "name_id_ends", "name_id_birth", "id_phone_ends", "name_address"];

const ID: usize = 0;
const PHONE: usize = 1;
const ACCOUNT: usize = 2;
const PHONE_NAME: usize = 3;
const NAME_PHONE_TAIL: usize = 4;
const NAME_ID_ENDS: usize = 5;
const NAME_ID_BIRTH: usize = 6;
const ID_PHONE_ENDS: usize = 7;
const NAME_ADDRESS: usize = 8;

/// One key in clear. It holds personal data: blind it before it is kept anywhere. Never a name alone.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockKey {
    /// One of [`INDEXES`].
    pub index: &'static str,
    pub value: String,
}

impl fmt::Debug for BlockKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlockKey({}, …)", self.index)
    }
}

/// The keys of a record, without doubles.
pub fn block_keys(record: &Record) -> Vec<BlockKey> {
    keys_of(&Prepared::of(record)).into_iter().map(|(index, value)| BlockKey { index: INDEXES[index], value }).collect()
}

/// The key under which everything filed with this full document number is found; `None` for a masked one.
pub fn id_key(kind: Option<IdKind>, id_no: &str) -> Option<BlockKey> {
    let value = full_id(&IdForm::parse(kind, id_no)?)?;
    Some(BlockKey { index: INDEXES[ID], value })
}

/// The key under which everything filed with this full phone number is found; `None` for a masked or service number.
pub fn phone_key(phone: &str) -> Option<BlockKey> {
    let value = PhoneForm::parse(phone)?.full()?;
    Some(BlockKey { index: INDEXES[PHONE], value })
}

/// The key under which everything filed with this full account is found; `None` for a masked one.
pub fn account_key(account: &str) -> Option<BlockKey> {
    let form = AccountForm::parse(account).filter(AccountForm::is_full)?;
    Some(BlockKey { index: INDEXES[ACCOUNT], value: form.text })
}

fn full_id(form: &IdForm) -> Option<String> {
    let sort = match form.sort {
        IdSort::Resident => 'r',
        IdSort::Platform => 'p',
        IdSort::Other => 'o',
    };
    let text = std::str::from_utf8(&form.digits).ok()?;
    (!text.contains('*')).then(|| format!("{sort}{text}"))
}

/// Keys as (place in [`INDEXES`], value).
pub(crate) fn keys_of(record: &Prepared) -> Vec<(usize, String)> {
    let mut keys = Vec::with_capacity(INDEXES.len());
    let mut push = |index, value: Option<String>| keys.extend(value.map(|v| (index, v)));
    let (phone, sound) = (record.phone.as_ref(), record.name.as_ref().and_then(crate::name::NameForm::sound));
    // A denied number leads to the victim, so it is no way to find who filed.
    let id_no = record.id_no.as_ref().filter(|_| !record.denied);
    let seen = |part: Option<&str>| part.map(str::to_owned);
    let resident = id_no.filter(|i| i.sort == IdSort::Resident);
    let ends = resident.and_then(|i| Some(format!("{}{}", i.visible(0..4)?, i.visible(14..18)?)));
    let phone_tail = phone.and_then(|p| seen(p.visible(7..11)));

    push(ID, id_no.and_then(full_id));
    push(PHONE, phone.and_then(PhoneForm::full));
    push(ACCOUNT, record.account.as_ref().filter(|a| a.is_full()).map(|a| a.text.clone()));
    let with_name = |part: Option<String>| Some(format!("{}|{}", sound.as_deref()?, part?));
    push(PHONE_NAME, with_name(phone.and_then(PhoneForm::full)));
    push(NAME_PHONE_TAIL, with_name(phone_tail.clone()));
    push(NAME_ID_ENDS, with_name(ends.clone()));
    push(NAME_ID_BIRTH, with_name(resident.and_then(|i| seen(i.visible(6..14)))));
    push(NAME_ADDRESS, with_name(record.address.as_ref().and_then(crate::address::AddressForm::key)));
    push(ID_PHONE_ENDS, ends.zip(phone_tail).map(|(i, p)| format!("{i}|{p}")));
    keys
}
