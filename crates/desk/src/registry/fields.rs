//! The ten fields of 岳市监〔2024〕16号 part four, taken from what is on file at the moment of reading: nothing is copied, so
//! nothing can grow old.

use std::collections::BTreeSet;

use casework::codes::FieldClass;
use casework::fact::FactKind;
use store::Tx;

use super::docket::FILINGS_LIMIT;
use crate::access::Released;
use crate::{Desk, DeskError, personal};

/// Whether personal values are written as they are.
#[derive(Clone, Copy)]
pub(crate) enum Show<'a> {
    Masked,
    Clear(&'a Released),
}

/// The ten, in the order in which the instrument names them. Several values of one field are joined by 、.
pub(crate) struct Fields {
    pub(crate) name: String,
    pub(crate) id_no: String,
    pub(crate) phone: String,
    pub(crate) address: String,
    pub(crate) filings: i64,
    pub(crate) disclosures: i64,
    pub(crate) reviews: i64,
    pub(crate) discipline: i64,
    pub(crate) issues: String,
    pub(crate) categories: String,
}

/// Of issues and of categories, as many as say something.
const NAMED: i64 = 5;

/// Values of one personal field.
const VALUES: usize = 8;

impl Fields {
    pub(crate) async fn of_person(desk: &Desk, tx: &mut Tx, person_id: i64, show: Show<'_>) -> Result<Self, DeskError> {
        let ids = store::person::submission_ids(tx, person_id, FILINGS_LIMIT).await?;
        let mut values: [BTreeSet<String>; 4] = Default::default();
        for cell in store::sealed::identities(tx, &ids).await? {
            let classes = [
                (FieldClass::Name, &cell.name),
                (FieldClass::IdNo, &cell.id_no),
                (FieldClass::Phone, &cell.phone),
                (FieldClass::Address, &cell.address),
            ];
            for ((class, sealed), into) in classes.into_iter().zip(&mut values) {
                if let Some(clear) = personal::open(desk.vault(), class, cell.submission_id, sealed.as_deref())? {
                    into.insert(match show {
                        Show::Masked => personal::masked(class, &clear),
                        Show::Clear(released) => clear.shown(0, released)?.to_owned(),
                    });
                }
            }
        }
        let [name, id_no, phone, address] = values.map(|values| values.into_iter().take(VALUES).collect::<Vec<_>>().join("、"));
        let counts = store::fact::counts_of_person(tx, person_id).await?;
        let count = |kinds: &[FactKind]| counts.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, count)| count).sum();
        let issues = store::person::issues(tx, person_id, NAMED).await?;
        let categories = store::person::categories(tx, person_id, NAMED).await?;
        Ok(Self {
            name,
            id_no,
            phone,
            address,
            filings: store::person::submission_count(tx, person_id).await?,
            disclosures: count(&[FactKind::Disclosure]),
            reviews: count(&[FactKind::Reconsideration, FactKind::Lawsuit]),
            discipline: count(&[FactKind::Discipline]),
            issues: counted(issues.into_iter().map(|(issue, count)| (issue.label(), count))),
            categories: counted(categories.into_iter().map(|(category, count)| (category.label(), count))),
        })
    }
}

/// `标签标识12件、质量问题3件`.
fn counted(counts: impl Iterator<Item = (&'static str, i64)>) -> String {
    counts.map(|(label, count)| format!("{label}{count}件")).collect::<Vec<_>>().join("、")
}
