//! What a filing says, as one text: two rows say the same exactly when their texts are the same.

use std::fmt::Write;

use casework::fact::DepartmentFact;
use casework::submission::Submission;
use zeroize::Zeroizing;

/// Collects fields with a separator that no value holds.
struct Text(Zeroizing<String>);

impl Text {
    fn put(&mut self, value: impl std::fmt::Display) {
        write!(self.0, "{value}\u{1e}").expect("writing to a string");
    }

    fn maybe(&mut self, value: Option<impl std::fmt::Display>) {
        match value {
            Some(value) => self.put(value),
            None => self.0.push('\u{1e}'),
        }
    }
}

/// Everything that was filed; how it ended is told by the reported result and compared by itself.
pub(super) fn filed(submission: &Submission) -> Zeroizing<String> {
    let Submission {
        submission_no,
        channel,
        received_at,
        kind,
        filer,
        agent,
        real_name,
        consent_publish,
        consent_delegate,
        operator,
        region,
        purchase,
        issue,
        demand,
        claim_amount,
        narrative,
        evidence_hashes,
        result: _,
    } = submission;
    let mut text = Text(Zeroizing::new(String::with_capacity(narrative.len() + 512)));
    text.put(submission_no);
    text.put(channel.code());
    text.put(received_at);
    text.put(kind.code());
    text.maybe(filer.name.as_ref().map(|v| v.as_str()));
    text.maybe(filer.id_kind.map(|v| v.code()));
    text.maybe(filer.id_no.as_ref().map(|v| v.as_str()));
    text.maybe(filer.phone.as_ref().map(|v| v.as_str()));
    text.maybe(filer.address.as_ref());
    text.maybe(agent.name.as_ref().map(|v| v.as_str()));
    text.maybe(agent.phone.as_ref().map(|v| v.as_str()));
    text.maybe(*real_name);
    text.maybe(*consent_publish);
    text.maybe(*consent_delegate);
    text.put(&operator.name);
    text.maybe(operator.uscc.as_ref().map(|v| v.as_str()));
    text.maybe(operator.address.as_ref());
    text.maybe(operator.platform.as_ref());
    text.put(region.as_str());
    text.maybe(purchase.item.as_ref());
    text.maybe(purchase.category.map(|v| v.code()));
    text.maybe(purchase.purchased_on);
    text.maybe(purchase.quantity_milli);
    text.maybe(purchase.unit.as_ref());
    text.maybe(purchase.amount);
    text.maybe(purchase.order_no.as_ref());
    text.maybe(purchase.consignee.as_ref().map(|v| v.as_str()));
    text.maybe(purchase.consignee_phone.as_ref().map(|v| v.as_str()));
    text.maybe(purchase.consignee_address.as_ref());
    text.maybe(purchase.payee_account.as_ref().map(|v| v.as_str()));
    text.maybe(issue.map(|v| v.code()));
    text.maybe(demand.as_ref());
    text.maybe(*claim_amount);
    text.put(narrative);
    for hash in evidence_hashes {
        text.put(hash.as_str());
    }
    text.0
}

/// A department's row without its result.
pub(super) fn stated(fact: &DepartmentFact) -> Zeroizing<String> {
    let DepartmentFact { kind, fact_no, organ, happened_on, name, id_no, phone, matter, submission_no, result: _, result_on: _, penalty } =
        fact;
    let mut text = Text(Zeroizing::new(String::with_capacity(256)));
    text.put(kind.code());
    text.put(fact_no);
    text.put(organ);
    text.put(happened_on);
    text.maybe(name.as_ref().map(|v| v.as_str()));
    text.maybe(id_no.as_ref().map(|v| v.as_str()));
    text.maybe(phone.as_ref().map(|v| v.as_str()));
    text.maybe(matter.as_ref());
    text.maybe(submission_no.as_ref());
    if let Some(penalty) = penalty {
        text.put(&penalty.operator_name);
        text.maybe(penalty.operator_uscc.as_ref().map(|v| v.as_str()));
        text.maybe(penalty.cause.as_ref());
        text.maybe(penalty.fine);
    }
    text.0
}
