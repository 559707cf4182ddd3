//! 送达: by which way a paper reached whom, and from which day that counts (市场监督管理行政处罚程序规定 第八十二条).

use jiff::civil::Date;

use crate::codes::codes;
use crate::values::clean_text;

codes! {
    /// 送达方式.
    ServiceWay {
        /// Counts on the day that the receipt names.
        Direct = "direct", "直接送达";
        /// Left where the recipient lives, after a refusal to sign: witnessed or recorded.
        Left = "left", "留置送达";
        /// Counts on arrival; only where the recipient agreed and signed 送达地址确认书.
        Electronic = "electronic", "电子送达";
        /// Counts on the day that the return receipt names.
        Post = "post", "邮寄送达";
        /// By another bureau, or handed on by another body; counts when the recipient signs.
        Entrusted = "entrusted", "委托送达";
        /// Counts when thirty days have passed since publication; only where no other way is left.
        Announced = "announced", "公告送达";
        /// By internet, telephone, text message, letter: for papers whose form says so.
        Told = "told", "告知（互联网、电话、短信等）";
    }
}

codes! {
    /// 受送达人: whom a paper was served on.
    Recipient {
        Complainant = "complainant", "投诉人";
        Informant = "informant", "举报人";
        Operator = "operator", "经营者";
        Police = "police", "公安机关";
        Unit = "unit", "行政机关";
    }
}

/// From when a service counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// On this day.
    On(Date),
    /// When the term of the public notice has passed, which began on this day.
    WhenAnnounced(Date),
}

/// Why a service cannot be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServiceRefusal {
    #[error("送达日期早于文书签发日期")]
    BeforeIssue,
    #[error("送达日期晚于今天")]
    InTheFuture,
    #[error("这种文书须送达，不能只作告知")]
    MustBeServed,
    #[error("{}须写明{}", .0.label(), .0.asks().unwrap_or("经过"))]
    NothingSaid(ServiceWay),
}

impl ServiceWay {
    /// What the record must say about this way; `None`: the day is enough.
    pub const fn asks(self) -> Option<&'static str> {
        match self {
            Self::Direct | Self::Told => None,
            Self::Left => Some("拒收事由和见证人，或者拍照、录像的情况"),
            Self::Electronic => Some("送达地址确认书载明的电子地址"),
            Self::Post => Some("邮件号码"),
            Self::Entrusted => Some("受委托或者转交的机关"),
            Self::Announced => Some("公告的原因、经过和载体"),
        }
    }
}

/// A service as an officer records it: `happened_on` is the day on which the paper was taken or left, arrived, or on which
/// the notice was published. `may_be_told`: the form itself lets it be told by telephone, internet or letter.
pub fn serve(
    way: ServiceWay,
    happened_on: Date,
    issued_on: Date,
    today: Date,
    note: &str,
    may_be_told: bool,
) -> Result<Served, ServiceRefusal> {
    if happened_on < issued_on {
        return Err(ServiceRefusal::BeforeIssue);
    }
    if happened_on > today {
        return Err(ServiceRefusal::InTheFuture);
    }
    if way == ServiceWay::Told && !may_be_told {
        return Err(ServiceRefusal::MustBeServed);
    }
    if way.asks().is_some() && clean_text(note).trim().is_empty() {
        return Err(ServiceRefusal::NothingSaid(way));
    }
    Ok(if way == ServiceWay::Announced { Served::WhenAnnounced(happened_on) } else { Served::On(happened_on) })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn each_way_asks_for_what_the_rule_asks() {
        let (issued, today) = (date(2026, 5, 12), date(2026, 5, 20));
        let on = |way, day, note| serve(way, day, issued, today, note, false);
        assert_eq!(on(ServiceWay::Direct, issued, ""), Ok(Served::On(issued)));
        assert_eq!(on(ServiceWay::Direct, date(2026, 5, 11), ""), Err(ServiceRefusal::BeforeIssue));
        assert_eq!(on(ServiceWay::Direct, date(2026, 5, 21), ""), Err(ServiceRefusal::InTheFuture));
        assert_eq!(on(ServiceWay::Left, today, " "), Err(ServiceRefusal::NothingSaid(ServiceWay::Left)));
        assert_eq!(on(ServiceWay::Left, today, "拒绝签收，社区工作人员见证"), Ok(Served::On(today)));
        assert_eq!(on(ServiceWay::Announced, today, "下落不明，在门户网站公告"), Ok(Served::WhenAnnounced(today)));
        assert_eq!(on(ServiceWay::Told, today, ""), Err(ServiceRefusal::MustBeServed));
        assert_eq!(serve(ServiceWay::Told, today, issued, today, "", true), Ok(Served::On(today)));
        assert_eq!(ServiceRefusal::NothingSaid(ServiceWay::Post).to_string(), "邮寄送达须写明邮件号码");
    }
}
