//! 个人信息权利: what a person may ask about their own data (个人信息保护法 44 to 50), and that it is answered, in time and with
//! a reason.
//!
//! Deliberately absent: the length of the term (`law`, L-DSR); whether what is asked is true, which an officer checks.

use jiff::civil::Date;

use crate::codes::codes;
use crate::decision::{Officer, Reason};

codes! {
    /// What is asked.
    Right {
        /// art. 45
        Access = "access", "查阅、复制";
        /// art. 46
        Correct = "correct", "更正、补充";
        /// art. 47
        Delete = "delete", "删除";
        /// art. 48, and 24 paragraph 3 for what the machine found
        Explain = "explain", "解释说明";
    }
}

codes! {
    /// Who asks.
    Applicant {
        Person = "person", "本人";
        Agent = "agent", "委托代理人";
        /// art. 49: of somebody who died.
        Relative = "relative", "死者的近亲属";
    }
}

codes! {
    /// What the answer says.
    RightsOutcome {
        Granted = "granted", "予以办理";
        Partly = "partly", "部分予以办理";
        Refused = "refused", "不予办理";
    }
}

codes! {
    /// Why something asked for is not done. Nothing else is a ground.
    RefusalGround {
        /// art. 45 paragraph 1 with 18 paragraph 1
        SecretByLaw = "secret_by_law", "法律、行政法规规定应当保密或者不需要告知（第四十五条第一款、第十八条第一款）";
        /// art. 45 paragraph 1 with 35
        HindersDuty = "hinders_duty", "告知将妨碍国家机关履行法定职责（第四十五条第一款、第三十五条）";
        /// art. 46 paragraph 2
        Accurate = "accurate", "经核实，所载信息准确、完整（第四十六条第二款）";
        /// art. 47 paragraph 1
        StillNeeded = "still_needed", "处理目的尚未实现，没有应当删除的情形（第四十七条第一款）";
        /// art. 47 paragraph 2: kept, and from now on used for nothing else.
        RetentionRuns = "retention_runs", "法律、行政法规规定的保存期限未届满，停止存储和安全保护以外的处理（第四十七条第二款）";
        /// art. 49, 50
        NotThePerson = "not_the_person", "未能核实请求人是本人、委托代理人或者近亲属（第四十九条、第五十条第一款）";
    }
}

impl RefusalGround {
    /// Whether it can be said of such a request.
    pub const fn fits(self, right: Right) -> bool {
        match self {
            Self::SecretByLaw | Self::HindersDuty => matches!(right, Right::Access | Right::Explain),
            Self::Accurate => matches!(right, Right::Correct),
            Self::StillNeeded | Self::RetentionRuns => matches!(right, Right::Delete),
            Self::NotThePerson => true,
        }
    }
}

/// An open request with its clock (L-DSR).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    pub right: Right,
    pub received_on: Date,
    /// The last day on which an answer is in time.
    pub due_on: Date,
}

/// An answer that may be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RightsAnswer {
    pub outcome: RightsOutcome,
    /// Of what is not done.
    pub ground: Option<RefusalGround>,
    pub by: i64,
    pub on: Date,
    pub is_late: bool,
}

/// Why an answer is not given. `Display` is a sentence for the officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RightsRefusal {
    #[error("不办理或者部分不办理的，须有法定理由")]
    NoGround,
    #[error("予以办理的，不引用不办理的理由")]
    GroundForNothing,
    #[error("所选理由不适用于“{}”的请求", .0.label())]
    WrongGround(Right),
    #[error("日期早于收到请求的日期{0}")]
    TooEarly(Date),
}

impl RightsRefusal {
    /// What the officer can do instead.
    pub const fn way_on(&self) -> &'static str {
        match self {
            Self::NoGround => "请选择《个人信息保护法》规定的理由；没有理由的，应当予以办理。",
            Self::GroundForNothing => "全部予以办理的，请不选理由；只办理一部分的，请选“部分予以办理”。",
            Self::WrongGround(_) => "请改选与所请求权利相符的理由。",
            Self::TooEarly(_) => "请核对日期。",
        }
    }
}

impl Request {
    /// Answers with a reason in words; what is not done only on a ground that the law gives for that right.
    pub fn answer(
        &self,
        officer: &Officer,
        outcome: RightsOutcome,
        ground: Option<RefusalGround>,
        _: &Reason,
        on: Date,
    ) -> Result<RightsAnswer, RightsRefusal> {
        if on < self.received_on {
            return Err(RightsRefusal::TooEarly(self.received_on));
        }
        match (outcome, ground) {
            (RightsOutcome::Granted, Some(_)) => return Err(RightsRefusal::GroundForNothing),
            (RightsOutcome::Partly | RightsOutcome::Refused, None) => return Err(RightsRefusal::NoGround),
            (_, Some(ground)) if !ground.fits(self.right) => return Err(RightsRefusal::WrongGround(self.right)),
            _ => {}
        }
        Ok(RightsAnswer { outcome, ground, by: officer.account_id(), on, is_late: on > self.due_on })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn nothing_is_refused_without_a_ground_of_its_own() {
        let officer = Officer::new(7, "周立本").expect("an officer");
        let reason = Reason::new("经核对档案，情况如上所述。").expect("a reason");
        let on = date(2026, 6, 3);
        let answer = |right, outcome, ground| {
            Request { right, received_on: date(2026, 5, 12), due_on: date(2026, 6, 2) }.answer(&officer, outcome, ground, &reason, on)
        };
        use RefusalGround as G;
        assert_eq!(answer(Right::Access, RightsOutcome::Refused, None), Err(RightsRefusal::NoGround));
        assert_eq!(answer(Right::Access, RightsOutcome::Partly, None), Err(RightsRefusal::NoGround));
        assert_eq!(answer(Right::Access, RightsOutcome::Granted, Some(G::SecretByLaw)), Err(RightsRefusal::GroundForNothing));
        let allowed: Vec<Vec<&str>> = Right::ALL
            .iter()
            .map(|&right| {
                let fits = |ground: &&G| answer(right, RightsOutcome::Refused, Some(**ground)).is_ok();
                G::ALL.iter().filter(fits).map(|ground| ground.code()).collect()
            })
            .collect();
        assert_eq!(
            allowed,
            [
                vec!["secret_by_law", "hinders_duty", "not_the_person"],
                vec!["accurate", "not_the_person"],
                vec!["still_needed", "retention_runs", "not_the_person"],
                vec!["secret_by_law", "hinders_duty", "not_the_person"],
            ]
        );
        let late = answer(Right::Explain, RightsOutcome::Granted, None).expect("granted");
        assert_eq!((late.is_late, late.by), (true, 7));
        let early = Request { right: Right::Access, received_on: date(2026, 6, 4), due_on: date(2026, 6, 25) };
        let early = early.answer(&officer, RightsOutcome::Granted, None, &reason, on);
        assert_eq!(early, Err(RightsRefusal::TooEarly(date(2026, 6, 4))));
    }
}
