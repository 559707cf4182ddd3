//! Card numbers, payment accounts and e-mails.

use casework::values::clean_code;

use crate::compare::Level;
use crate::edit::one_slip;
use crate::weights;

/// A number of a card or a payment account, or an e-mail.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct AccountForm {
    pub(crate) text: String,
}

impl AccountForm {
    pub(crate) fn parse(raw: &str) -> Option<Self> {
        let text = clean_code(raw).replace(['-', '—'], "");
        (text.chars().filter(|c| *c != '*').count() >= 4).then_some(Self { text })
    }

    pub(crate) fn is_full(&self) -> bool {
        !self.text.contains('*')
    }

    pub(crate) fn compare(&self, other: &Self) -> (Level, f64) {
        let differs = (Level::Differs, weights::ACCOUNT_DIFFERS);
        if self.is_full() && other.is_full() {
            if self.text == other.text {
                return (Level::Equal, weights::ACCOUNT_EQUAL);
            }
            // Cards have sixteen to nineteen digits: one digit off is a slip, not a neighbour.
            let is_slip = self.text.len().min(other.text.len()) >= 15 && one_slip(self.text.as_bytes(), other.text.as_bytes());
            return if is_slip { (Level::Near, weights::ACCOUNT_NEAR) } else { differs };
        }
        let tail = |text: &str| text.bytes().rev().take(4).collect::<Vec<_>>();
        let (a, b) = (tail(&self.text), tail(&other.text));
        if a == b && !a.contains(&b'*') { (Level::Masked, weights::ACCOUNT_TAIL) } else { differs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts() {
        let table = [
            ("6222000011112222", "6222 0000 1111 2222", Level::Equal),
            ("6222000011112222", "************2222", Level::Masked),
            ("6222000011112222", "6222000011112223", Level::Near),
            ("6222000011112222", "6222000011121222", Level::Near),
            ("6222000011112222", "6222000033334444", Level::Differs),
            ("wx_abc@qq.com", "WX_ABC@QQ.COM", Level::Equal),
            ("alipay01", "alipay02", Level::Differs),
        ];
        for (a, b, level) in table {
            let found = AccountForm::parse(a).zip(AccountForm::parse(b)).map(|(a, b)| a.compare(&b).0);
            assert_eq!(found, Some(level), "{a} {b}");
        }
    }
}
