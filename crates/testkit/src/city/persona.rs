//! The kinds of people who file.

/// What kind of filer somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Persona {
    /// One to four filings in three years.
    Ordinary,
    /// Two to four people on one phone and address, complaining of unlike things.
    Family,
    /// A wedding, a birthday, a company's gifts: large quantities, once.
    Banquet,
    /// An old parent for whom a child files.
    Elderly,
    /// Many tip-offs, mostly true, nothing asked for.
    PublicInterest,
    /// One or two tip-offs about their own employer.
    Whistleblower,
    /// Complains often, of many traders and small sums, and wants only what was paid.
    HonestHeavy,
    /// Wins a punitive award, then buys the same again from the same kind of trader.
    Repeater,
    /// Buys tens or hundreds of one thing to multiply the award.
    QuantityBuyer,
    /// Files by the hundred with money in every demand.
    Volume,
    /// Several people on one phone, address or account against one trader within weeks.
    Ring,
    /// Files under other people's names and numbers.
    Impostor,
    /// An agent who files for many clients with one account.
    HiredHand,
    /// Tips off the same issue again and again, and it is found untrue.
    UntrueInformant,
    /// Repeats reviews and suits that were not admitted or were dismissed.
    ReviewAbuser,
    /// Repeats disclosure requests that are out of scope.
    DisclosureAbuser,
    /// Reports officers again and again, and it is found untrue.
    DisciplineAbuser,
    /// Plants or invents the evidence, extorts; ends with the police.
    Planter,
}

impl Persona {
    /// Every persona.
    pub const ALL: &'static [Self] = &[
        Self::Ordinary,
        Self::Family,
        Self::Banquet,
        Self::Elderly,
        Self::PublicInterest,
        Self::Whistleblower,
        Self::HonestHeavy,
        Self::Repeater,
        Self::QuantityBuyer,
        Self::Volume,
        Self::Ring,
        Self::Impostor,
        Self::HiredHand,
        Self::UntrueInformant,
        Self::ReviewAbuser,
        Self::DisclosureAbuser,
        Self::DisciplineAbuser,
        Self::Planter,
    ];

    /// Whether no circumstance may ever hit this person.
    pub const fn is_honest(self) -> bool {
        matches!(
            self,
            Self::Ordinary | Self::Family | Self::Banquet | Self::Elderly | Self::PublicInterest | Self::Whistleblower | Self::HonestHeavy
        )
    }

    /// The circumstance (FORMATS §3) that this persona's filings plant; `None` for honest people.
    pub const fn plants(self) -> Option<&'static str> {
        Some(match self {
            Self::Repeater => "yy16.2.1",
            Self::QuantityBuyer => "yy16.2.2",
            Self::Impostor => "yy16.2.3",
            Self::Ring => "yy16.2.4",
            Self::HiredHand => "yy16.2.5",
            Self::Volume => "yy16.2.6",
            Self::Planter => "yy16.3.1",
            Self::UntrueInformant => "yy16.3.2",
            Self::ReviewAbuser => "yy16.3.3",
            Self::DisclosureAbuser => "yy16.3.4",
            Self::DisciplineAbuser => "yy16.3.5",
            _ => return None,
        })
    }

    /// The share of a city's filings; ordinary people file what is left.
    pub(crate) const fn permille(self) -> usize {
        match self {
            Self::Ordinary => 0,
            Self::Family => 60,
            Self::Banquet => 15,
            Self::Elderly | Self::PublicInterest | Self::Repeater => 40,
            Self::Whistleblower | Self::Planter | Self::DisclosureAbuser => 6,
            Self::HonestHeavy => 30,
            Self::QuantityBuyer => 18,
            Self::Volume => 55,
            Self::Ring => 36,
            Self::Impostor => 14,
            Self::HiredHand => 16,
            Self::UntrueInformant => 20,
            Self::ReviewAbuser => 8,
            Self::DisciplineAbuser => 5,
        }
    }
}
