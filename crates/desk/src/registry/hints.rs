//! 外地名录线索: what lists of other places say of people, as pointers with their source and date.
//!
//! Deliberately absent: any reader but the person's page. Assessment, decisions and entries do not know that hints exist:
//! another city's list is no fact, and nobody here checked it (a test holds that).

use casework::values::{IdNo, Phone, clean_text};
use identity::BlockKey;
use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use store::Tx;
use store::hint::{Hint, HintList};
use vault::{BlindKey, Cell, Class};

use crate::assessment::Computing;
use crate::view::{HintListRow, HintPointer, HintsPage};
use crate::{Actor, Desk, DeskError, Permission, personal, random, time};

/// Rows of one list.
const ROWS: usize = 5_000;
/// Characters of what a list says of one person.
const SAID_CHARS: usize = 500;
/// Hints that a page shows.
const SHOWN: i64 = 20;

const fn said_cell(id: i64) -> Cell {
    Cell { table: "hint", column: "said", row: id }
}

/// A list as it is handed in: cells copied out of a workbook, one person a line, separated by tabs: 姓名, 证件号码, 联系电话, 说明.
#[derive(Clone, Default)]
pub struct HintForm {
    pub source: String,
    pub basis: String,
    pub as_of: String,
    pub expires_on: String,
    pub rows: String,
}

struct Row {
    row_no: usize,
    keys: Vec<BlockKey>,
    said: String,
}

struct Read {
    source: String,
    basis: String,
    as_of: Date,
    expires_on: Date,
    rows: Vec<Row>,
}

impl HintForm {
    /// Every line must carry a whole number of a document or telephone: a name alone points at everybody who has it.
    fn read(&self, today: Date) -> Result<Read, DeskError> {
        let word = |field, text: &str, message: &str| match clean_text(text) {
            text if text.trim().is_empty() => Err(DeskError::invalid(field, message)),
            text => Ok(text),
        };
        let day = |field, text: &str, message: &str| text.parse::<Date>().map_err(|_| DeskError::invalid(field, message));
        let source = word("source", &self.source, "请写明名录由哪个单位管理")?;
        let basis = word("basis", &self.basis, "请写明来函或者共享协议的文号")?;
        let as_of = day("as_of", &self.as_of, "请填写名录的截止日期")?;
        let expires_on = day("expires_on", &self.expires_on, "请填写来源单位给定的有效期")?;
        if as_of > today {
            return Err(DeskError::invalid("as_of", "截止日期不能晚于今天"));
        }
        if expires_on <= today {
            return Err(DeskError::invalid("expires_on", "有效期已过的名录不能导入"));
        }
        let mut rows = Vec::new();
        for (index, line) in self.rows.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let row_no = index + 1;
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            // A head line copied with the rest.
            if row_no == 1 && cells.first() == Some(&"姓名") {
                continue;
            }
            let [_, id_no, phone, said] = cells[..] else {
                return Err(DeskError::invalid("rows", format!("第{row_no}行应有四列：姓名、证件号码、联系电话、说明")));
            };
            let id_no = IdNo::parse_resident(id_no).ok().and_then(|id_no| identity::id_key(None, id_no.as_str()));
            let phone = Phone::parse(phone).ok().and_then(|phone| identity::phone_key(phone.as_str()));
            let keys: Vec<BlockKey> = [id_no, phone].into_iter().flatten().collect();
            let said = clean_text(said);
            if keys.is_empty() {
                return Err(DeskError::invalid("rows", format!("第{row_no}行没有完整的证件号码或者联系电话；只有姓名不能指向任何人")));
            }
            if said.trim().is_empty() || said.chars().count() > SAID_CHARS {
                return Err(DeskError::invalid("rows", format!("第{row_no}行的说明应为1至{SAID_CHARS}个字")));
            }
            rows.push(Row { row_no, keys, said });
        }
        match rows.len() {
            0 => Err(DeskError::invalid("rows", "没有可以导入的行")),
            count if count > ROWS => Err(DeskError::invalid("rows", format!("一次不超过{ROWS}行"))),
            _ => Ok(Read { source, basis, as_of, expires_on, rows }),
        }
    }
}

