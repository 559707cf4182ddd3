//! The pack: all the law on file, asked by date.

use casework::clock::TermId;
use casework::decision::RulesId;
use jiff::civil::Date;

use crate::instrument::covers;
use crate::{Adoption, Calendar, Clause, ClauseRef, Form, FormId, Instrument, LawError, RuleSet, Setting, Successor, Term, Threshold};

/// Instruments, rules, terms and the work calendar. Immutable; made by [`Pack::builtin`] or [`Pack::parse`], which check it as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    pub(crate) instruments: Vec<Instrument>,
    pub(crate) adoptions: Vec<Adoption>,
    pub(crate) rules: Vec<RuleSet>,
    pub(crate) settings: Vec<Setting>,
    pub(crate) terms: Vec<Term>,
    pub(crate) calendar: Calendar,
    pub(crate) successors: Vec<Successor>,
    pub(crate) thresholds: Vec<Threshold>,
}

impl Pack {
    pub fn instruments(&self) -> &[Instrument] {
        &self.instruments
    }

    pub fn instrument(&self, id: &str) -> Option<&Instrument> {
        self.instruments.iter().find(|instrument| instrument.id == id)
    }

    pub fn adoptions(&self) -> &[Adoption] {
        &self.adoptions
    }

    pub fn rules(&self) -> &[RuleSet] {
        &self.rules
    }

    pub fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// Every version of every term, those of options not chosen included.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The rules that bind what was received on that day. `None` before 2020: such matters are history only.
    pub fn rules_on(&self, received_on: Date) -> Option<&RuleSet> {
        self.rules.iter().find(|rules| covers(rules.from, rules.to, received_on))
    }

    /// The rules with that id, whenever they bind: how a decision already made is read again.
    pub fn rules_by_id(&self, id: RulesId) -> Option<&RuleSet> {
        self.rules.iter().find(|rules| rules.id == id)
    }

    /// The term as it stood on that day.
    pub fn term(&self, id: TermId, on: Date) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id && covers(term.from, term.to, on) && self.is_chosen(term))
    }

    fn is_chosen(&self, term: &Term) -> bool {
        term.when.as_ref().is_none_or(|(setting, option)| self.settings.iter().any(|s| s.id == *setting && s.chosen == *option))
    }

    /// Whether the instrument was in force on that day, by its own validity or by adoption. Unknown instruments are not.
    pub fn in_force(&self, instrument: &str, on: Date) -> bool {
        self.instrument(instrument).is_some_and(|known| known.is_valid_on(on))
            || self.adoptions.iter().any(|adoption| adoption.instrument == instrument && covers(adoption.from, adoption.to, on))
    }

    /// The clause with that id: `o121.16.3`, `yy16.2.6`, `o20.21.p2`.
    pub fn clause(&self, id: &str) -> Option<Clause> {
        let place = ClauseRef::parse(id)?;
        self.instrument(&place.instrument)?.clause(&place)
    }

    /// The form as the rules of that day know it; none if they do not.
    pub fn form(&self, id: FormId, received_on: Date) -> Option<Form> {
        let rules = self.rules_on(received_on)?;
        let (_, serial) = rules.forms.iter().find(|(known, _)| *known == id)?;
        Some(Form { id, rules: rules.id, edition: rules.forms_edition.clone(), serial: serial.clone() })
    }

    /// The same law with another answer to a question that it leaves open.
    pub fn with_setting(mut self, setting: &str, option: &str) -> Result<Self, LawError> {
        let unknown = || LawError::UnknownSetting { setting: setting.to_owned(), option: option.to_owned() };
        let found = self.settings.iter_mut().find(|known| known.id == setting).ok_or_else(unknown)?;
        if !found.options.iter().any(|known| known.id == option) {
            return Err(unknown());
        }
        found.chosen = option.to_owned();
        Ok(self)
    }
}
