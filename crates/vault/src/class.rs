//! What is sealed apart from what.

/// A class of sealed value. Each has data keys of its own, so that the right to one says nothing about another.
///
/// The first eight are the personal field classes of a submission (`casework::codes::FieldClass`, same codes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// 姓名
    Name,
    /// 证件号码
    IdNo,
    /// 联系电话
    Phone,
    /// 联系地址
    Address,
    /// 代理人
    Agent,
    /// 收货人
    Consignee,
    /// 收款账号
    Account,
    /// 内容 and 诉求
    Narrative,
    /// The row as it arrived.
    Original,
    /// A row that an import turned back.
    Reject,
    /// Personal fields of another department's fact.
    Fact,
    /// 文书, as printed.
    Paper,
    /// An officer's own words: the reason of a decision, the purpose of a look.
    Reason,
    /// The shared secret of an officer's second factor (动态验证码).
    Credential,
}

impl Class {
    /// Every class, in the order of the table of keys.
    pub const ALL: &'static [Self] = &[
        Self::Name,
        Self::IdNo,
        Self::Phone,
        Self::Address,
        Self::Agent,
        Self::Consignee,
        Self::Account,
        Self::Narrative,
        Self::Original,
        Self::Reject,
        Self::Fact,
        Self::Paper,
        Self::Reason,
        Self::Credential,
    ];

    /// The stable code kept beside a wrapped key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::IdNo => "id_no",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::Agent => "agent",
            Self::Consignee => "consignee",
            Self::Account => "account",
            Self::Narrative => "narrative",
            Self::Original => "original",
            Self::Reject => "reject",
            Self::Fact => "fact",
            Self::Paper => "paper",
            Self::Reason => "reason",
            Self::Credential => "credential",
        }
    }

    /// The class with this stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_the_order_of_the_variants_and_codes_lead_back() {
        for (place, class) in Class::ALL.iter().enumerate() {
            assert_eq!(*class as usize, place);
            assert_eq!(Class::from_code(class.code()), Some(*class));
        }
        assert_eq!(Class::from_code("index"), None);
    }
}
