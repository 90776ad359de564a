//! Legal instruments between agencies: treaties, memoranda, plans, reciprocity declarations.
//! `signed` is never taken for `in_force`, and a state that rests on reports says so.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::agency::Level;
use crate::codes::code_list;
use crate::day::Day;
use crate::ids::{AgencyId, AgreementId, RecordId};
use crate::lang::{Lang, Text};
use crate::time::PartialDate;

/// What kind of instrument it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreementKind {
    /// Between states, under the law of treaties.
    Treaty,
    /// Between agencies.
    Memorandum,
    /// Minutes of a meeting.
    Minutes,
    /// A yearly plan.
    AnnualPlan,
    /// A protocol to another instrument.
    Protocol,
    /// One side's declaration that it will do the same in return.
    ReciprocityDeclaration,
}

code_list!(
    /// Where an instrument stands.
    AgreementState {
        /// Proposed by one side.
        Proposed = "proposed",
        /// Being negotiated.
        Negotiating = "negotiating",
        /// Text agreed or initialled.
        TextAgreed = "text_agreed",
        /// Signed; not yet binding by that alone.
        Signed = "signed",
        /// Waiting for notifications or ratification.
        AwaitingEntry = "awaiting_entry",
        /// In force.
        InForce = "in_force",
        /// Suspended.
        Suspended = "suspended",
        /// Ran out.
        Expired = "expired",
        /// Ended by notice.
        Terminated = "terminated",
        /// Replaced by another instrument.
        Superseded = "superseded",
    }
);

code_list!(
    /// What an instrument is a legal basis for; also the acts the law of a country knows.
    LegalEffect {
        /// Exchanging information.
        InfoExchange = "info_exchange",
        /// Exchanging personal data under written data-protection terms.
        PersonalData = "personal_data",
        /// Arrest.
        Arrest = "arrest",
        /// Extradition.
        Extradition = "extradition",
        /// Mutual legal assistance.
        Mla = "mla",
        /// Transfer of sentenced persons.
        Transfer = "transfer",
        /// Joint operations.
        JointOps = "joint_ops",
        /// Training.
        Training = "training",
        /// Gifts and material assistance.
        Gifts = "gifts",
    }
);

code_list!(
    /// How sure a claim is.
    Confidence {
        /// Confirmed by an authority.
        Confirmed = "confirmed",
        /// Reported by a source.
        Reported = "reported",
        /// Inferred from other facts.
        Inferred = "inferred",
    }
);

/// Somebody's claim about where the instrument stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusClaim {
    /// The state claimed.
    pub claim: AgreementState,
    /// The source of the claim.
    pub source: RecordId,
    /// When it was claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<PartialDate>,
    /// How sure it is.
    pub confidence: Confidence,
    /// What the claim rests on.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub note: Text,
}

/// Another name under which the instrument is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleVariant {
    /// Its language.
    pub lang: Lang,
    /// The title.
    pub text: String,
    /// Where it stands.
    pub source: RecordId,
}

/// An instrument in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Its id; both partners use the same one.
    pub id: AgreementId,
    /// Its kind.
    pub kind: AgreementKind,
    /// Its title per language.
    pub title: Text,
    /// Other titles in use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub title_variants: Vec<TitleVariant>,
    /// The agencies bound by it.
    pub parties: Vec<AgencyId>,
    /// The level it was made at.
    pub level: Level,
    /// When it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_on: Option<PartialDate>,
    /// Where it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_at: Option<String>,
    /// Where it stands.
    pub state: AgreementState,
    /// Its last day, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Day>,
    /// What it is a basis for.
    #[serde(default)]
    pub effects: Vec<LegalEffect>,
    /// The instrument it carries out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<AgreementId>,
    /// What sources claim about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<StatusClaim>,
    /// Whether a legal officer has confirmed state and effects.
    #[serde(default)]
    pub confirmed: bool,
}

impl Agreement {
    /// Whether both agencies are parties. An agency below a party is bound through its parent:
    /// `vn.mps.quangninh` through `vn.mps`.
    pub fn binds(&self, a: &AgencyId, b: &AgencyId) -> bool {
        self.binds_one(a) && self.binds_one(b)
    }

    /// Whether one agency is bound, itself or through its parent.
    pub fn binds_one(&self, agency: &AgencyId) -> bool {
        let under = |party: &AgencyId| {
            let party = party.as_str();
            agency.as_str() == party
                || agency.as_str().strip_prefix(party).is_some_and(|rest| rest.starts_with('.'))
        };
        self.parties.iter().any(under)
    }

    /// Whether it is in force and a basis for `effect`.
    pub fn is_basis_for(&self, effect: LegalEffect) -> bool {
        self.state == AgreementState::InForce && self.effects.contains(&effect)
    }
}
