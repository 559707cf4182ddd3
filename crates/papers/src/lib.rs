#![doc = include_str!("../README.md")]

mod block;
mod content;
mod docx;
mod draft;
mod error;
mod field;
mod fill;
mod fonts;
mod form;
mod number;
mod pack;
mod paper;
mod readback;
mod render;
pub mod sample;
mod value;
mod world;

#[cfg(test)]
mod tests;

pub use self::content::{
    Avoidance, CaseOpened, ComplaintAccepted, ComplaintDeclined, ComplaintRegistration, Content, Dispatch, Extension, IdentityDemand,
    MediationAgreement, MediationEnded, MediationNotice, NoCase, ObjectionAnswer, PersonalCopy, Referral, RegistryEnded, RegistryNotice,
    RegistryStop, RightsAnswer, ServiceReceipt, Slot, TipoffRegistration, TipoffResult,
};
pub use self::draft::Draft;
pub use self::error::PaperError;
pub use self::field::Field;
pub use self::fonts::{FontSource, NoFont};
pub use self::form::{Edition, Form, PaperKind, Standing};
pub use self::number::{paper_no, unnumbered};
pub use self::pack::{FormError, check, check_form, kind_of_file};
pub use self::paper::Paper;
pub use self::render::{Papers, Rendered};
pub use self::value::{AvoidanceOutcome, Brought, Consent, Item, Listed, Names, Shape, Words, chinese_date};
