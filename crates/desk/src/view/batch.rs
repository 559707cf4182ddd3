//! 批量办理 and 提醒: what became of each row, and what is due.

use casework::codes::MatterKind;
use jiff::civil::{Date, date};

/// A batch after it was done, or after it was undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchPage {
    pub batch_id: i64,
    /// E.g. `指派承办人`.
    pub title: String,
    pub made_at: String,
    pub rows: Vec<BatchRowView>,
    pub may_undo: bool,
}

/// One row of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRowView {
    /// `None` when the viewer may not open it.
    pub submission_id: Option<i64>,
    pub submission_no: String,
    pub matter: MatterKind,
    pub operator: String,
    pub done: bool,
    /// The result, or why not.
    pub message: String,
    /// What became of undoing it.
    pub undone: Option<String>,
}

impl BatchPage {
    pub fn done(&self) -> usize {
        self.rows.iter().filter(|row| row.done).count()
    }

    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        let row = |id: i64, done: bool, message: &str, undone: Option<&str>| BatchRowView {
            submission_id: (id != 3).then_some(id),
            submission_no: format!("20260507{id:06}"),
            matter: MatterKind::Complaint,
            operator: "华容县<芥菜>合作社".to_owned(),
            done,
            message: message.to_owned(),
            undone: undone.map(str::to_owned),
        };
        Self {
            batch_id: 12,
            title: "受理".to_owned(),
            made_at: "2026-05-12 09:30".to_owned(),
            rows: vec![
                row(1, true, "已受理", Some("已撤销")),
                row(2, true, "已受理", Some("此后又有办理，未撤销")),
                row(3, false, "本事项现为“不予受理”，不能办理“受理”", None),
            ],
            may_undo: true,
        }
    }
}

/// Notices that the person has not put away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reminders {
    pub rows: Vec<ReminderView>,
    /// Counts of all terms under a new work calendar.
    pub recounts: Vec<RecountNotice>,
}

impl Reminders {
    pub fn count(&self) -> usize {
        self.rows.len() + self.recounts.len()
    }
}

/// What such a count moved, in one notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecountNotice {
    pub recount_id: i64,
    pub moved: i64,
    /// Of these, which end earlier than before.
    pub earlier: i64,
}

/// The terms that a count moved, one page of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecountPage {
    pub recount_id: i64,
    pub made_at: String,
    /// From 1.
    pub page: i64,
    pub next: Option<i64>,
    pub rows: Vec<RecountRow>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecountRow {
    pub submission_id: i64,
    pub submission_no: String,
    pub operator: String,
    pub what: String,
    pub former: Date,
    pub due: Date,
    pub provisional: bool,
}

impl RecountPage {
    /// Made-up data.
    pub fn sample() -> Self {
        let row = |n: i64, former: Date, due: Date, provisional| RecountRow {
            submission_id: n,
            submission_no: format!("20260507{n:06}"),
            operator: "岳阳楼区<洞庭>渔家土特产店".to_owned(),
            what: "投诉·受理或不予受理并告知".to_owned(),
            former,
            due,
            provisional,
        };
        Self {
            recount_id: 3,
            made_at: "2026-12-31 09:00".to_owned(),
            page: 2,
            next: Some(3),
            rows: vec![row(101, date(2027, 1, 5), date(2027, 1, 6), false), row(102, date(2027, 1, 8), date(2027, 1, 7), true)],
        }
    }
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReminderView {
    pub reminder_id: i64,
    pub submission_id: i64,
    pub submission_no: String,
    pub operator: String,
    /// E.g. `投诉·受理或不予受理并告知`.
    pub what: String,
    /// E.g. `明日到期`.
    pub stage: String,
    /// E.g. `2026-05-13到期`.
    pub due: String,
    pub is_urgent: bool,
}

impl Reminders {
    /// Made-up data.
    pub fn sample() -> Self {
        let row = |id: i64, stage: &str, due: &str, is_urgent| ReminderView {
            reminder_id: id,
            submission_id: 101,
            submission_no: "20260507000101".to_owned(),
            operator: "岳阳楼区<洞庭>渔家土特产店".to_owned(),
            what: "投诉·受理或不予受理并告知".to_owned(),
            stage: stage.to_owned(),
            due: due.to_owned(),
            is_urgent,
        };
        Self {
            rows: vec![row(5, "已超期", "2026-05-11到期", true), row(6, "还剩三日", "2026-05-15到期", false)],
            recounts: vec![RecountNotice { recount_id: 3, moved: 4_722, earlier: 12 }],
        }
    }
}
