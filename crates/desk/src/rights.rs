//! 个人信息权利 (个人信息保护法 44 to 50): what people ask about their own data, what is held of them, the copy, the correction,
//! the erasure, the explanation, and the answer with its paper.
//!
//! What is held is told of filings that share the number or telephone of the filing by which the person was identified: a
//! link that was only inferred is no proof that the data is theirs. Deliberately absent: any answer that no officer gave.

mod ask;
mod change;
mod holdings;
mod page;
mod paper;
mod retention;

pub use ask::{AnswerForm, AskForm, answer, ask, form};
pub use change::{CorrectForm, correct, erase};
pub use page::{list, load};
pub use paper::{copy, download};
pub use retention::{Class, Swept, classes, sweep};

use casework::rights::RightsRefusal;
use store::rights as rows;
use store::{Tx, submission::Submission};
use vault::Cell;

use crate::{Actor, DeskError};

/// The house's own rules say no; every refusal says the way on.
impl From<RightsRefusal> for DeskError {
    fn from(refusal: RightsRefusal) -> Self {
        Self::refused(refusal.to_string(), refusal.way_on())
    }
}

const fn words_cell(id: i64) -> Cell {
    Cell { table: "rights_request", column: "words", row: id }
}

const fn verified_cell(id: i64) -> Cell {
    Cell { table: "rights_request", column: "verified", row: id }
}

const fn answer_cell(id: i64) -> Cell {
    Cell { table: "rights_request", column: "answer", row: id }
}

const fn pdf_cell(id: i64) -> Cell {
    Cell { table: "rights_paper", column: "pdf", row: id }
}

/// A request that the actor's units answer, with the filing by which the person was identified.
async fn own(tx: &mut Tx, actor: &Actor, id: i64) -> Result<(rows::Request, Submission), DeskError> {
    let request = rows::get(tx, id).await?.ok_or(DeskError::NotFound)?;
    if !actor.sees_org(request.org_id) {
        return Err(DeskError::NotFound);
    }
    let anchor = store::submission::get(tx, request.anchor_id).await?.ok_or_else(broken)?;
    Ok((request, anchor))
}

/// The same while it waits for its answer.
async fn open(tx: &mut Tx, actor: &Actor, id: i64) -> Result<(rows::Request, Submission), DeskError> {
    let (request, anchor) = own(tx, actor, id).await?;
    if request.open {
        Ok((request, anchor))
    } else {
        Err(DeskError::refused("该请求已经答复", "本人另有请求的，请登记为新的请求。"))
    }
}

fn broken() -> DeskError {
    DeskError::Fault("个人信息权利请求的记录无法读回".into())
}
