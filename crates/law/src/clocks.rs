//! 计时: how clocks start, stop, run on and are extended. What a clock is, casework says.
//!
//! The last day of a clock is a function of its term, its first day, the days on which it stood still and its extensions, and of
//! nothing else. So it can be counted again at any time: when a new work calendar is loaded, or in court.

use casework::clock::{self, Clock, ClockChange, ClockState, PauseReason, TermId};
use jiff::civil::Date;

use crate::due::count_on;
use crate::{LawError, Pack};

impl Pack {
    /// A running clock for a matter that was received on `received_on`; `from` is the day of the trigger.
    pub fn start_clock(&self, term: TermId, from: Date, received_on: Date) -> Result<Clock, LawError> {
        self.recount(&Clock::starting(term, from), received_on)
    }

    /// The clock with its last day counted under the law of `received_on` and the work calendar on file.
    ///
    /// Every suspension adds exactly the days that it lasted, working days to a term in working days, calendar days to any other;
    /// only then a last day on a statutory holiday moves on, and one that begins while it waits there is added to the day after the
    /// holiday. What still lasts is added when it ends.
    pub fn recount(&self, clock: &Clock, received_on: Date) -> Result<Clock, LawError> {
        let term = self.term(clock.term, received_on).ok_or(LawError::NoTerm { term: clock.term, on: received_on })?;
        let extension = match clock.extensions {
            0 => None,
            _ => Some(term.extension.ok_or(LawError::NoExtension { term: clock.term })?),
        };
        let extended = extension.map_or(0, |extension| u32::from(extension.count) * u32::from(clock.extensions));
        let counted =
            count_on(&self.calendar, term.length, extended, clock.started_on, &clock.stood_still()).ok_or(LawError::OutOfRange)?;
        Ok(Clock { due_on: counted.date, provisional: counted.provisional, ..clock.clone() })
    }

    /// Stops a clock for that reason: the day itself no longer counts. One that stands still for another reason may get a second.
    pub fn suspend(&self, clock: &Clock, reason: PauseReason, on: Date, received_on: Date) -> Result<Clock, LawError> {
        if !clock.state.is_open() || clock.is_paused_for(reason) {
            return Err(LawError::NotRunning);
        }
        self.change(clock, ClockChange::Pause { term: clock.term, reason, on }, received_on)
    }

    /// Ends the stop of that reason; the clock runs on from `on`, which counts again, unless another reason holds it.
    pub fn resume(&self, clock: &Clock, reason: PauseReason, on: Date, received_on: Date) -> Result<Clock, LawError> {
        let lasting = clock.pauses.iter().find(|pause| pause.reason == reason && pause.until.is_none());
        let since = lasting.ok_or(LawError::NotSuspended)?.since;
        if on < since {
            return Err(LawError::ResumedTooEarly { since });
        }
        self.change(clock, ClockChange::Resume { term: clock.term, reason, on }, received_on)
    }

    /// Adds the extension that the law allows, once, before the term ends. That a named person approved it is the caller's record.
    pub fn extend(&self, clock: &Clock, on: Date, received_on: Date) -> Result<Clock, LawError> {
        if clock.state != ClockState::Running || clock.extensions > 0 {
            return Err(LawError::NotRunning);
        }
        if on > clock.due_on {
            return Err(LawError::TermOver { due_on: clock.due_on });
        }
        self.change(clock, ClockChange::Extend { term: clock.term }, received_on)
    }

    /// Counts anew from another day: the last of the tip-offs that were put together (Order 121 art. 35 para. 2).
    pub fn restart(&self, clock: &Clock, from: Date, received_on: Date) -> Result<Clock, LawError> {
        if !clock.state.is_open() {
            return Err(LawError::NotRunning);
        }
        self.change(clock, ClockChange::Restart { term: clock.term, from }, received_on)
    }

    /// Whether the term as it stood on that day can be extended.
    pub fn is_extendable(&self, term: TermId, received_on: Date) -> bool {
        self.term(term, received_on).is_some_and(|known| known.extension.is_some())
    }

    fn change(&self, clock: &Clock, change: ClockChange, received_on: Date) -> Result<Clock, LawError> {
        let after = clock::apply(std::slice::from_ref(clock), &[change], |clock| self.recount(clock, received_on))?;
        after.into_iter().next().ok_or(LawError::NotRunning)
    }
}
