//! The legal basis of an act between two states on a day: which one, or none, and what was tried.
//!
//! Order: a treaty in force between both; a regional or wider treaty in force for both; for what is not
//! coercive, an agreement of the two agencies; a reciprocity declaration that both laws allow; none.
//! None means: no message.
//! Source: the order in which the laws of both countries look for a basis (treaty, then reciprocity);
//! an agreement of agencies is never a basis for arrest, extradition, transfer or legal assistance.

mod claims;
mod resolve;

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::agreement::{Agreement, LegalEffect};
use crate::codes::code_list;
use crate::day::Day;
use crate::ids::AgencyId;
use crate::pack::Packs;

pub use resolve::resolve;

/// One side of a question: a country, and the agency where one is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side<'a> {
    /// ISO 3166-1 country.
    pub country: &'a str,
    /// The agency; without one, any agency of the country.
    pub agency: Option<&'a AgencyId>,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question<'a> {
    /// One side.
    pub a: Side<'a>,
    /// The other.
    pub b: Side<'a>,
    /// The act.
    pub act: LegalEffect,
    /// The day.
    pub on: Day,
}

/// Where the answer is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    /// The law packs.
    pub packs: &'a Packs,
    /// This agency's register of agreements and declarations.
    pub register: &'a [Agreement],
}

code_list!(
    /// What kind of basis it is, strongest first.
    BasisKind {
        /// A treaty between the two states.
        Treaty = "treaty",
        /// A treaty of a region or of the world that binds both.
        RegionalTreaty = "regional_treaty",
        /// An agreement of the two agencies.
        AgencyAgreement = "agency_agreement",
        /// A declaration of reciprocity.
        Reciprocity = "reciprocity",
    }
);

code_list!(
    /// Why a step gave a basis, or none.
    Why {
        /// In force, as an authority confirmed.
        InForce = "in_force",
        /// In force, as reported.
        InForceReported = "in_force_reported",
        /// Not in force.
        NotInForce = "not_in_force",
        /// Sources contradict each other; the stricter counts.
        Conflict = "conflict",
        /// In force by inference only.
        Inferred = "inferred",
        /// Nothing is said about where it stands.
        Silent = "silent",
        /// In force, but not a basis for this act.
        OtherAct = "other_act",
        /// Too few notifications are on record.
        NotificationsMissing = "notifications_missing",
        /// One of the two states has not notified.
        NotNotified = "not_notified",
        /// The notifications are there; the days after them are not over.
        NotificationsWait = "notifications_wait",
        /// The required notifications are on record and the days are over.
        NotificationsDone = "notifications_done",
        /// Nothing of this kind is on record.
        NothingOnRecord = "nothing_on_record",
        /// An agreement of agencies is no basis for a coercive act.
        AgencyNotEnough = "agency_not_enough",
        /// One state's law does not allow the act without a treaty.
        LawForbids = "law_forbids",
        /// It is not known whether one state's law allows it.
        LawUnknown = "law_unknown",
        /// No declaration in force is on file.
        NoDeclaration = "no_declaration",
        /// A declaration is on file and both laws allow it.
        Declared = "declared",
        /// Both sides are of one country.
        OneCountry = "one_country",
    }
);

/// One thing that was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What kind of basis was looked for.
    pub kind: BasisKind,
    /// The instrument looked at.
    pub id: Option<String>,
    /// Whether it is a basis.
    pub found: bool,
    /// Why, or why not.
    pub why: Why,
    /// States, dates, sources, countries it rests on.
    pub facts: Vec<String>,
}

/// A basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// What kind.
    pub kind: BasisKind,
    /// The instrument: an id of the register or of a pack.
    pub id: String,
    /// Whether a legal officer confirmed all it rests on.
    pub confirmed: bool,
}

/// The answer, with everything that was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The act.
    pub act: LegalEffect,
    /// The day.
    pub on: Day,
    /// The countries.
    pub countries: [String; 2],
    /// Every basis there is, strongest first; none means the act has no basis.
    pub bases: Vec<Basis>,
    /// What was tried, in order.
    pub steps: Vec<Step>,
    /// The packs that were read, with their versions.
    pub packs: Vec<String>,
}

impl Answer {
    /// The strongest basis.
    pub fn basis(&self) -> Option<&Basis> {
        self.bases.first()
    }
}

/// Whether an act uses force against a person or stands in for a court: only states can be its basis.
pub fn is_coercive(act: LegalEffect) -> bool {
    match act {
        LegalEffect::Arrest
        | LegalEffect::Extradition
        | LegalEffect::Mla
        | LegalEffect::Transfer => true,
        LegalEffect::InfoExchange
        | LegalEffect::PersonalData
        | LegalEffect::JointOps
        | LegalEffect::Training
        | LegalEffect::Gifts => false,
    }
}

#[cfg(test)]
mod tests;
