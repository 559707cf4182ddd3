//! What a filing holds that other people's may hold too, as texts in the form in which they are compared: by these the filings
//! that must be seen beside one are found.

use super::builder;
use super::contacts;
use super::input::FilingInput;

/// Personal data in clear: blind it before it is kept anywhere.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// Full telephones of the consignee and of the agent. The filer's own is found by the keys of identity.
    pub phones: Vec<String>,
    /// The filer's and the consignee's address, where it names one door.
    pub doors: Vec<String>,
    pub order: Option<String>,
    /// Digests of evidence files, each once.
    pub evidence: Vec<String>,
}

impl Held {
    /// Of one filing.
    pub fn by(input: &FilingInput<'_>) -> Self {
        let full = |phone: &&str| contacts::line(phone).is_some();
        let phones = [input.consignee_phone, input.agent_phone].into_iter().flatten().filter(full).map(str::to_owned);
        let doors = [input.address, input.consignee_address].into_iter().flatten().filter_map(contacts::dwelling);
        let evidence = input.evidence_hashes.split(';').map(str::trim).filter(|hash| !hash.is_empty()).map(str::to_owned);
        Self {
            phones: each_once(phones.collect()),
            doors: each_once(doors.collect()),
            order: input.order_no.and_then(builder::order),
            evidence: each_once(evidence.collect()),
        }
    }
}

fn each_once(mut texts: Vec<String>) -> Vec<String> {
    texts.sort_unstable();
    texts.dedup();
    texts
}

#[cfg(test)]
mod tests {
    use casework::codes::SubmissionKind;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_names_one_door_one_line_one_order_is_held() {
        let received = date(2026, 5, 1).at(9, 0, 0, 0);
        let input = FilingInput {
            address: Some("建湘路12号3栋502室"),
            consignee_address: Some("建湘路 12号3栋502"),
            consignee_phone: Some("138****8000"),
            agent_phone: Some("13800138000"),
            order_no: Some("1234"),
            evidence_hashes: "bb; aa;bb",
            ..FilingInput::new(1, "T1", SubmissionKind::Complaint, received, "甲店")
        };
        let held = Held::by(&input);
        assert_eq!((held.phones, held.doors.len(), held.order), (vec!["13800138000".to_owned()], 1, None));
        assert_eq!(held.evidence, ["aa", "bb"]);
    }
}
