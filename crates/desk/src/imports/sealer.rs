//! What can be done to a row before the database is asked: its digest, its sealed cells, its blind keys.
//!
//! Done on the thread that reads, so that reading and sealing go on while the rows before are written.

use casework::submission::Submission;
use exchange::OriginalRow;
use rand_chacha::ChaCha20Rng;
use store::blind::{Entry, Subject};
use store::sealed::Sealed;
use tokio::runtime::Handle;
use vault::{Cell, Class};
use zeroize::Zeroizing;

use super::canonical;
use crate::{Desk, DeskError, personal, random};

/// Ids are taken in blocks of so many; what a file does not use stays a gap.
const ID_BLOCK: usize = 5_000;

/// A good row with everything that a new filing needs. Its cells are bound to its id, so an id is spent on every row,
/// also on one that turns out to be on file already.
pub(super) struct Filing {
    pub(super) id: i64,
    pub(super) row_no: u32,
    pub(super) original: OriginalRow,
    pub(super) submission: Box<Submission>,
    /// Keyed digest of what was filed.
    pub(super) digest: [u8; 32],
    pub(super) sealed: Sealed,
    pub(super) keys: Vec<Entry>,
}

/// Seals the rows of one run.
pub(super) struct Sealer {
    desk: Desk,
    rng: ChaCha20Rng,
    ids: std::ops::Range<i64>,
    runtime: Handle,
}

impl Sealer {
    /// `runtime` lends its database connections to the reading thread.
    pub(super) fn new(desk: &Desk, runtime: Handle) -> Self {
        Self { desk: desk.clone(), rng: random::rng(), ids: 0..0, runtime }
    }

    pub(super) fn seal(&mut self, row_no: u32, original: OriginalRow, submission: Box<Submission>) -> Result<Filing, DeskError> {
        let id = self.next_id()?;
        let vault = self.desk.vault();
        let digest = vault.digest(canonical::filed(&submission).as_bytes());
        let cell = Cell { table: "submission_sealed", column: "original", row: id };
        let json = Zeroizing::new(original.to_json());
        let mut sealed = personal::seal(vault, id, &submission, &mut self.rng);
        sealed.original = Some(vault.seal(Class::Original, &cell, json.as_bytes(), &mut self.rng));
        let keys = lookup_keys(&submission)
            .map(|key| Entry { key: vault.blind(key.index, &key.value), subject: Subject::Submission(id) })
            .collect();
        Ok(Filing { id, row_no, original, submission, digest, sealed, keys })
    }

    fn next_id(&mut self) -> Result<i64, DeskError> {
        if let Some(id) = self.ids.next() {
            return Ok(id);
        }
        let desk = &self.desk;
        let first = self.runtime.block_on(async {
            store::transact!(desk.store(), async |tx| -> Result<i64, DeskError> { Ok(store::submission::reserve(tx, ID_BLOCK).await?) })
        })?;
        self.ids = first..first + ID_BLOCK as i64;
        self.ids.next().ok_or_else(|| DeskError::Fault("没有可用的编号".into()))
    }
}

/// What an officer can look a person up by: whole numbers. The compounds of bulk resolution are computed in memory.
fn lookup_keys(submission: &Submission) -> impl Iterator<Item = identity::BlockKey> {
    let filer = &submission.filer;
    let id_no = filer.id_no.as_ref().and_then(|id_no| identity::id_key(filer.id_kind, id_no.as_str()));
    let phone = filer.phone.as_ref().and_then(|phone| identity::phone_key(phone.as_str()));
    let account = submission.purchase.payee_account.as_ref().and_then(|account| identity::account_key(account.as_str()));
    [id_no, phone, account].into_iter().flatten()
}