/// Takes a list in. Names are not kept: a hint is found by number, and what it says is sealed.
#[crate::boxed]
pub async fn import_hints(desk: &Desk, actor: &Actor, form: &HintForm, now: Timestamp) -> Result<i64, DeskError> {
    actor.require(Permission::ReviewRegistry)?;
    let today = time::local_date(now);
    let read = form.read(today)?;
    let sha256 = random::hex(&Sha256::digest(form.rows.as_bytes()));
    store::transact!(desk.store(), async |tx| -> Result<i64, DeskError> {
        let list_id = store::hint::reserve_list(tx).await?;
        let first = store::hint::reserve(tx, read.rows.len()).await?;
        let mut rows = Vec::with_capacity(read.rows.len());
        let mut keys: Vec<(BlindKey, i64)> = Vec::new();
        for (row, id) in read.rows.iter().zip(first..) {
            let said = desk.vault().seal(Class::Fact, &said_cell(id), row.said.as_bytes(), &mut random::rng());
            rows.push(Hint { id, list_id, row_no: i64::try_from(row.row_no).unwrap_or(i64::MAX), said });
            keys.extend(row.keys.iter().map(|key| (desk.vault().blind(key.index, &key.value), id)));
        }
        let list = HintList {
            id: list_id,
            source: read.source.clone(),
            basis: read.basis.clone(),
            as_of: read.as_of,
            expires_on: read.expires_on,
            sha256: sha256.clone(),
            row_count: i64::try_from(rows.len()).unwrap_or(i64::MAX),
            imported_by: Some(actor.account_id),
            imported_at: now,
            erased_on: None,
        };
        store::hint::insert(tx, &list, &rows, &keys).await?;
        Ok(list_id)
    })
}

/// The lists that were taken in.
#[crate::boxed]
pub async fn hints_page(desk: &Desk, actor: &Actor) -> Result<HintsPage, DeskError> {
    actor.require(Permission::ViewRegistry)?;
    let mut tx = desk.store().read().await?;
    let names = crate::lists::officers(&mut tx).await?;
    let lists = store::hint::lists(&mut tx).await?;
    Ok(HintsPage {
        may_import: actor.may(Permission::ReviewRegistry),
        lists: lists
            .into_iter()
            .map(|list| HintListRow {
                source: list.source,
                basis: list.basis,
                as_of: list.as_of,
                expires_on: list.expires_on,
                row_count: list.row_count,
                imported: format!(
                    "{} {}",
                    time::shown(list.imported_at),
                    list.imported_by.and_then(|id| names.get(&id).cloned()).unwrap_or_default()
                ),
                erased_on: list.erased_on,
            })
            .collect(),
    })
}

/// What lists in date say of whoever carries the numbers of these filings.
pub(crate) async fn hints_of(
    desk: &Desk,
    tx: &mut Tx,
    actor: &Actor,
    submission_ids: &[i64],
    today: Date,
) -> Result<Vec<HintPointer>, DeskError> {
    use casework::codes::FieldClass;
    if !actor.may(Permission::ViewRegistry) {
        return Ok(Vec::new());
    }
    let (mut keys, keyed): (Vec<BlindKey>, _) = (Vec::new(), Computing::keyed());
    for cell in store::sealed::identities(tx, submission_ids).await? {
        let id_no = personal::open(desk.vault(), FieldClass::IdNo, cell.submission_id, cell.id_no.as_deref())?;
        let phone = personal::open(desk.vault(), FieldClass::Phone, cell.submission_id, cell.phone.as_deref())?;
        let id_no = id_no.and_then(|text| identity::id_key(None, text.computed(0, &keyed)));
        let phone = phone.and_then(|text| identity::phone_key(text.computed(0, &keyed)));
        for key in [id_no, phone].into_iter().flatten() {
            let key = desk.vault().blind(key.index, &key.value);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    let lists = store::hint::lists(tx).await?;
    let mut found = Vec::new();
    for hint in store::hint::find(tx, &keys, SHOWN).await? {
        let Some(list) = lists.iter().find(|list| list.id == hint.list_id && list.expires_on >= today) else { continue };
        found.push(HintPointer {
            source: list.source.clone(),
            basis: list.basis.clone(),
            as_of: list.as_of,
            expires_on: list.expires_on,
            said: desk.vault().open_text(Class::Fact, &said_cell(hint.id), &hint.said)?.to_string(),
        });
    }
    Ok(found)
}
