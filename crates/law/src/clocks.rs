//! 计时: how clocks start, stop, run on and are extended. What a clock is, casework says.

use casework::clock::{Clock, ClockState, TermId};
use jiff::civil::Date;

use crate::due::count;
use crate::{LawError, Length, Pack, TimeUnit};

impl Pack {
    /// A running clock for a matter that was received on `received_on`; `from` is the day of the trigger.
    pub fn start_clock(&self, term: TermId, from: Date, received_on: Date) -> Result<Clock, LawError> {
        let due = self.due_under(term, from, received_on)?;
        Ok(Clock { term, started_on: from, due_on: due.due_on, provisional: due.provisional, state: ClockState::Running })
    }

    /// Stops a running clock: the day itself no longer counts.
    pub fn suspend(&self, clock: &Clock, on: Date) -> Result<Clock, LawError> {
        if clock.state != ClockState::Running {
            return Err(LawError::NotRunning);
        }
        Ok(Clock { state: ClockState::Suspended { since: on }, ..*clock })
    }

    /// Lets a stopped clock run on, from `on` (which counts again). Exactly the days that it stood still are added, never more:
    /// working days to a term in working days, calendar days to any other.
    pub fn resume(&self, clock: &Clock, on: Date, received_on: Date) -> Result<Clock, LawError> {
        let ClockState::Suspended { since } = clock.state else { return Err(LawError::NotSuspended) };
        if on < since {
            return Err(LawError::ResumedTooEarly { since });
        }
        let term = self.term(clock.term, received_on).ok_or(LawError::NoTerm { term: clock.term, on: received_on })?;
        let unit = if term.length.unit == TimeUnit::WorkingDays { TimeUnit::WorkingDays } else { TimeUnit::Days };
        let stood = match unit {
            TimeUnit::WorkingDays => self.calendar.working_days_between(since, on),
            _ => usize::try_from((on - since).get_days()).map_err(|_| LawError::OutOfRange)?,
        };
        let length = Length { count: u16::try_from(stood).map_err(|_| LawError::OutOfRange)?, unit };
        self.lengthen(clock, length)
    }

    /// Adds the extension that the law allows, before the term ends. That a named person approved it is the caller's record.
    pub fn extend(&self, clock: &Clock, on: Date, received_on: Date) -> Result<Clock, LawError> {
        if clock.state != ClockState::Running {
            return Err(LawError::NotRunning);
        }
        if on > clock.due_on {
            return Err(LawError::TermOver { due_on: clock.due_on });
        }
        let term = self.term(clock.term, received_on).ok_or(LawError::NoTerm { term: clock.term, on: received_on })?;
        self.lengthen(clock, term.extension.ok_or(LawError::NoExtension { term: clock.term })?)
    }

    fn lengthen(&self, clock: &Clock, by: Length) -> Result<Clock, LawError> {
        let state = ClockState::Running;
        if by.count == 0 {
            return Ok(Clock { state, ..*clock });
        }
        let counted = count(&self.calendar, by, clock.due_on).ok_or(LawError::OutOfRange)?;
        Ok(Clock { due_on: counted.date, provisional: clock.provisional || counted.provisional, state, ..*clock })
    }
}
