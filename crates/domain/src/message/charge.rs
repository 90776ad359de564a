//! What a person is wanted for: what a message that is to find or hold a person must say. The part of a
//! wanted circular, an urgent request and an extradition request that all of them share.
//!
//! Required: the court's order, the conduct by its elements, the law, the penalty, time and place and the
//! person's own part, limitation, earlier judgments, and whether the judgment was given in absentia.
//! Source: INTERPOL Rules on the Processing of Data art. 83; UN Model Treaty on Extradition arts. 3 to 5;
//! to be confirmed by a legal officer.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::fault::{Faults, Need};
use super::field::Field;
use crate::codes::code_list;
use crate::day::Day;
use crate::lang::Text;
use crate::pack::model::Known;
use crate::time::PartialDate;

code_list!(
    /// What a person is wanted for.
    Stage {
        /// To be tried.
        Prosecution = "prosecution",
        /// To serve a sentence.
        Sentence = "sentence",
    }
);

code_list!(
    /// What kind of order a court gave.
    OrderKind {
        /// A warrant of arrest.
        Warrant = "warrant",
        /// A judgment that can be carried out.
        Judgment = "judgment",
    }
);

/// The order of a court or of an authority of the same standing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// What it is.
    pub kind: OrderKind,
    /// Its number.
    pub reference: String,
    /// Who gave it.
    pub authority: String,
    /// When.
    pub on: Day,
}

code_list!(
    /// Whether a judgment was given without the person.
    Presence {
        /// There is no judgment.
        NoJudgment = "no_judgment",
        /// The person was there.
        Present = "present",
        /// In absentia; the person has a right to a new trial.
        AbsentRetrial = "absent_retrial",
        /// In absentia, without a right to a new trial.
        AbsentFinal = "absent_final",
        /// Nobody has said.
        Unknown = "unknown",
    }
);

code_list!(
    /// What has become of the same conduct before, anywhere.
    Earlier {
        /// Nothing, as the asking side states.
        Nothing = "nothing",
        /// Acquitted.
        Acquitted = "acquitted",
        /// Convicted and served.
        Served = "served",
        /// Amnesty or pardon.
        Amnesty = "amnesty",
        /// The case was dropped.
        Dropped = "dropped",
        /// Nobody has said.
        Unknown = "unknown",
    }
);

code_list!(
    /// What an assurance promises.
    AssuranceKind {
        /// Death is not imposed, or not carried out.
        DeathPenalty = "death_penalty",
        /// No torture or ill-treatment. Noted; it never clears gate S08.
        Torture = "torture",
        /// A fair trial.
        FairTrial = "fair_trial",
        /// A new trial after a judgment in absentia.
        Retrial = "retrial",
        /// Trial for the offences named only.
        Speciality = "speciality",
        /// Return after the sentence, or to serve it at home.
        Return = "return",
        /// Access to the person, and reports.
        Access = "access",
    }
);

/// A promise about this person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assurance {
    /// What it promises.
    pub kind: AssuranceKind,
    /// Who gives it.
    pub authority: String,
    /// Whether that authority can bind those who would break it.
    pub competent: Known,
    /// Its exact words.
    pub text: Text,
}

/// What a person is wanted for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Charge {
    /// To be tried, or to serve a sentence.
    pub stage: Stage,
    /// The conduct, by the codes of its elements.
    pub elements: Vec<String>,
    /// The families of offences the asking side sees in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub families: Vec<String>,
    /// The provision of the asking side's law.
    pub provision: String,
    /// The order; `None` is: there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
    /// The highest term the asking side's law threatens, in months; `None` is not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_months: Option<u16>,
    /// Whether that law threatens imprisonment for life.
    #[serde(default)]
    pub life: Known,
    /// Whether that law threatens death.
    #[serde(default)]
    pub death: Known,
    /// What is left of a sentence, in months; `None` is not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remaining_months: Option<u16>,
    /// When it was done; `None` is not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<PartialDate>,
    /// Where it was done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// What the person did: their own part.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub part: Text,
    /// Whether the judgment was given without the person.
    pub presence: Presence,
    /// What has become of the same conduct before.
    pub earlier: Earlier,
    /// The last day on which it can be prosecuted or carried out; `None` is not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barred_after: Option<Day>,
    /// Promises about the person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assurances: Vec<Assurance>,
}

impl Charge {
    /// Whether a competent authority has given an assurance of a kind, in words.
    pub fn is_assured(&self, kind: AssuranceKind) -> bool {
        let given =
            |a: &&Assurance| a.kind == kind && a.competent == Known::Yes && !a.text.is_empty();
        self.assurances.iter().any(|a| given(&a))
    }

    /// Every word somebody wrote in it.
    pub(super) fn words<'a>(&'a self, words: &mut Vec<&'a str>) {
        self.part.words(words);
        words.extend([self.provision.as_str(), self.place.as_str()]);
        for assurance in &self.assurances {
            assurance.text.words(words);
            words.push(&assurance.authority);
        }
        words.extend(self.order.iter().flat_map(|o| [o.reference.as_str(), o.authority.as_str()]));
    }

    pub(super) fn faults(&self, faults: &mut Faults<'_>) {
        faults.list("charge.elements", self.elements.len());
        faults.list("charge.families", self.families.len());
        faults.list("charge.assurances", self.assurances.len());
        for code in self.elements.iter().chain(&self.families) {
            faults.short("charge.elements", code);
        }
        faults.short("charge.provision", &self.provision);
        faults.short("charge.place", &self.place);
        if let Some(order) = &self.order {
            faults.short("charge.order", &order.reference);
            faults.short("charge.order", &order.authority);
        }
        faults.text("charge.part", &self.part, Need::Optional);
        for assurance in &self.assurances {
            faults.short("charge.assurances", &assurance.authority);
            faults.text("charge.assurances", &assurance.text, Need::Required);
        }
    }
}
