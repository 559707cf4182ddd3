//! One column of a row, in either database: how Rust values go in and come out.

use casework::clock::TermId;
use casework::clue::{ClueOrigin, ClueState};
use casework::codes::{
    AvoidanceRuling, Category, Channel, Department, FieldClass, IdKind, ImportKind, Issue, MatterKind, OrgLevel, Outcome, Protection,
    Relation, Role, SubmissionKind, Verification,
};
use casework::decision::{EventKind, RulesId};
use casework::fact::{FactKind, FactResult};
use casework::form::FormId;
use casework::matter::MatterState;
use casework::proceeding::{ProceedingKind, ProceedingState};
use casework::referral::{ReferralState, Suspect};
use casework::registry::{
    BaseKind, DeferralGround, EntryState, NoticeKind, ObjectionChannel, ObjectionOutcome, QuashKind, RegistryEventKind, Strength,
};
use casework::rights::{Applicant, RefusalGround, Right, RightsOutcome};
use casework::service::{Recipient, ServiceWay};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{ColumnIndex, Decode, Type};

use crate::{Result, StoreError};

/// A bound parameter. Borrowed, so that a bulk insert copies each text once, into the driver.
#[derive(Clone, Debug)]
pub(crate) enum Value<'a> {
    Int(Option<i64>),
    Real(Option<f64>),
    Bool(Option<bool>),
    Text(Option<&'a str>),
    /// Text that was made for the purpose, such as a date.
    Owned(Option<String>),
    Blob(Option<&'a [u8]>),
}

impl Value<'_> {
    /// The type of a column that holds such values.
    pub(crate) const fn postgres_type(&self) -> &'static str {
        match self {
            Self::Int(_) => "bigint",
            Self::Real(_) => "double precision",
            Self::Bool(_) => "boolean",
            Self::Text(_) | Self::Owned(_) => "text",
            Self::Blob(_) => "bytea",
        }
    }
}

/// A row of either database.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    pub(crate) fn get<T: Column>(&self, index: usize) -> Result<T> {
        T::decode(self, index)
    }

    fn raw<T>(&self, index: usize) -> Result<T>
    where
        T: for<'r> Decode<'r, sqlx::Sqlite> + Type<sqlx::Sqlite> + for<'r> Decode<'r, sqlx::Postgres> + Type<sqlx::Postgres>,
        usize: ColumnIndex<SqliteRow> + ColumnIndex<PgRow>,
    {
        use sqlx::Row as _;
        match self {
            Self::Sqlite(row) => row.try_get(index),
            Self::Postgres(row) => row.try_get(index),
        }
        .map_err(|source| StoreError::Database { source })
    }
}

/// A type that stands in one column.
pub(crate) trait Column: Sized {
    fn encode(&self) -> Value<'_>;
    fn encode_null() -> Value<'static>;
    fn decode(row: &Row, index: usize) -> Result<Self> {
        Self::decode_optional(row, index)?.ok_or(StoreError::Corrupt { what: "a required column is null" })
    }
    fn decode_optional(row: &Row, index: usize) -> Result<Option<Self>>;
}

/// What can be given for a parameter: a column's value, or a borrowed one.
pub(crate) trait Bind {
    fn bind(&self) -> Value<'_>;
}

impl<T: Column> Bind for T {
    fn bind(&self) -> Value<'_> {
        self.encode()
    }
}

impl Bind for &str {
    fn bind(&self) -> Value<'_> {
        Value::Text(Some(self))
    }
}

impl Bind for Option<&str> {
    fn bind(&self) -> Value<'_> {
        Value::Text(*self)
    }
}

impl Bind for &[u8] {
    fn bind(&self) -> Value<'_> {
        Value::Blob(Some(self))
    }
}

impl<T: Column> Column for Option<T> {
    fn encode(&self) -> Value<'_> {
        match self {
            Some(value) => value.encode(),
            None => T::encode_null(),
        }
    }

    fn encode_null() -> Value<'static> {
        T::encode_null()
    }

    fn decode(row: &Row, index: usize) -> Result<Self> {
        T::decode_optional(row, index)
    }

    fn decode_optional(row: &Row, index: usize) -> Result<Option<Self>> {
        T::decode_optional(row, index).map(Some)
    }
}

macro_rules! plain_column {
    ($type:ty, $variant:ident, $encode:expr) => {
        impl Column for $type {
            fn encode(&self) -> Value<'_> {
                let encode: for<'a> fn(&'a $type) -> Value<'a> = $encode;
                encode(self)
            }

            fn encode_null() -> Value<'static> {
                Value::$variant(None)
            }

            fn decode_optional(row: &Row, index: usize) -> Result<Option<Self>> {
                row.raw(index)
            }
        }
    };
}

plain_column!(i64, Int, |value| Value::Int(Some(*value)));
plain_column!(f64, Real, |value| Value::Real(Some(*value)));
plain_column!(bool, Bool, |value| Value::Bool(Some(*value)));
plain_column!(String, Text, |value| Value::Text(Some(value)));
plain_column!(Vec<u8>, Blob, |value| Value::Blob(Some(value)));

/// Moments are unix seconds.
impl Column for Timestamp {
    fn encode(&self) -> Value<'_> {
        Value::Int(Some(self.as_second()))
    }

    fn encode_null() -> Value<'static> {
        Value::Int(None)
    }

    fn decode_optional(row: &Row, index: usize) -> Result<Option<Self>> {
        let seconds: Option<i64> = row.raw(index)?;
        seconds.map(|s| Self::from_second(s).map_err(|_| StoreError::Corrupt { what: "a moment out of range" })).transpose()
    }
}

macro_rules! text_column {
    ($($type:ty: $what:literal, $to:expr, $from:expr;)+) => {
        $(impl Column for $type {
            fn encode(&self) -> Value<'_> {
                let to: fn(&$type) -> String = $to;
                Value::Owned(Some(to(self)))
            }

            fn encode_null() -> Value<'static> {
                Value::Text(None)
            }

            fn decode_optional(row: &Row, index: usize) -> Result<Option<Self>> {
                let from: fn(&str) -> Option<$type> = $from;
                let text: Option<String> = row.raw(index)?;
                text.map(|text| from(&text).ok_or(StoreError::Corrupt { what: $what })).transpose()
            }
        })+
    };
}

text_column! {
    Date: "not a date", |date| date.to_string(), |text| text.parse().ok();
    // `YYYY-MM-DDTHH:MM:SS`: sorts as text.
    DateTime: "not a local time", |at| at.strftime("%Y-%m-%dT%H:%M:%S").to_string(), |text| text.parse().ok();
    // `complaint.accepted`: a state is unique only within its kind.
    MatterState: "not a state of a matter",
        |state| format!("{}.{}", state.kind().code(), state.code()),
        |text| text.split_once('.').and_then(|(kind, state)| MatterState::from_code(MatterKind::from_code(kind)?, state));
}

macro_rules! code_column {
    ($($type:ty),+ $(,)?) => {
        $(impl Column for $type {
            fn encode(&self) -> Value<'_> {
                Value::Text(Some(self.code()))
            }

            fn encode_null() -> Value<'static> {
                Value::Text(None)
            }

            fn decode_optional(row: &Row, index: usize) -> Result<Option<Self>> {
                let text: Option<String> = row.raw(index)?;
                text.map(|text| Self::from_code(&text).ok_or(StoreError::Corrupt { what: concat!("an unknown code of ", stringify!($type)) }))
                    .transpose()
            }
        })+
    };
}

code_column!(
    Applicant,
    BaseKind,
    Category,
    Channel,
    ClueOrigin,
    ClueState,
    DeferralGround,
    Department,
    EntryState,
    EventKind,
    FactKind,
    FactResult,
    FieldClass,
    FormId,
    IdKind,
    ImportKind,
    Issue,
    MatterKind,
    NoticeKind,
    ObjectionChannel,
    ObjectionOutcome,
    OrgLevel,
    Outcome,
    ProceedingKind,
    ProceedingState,
    Protection,
    AvoidanceRuling,
    Relation,
    QuashKind,
    Recipient,
    ReferralState,
    RefusalGround,
    RegistryEventKind,
    Right,
    RightsOutcome,
    Role,
    RulesId,
    ServiceWay,
    Strength,
    SubmissionKind,
    Suspect,
    TermId,
    Verification,
);
