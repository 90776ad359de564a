//! The safeguards: one check, one file. Each looks at a message at a moment of its life and lets it
//! pass, warns, or blocks it with a ground, a source and what would clear it.
//!
//! The gates run at the sender (create, approve, transmit) and again at the receiver (receive): no
//! side relies on the other's word. A result is frozen with the message and never computed again.

pub mod file;
mod look;
mod s01_purpose;
mod s02_seriousness;
mod s03_identity;
mod s04_judicial_minimum;
mod s05_political;
mod s06_territory;
mod s07_protected;
mod s08_refoulement;
mod s09_death;
mod s10_dual_criminality;
mod s11_nationality;
mod s12_finality;
mod s13_legal_basis;
mod s14_disguised;
mod s15_consular;
mod s16_child_victim;
mod s17_evaluation;
mod s18_handling;
mod s19_third_party;
mod s20_sensitive;
mod s21_data_subject;
mod s22_withdrawn;
mod s23_secrecy;
mod s24_speciality;
mod s25_breach;
mod s26_four_eyes;

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::agreement::Agreement;
use crate::codes::{PurposeCode, code_list};
use crate::ground::Ground;
use crate::lang::Text;
use crate::message::Message;
use crate::pack::Packs;
use crate::time::Timestamp;
use file::{CaseFile, Passed};
use look::Look;

code_list!(
    /// When the gates run.
    Moment {
        /// When the message is written.
        Create = "create",
        /// When a second officer is to approve it.
        Approve = "approve",
        /// When it is to leave.
        Transmit = "transmit",
        /// When it has arrived.
        Receive = "receive",
    }
);

code_list!(
    /// The safeguards in force in this version, by their number in the trade's list.
    GateId {
        /// Closed purpose and necessity.
        S01 = "S01",
        /// Seriousness.
        S02 = "S02",
        /// Identity minimum.
        S03 = "S03",
        /// Judicial minimum.
        S04 = "S04",
        /// Political, military, religious character.
        S05 = "S05",
        /// Activities against the other country.
        S06 = "S06",
        /// Protected persons.
        S07 = "S07",
        /// Non-refoulement.
        S08 = "S08",
        /// Death penalty.
        S09 = "S09",
        /// Dual criminality.
        S10 = "S10",
        /// Nationality.
        S11 = "S11",
        /// Finality and limitation.
        S12 = "S12",
        /// Legal basis.
        S13 = "S13",
        /// Disguised extradition.
        S14 = "S14",
        /// Consular rights and whereabouts.
        S15 = "S15",
        /// Children and victims.
        S16 = "S16",
        /// Evaluation.
        S17 = "S17",
        /// Handling code.
        S18 = "S18",
        /// Third parties.
        S19 = "S19",
        /// Sensitive data.
        S20 = "S20",
        /// Data subjects.
        S21 = "S21",
        /// Notices that are off.
        S22 = "S22",
        /// Secrecy.
        S23 = "S23",
        /// Speciality.
        S24 = "S24",
        /// Breaches and recalls.
        S25 = "S25",
        /// Four eyes.
        S26 = "S26",
    }
);

code_list!(
    /// What a gate says.
    Verdict {
        /// Nothing speaks against it.
        Pass = "pass",
        /// It may go on; somebody should look.
        Warn = "warn",
        /// It goes no further.
        Block = "block",
    }
);

code_list!(
    /// What a stop or a warning asks for, beside being seen.
    Effect {
        /// Nothing more.
        None = "none",
        /// A written decision by the roles the cure names.
        Decision = "decision",
        /// A weaker type of message.
        Downgrade = "downgrade",
        /// Another road.
        Route = "route",
        /// A mark that stays with the message.
        Mark = "mark",
        /// Nothing more: a written decision let it pass.
        Decided = "decided",
    }
);

/// What a gate found. Keys name sentences in four languages; facts are codes and ids, never a
/// person's data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The gate.
    pub gate: GateId,
    /// What it says.
    pub verdict: Verdict,
    /// Key of the sentence that says why.
    pub reason: String,
    /// Key of the sentence that says what would clear it; empty when nothing has to be cleared.
    pub cure: String,
    /// The ground code of a block.
    pub ground: Option<Ground>,
    /// The codes or ids the finding rests on.
    pub facts: Vec<String>,
    /// The rule's source.
    pub source: String,
    /// What it asks for.
    #[serde(default = "no_effect", skip_serializing_if = "is_no_effect")]
    pub effect: Effect,
}

fn no_effect() -> Effect {
    Effect::None
}

fn is_no_effect(effect: &Effect) -> bool {
    *effect == Effect::None
}

/// One run of all gates, as it is frozen with the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateRun {
    /// The moment.
    pub moment: Moment,
    /// When it ran.
    pub at: Timestamp,
    /// The version of the rules: that of the program.
    pub rules: String,
    /// The law packs it read, each with its version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packs: Vec<String>,
    /// What each gate found, in the order of their numbers.
    pub findings: Vec<Finding>,
    /// Set where it is shown to somebody who may not read the sealed file, and that file stops the
    /// message: ask the legal officer. Never set in what is kept.
    #[serde(default, skip_serializing_if = "is_open")]
    pub sealed: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_open(sealed: &bool) -> bool {
    !*sealed
}

/// How the log names a gate of which only the sealed file may tell.
const SEALED_CODE: &str = "sealed";

impl GateRun {
    /// Whether no gate blocks.
    pub fn passes(&self) -> bool {
        !self.sealed && self.findings.iter().all(|f| f.verdict != Verdict::Block)
    }

    /// The run for those who may not read the sealed file: nothing in it says whether a person is
    /// protected.
    #[must_use]
    pub fn without_sealed(&self) -> Self {
        let mut shown = self.clone();
        shown.sealed = self.blocks().any(s07_protected::is_sealed);
        shown.findings.retain(|f| !(f.verdict == Verdict::Block && s07_protected::is_sealed(f)));
        for finding in shown.findings.iter_mut().filter(|f| s07_protected::is_sealed(f)) {
            *finding = s07_protected::nothing_found();
        }
        shown
    }

    /// The codes of the gates that block, as the log names them: the log is read by more people than the
    /// sealed file.
    pub fn blocked_codes(&self) -> String {
        let code = |f: &Finding| match s07_protected::is_sealed(f) {
            true => SEALED_CODE,
            false => f.gate.code(),
        };
        self.blocks().map(code).collect::<Vec<_>>().join(" ")
    }

    /// The gates that a written decision let it pass, and the roles that gave it.
    pub fn decided(&self) -> Vec<Passed> {
        let passed = |f: &Finding| {
            let roles = file::deciders(f.gate)?.1.to_vec();
            (f.effect == Effect::Decided).then_some(Passed { gate: f.gate, roles })
        };
        self.findings.iter().filter_map(passed).collect()
    }

    /// The findings that wait for a written decision.
    pub fn waiting(&self) -> impl Iterator<Item = &Finding> {
        self.blocks().filter(|f| f.effect == Effect::Decision)
    }

    /// The run without the facts it rests on, which can be words of the message.
    #[must_use]
    pub fn without_facts(mut self) -> Self {
        self.findings.iter_mut().for_each(|finding| finding.facts.clear());
        self
    }

    /// The gates that block.
    pub fn blocks(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| f.verdict == Verdict::Block)
    }
}

/// What the gates look at. Everything they may use is here.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The message.
    pub message: &'a Message,
    /// The moment.
    pub moment: Moment,
    /// Now.
    pub at: Timestamp,
    /// This agency's register of agreements.
    pub agreements: &'a [Agreement],
    /// The law packs.
    pub packs: &'a Packs,
    /// The message it follows.
    pub answers: Option<&'a Message>,
    /// The messages of its thread before it, oldest first.
    pub thread: &'a [&'a Message],
    /// What this agency's own sealed file says of the case.
    pub file: &'a CaseFile,
}

/// Every gate, in the order of their numbers.
const CHECKS: &[fn(&Look<'_>) -> Finding] = &[
    s01_purpose::check,
    s02_seriousness::check,
    s03_identity::check,
    s04_judicial_minimum::check,
    s05_political::check,
    s06_territory::check,
    s07_protected::check,
    s08_refoulement::check,
    s09_death::check,
    s10_dual_criminality::check,
    s11_nationality::check,
    s12_finality::check,
    s13_legal_basis::check,
    s14_disguised::check,
    s15_consular::check,
    s16_child_victim::check,
    s17_evaluation::check,
    s18_handling::check,
    s19_third_party::check,
    s20_sensitive::check,
    s21_data_subject::check,
    s22_withdrawn::check,
    s23_secrecy::check,
    s24_speciality::check,
    s25_breach::check,
    s26_four_eyes::check,
];

/// Runs every gate. Total: any message gives a run.
pub fn run(case: &Case<'_>) -> GateRun {
    let look = Look::new(case);
    let findings = CHECKS.iter().map(|check| check(&look)).collect();
    GateRun {
        moment: case.moment,
        at: case.at,
        rules: env!("CARGO_PKG_VERSION").to_owned(),
        packs: case.packs.versions(),
        findings,
        sealed: false,
    }
}

/// Judges the reason of an act of this agency alone, which is no message: a stored search, a
/// screening. The rules are those of S01, S05 and S06; what stops it comes first, and no decision can
/// open it.
pub fn judge_reason(purpose: Option<&PurposeCode>, necessity: &Text, packs: &Packs) -> Finding {
    let character =
        [s05_political::judge(necessity, packs), s06_territory::judge(necessity, packs)];
    let stops = |finding: &Finding| finding.verdict == Verdict::Block;
    let stopped = character.into_iter().find(stops);
    stopped.unwrap_or_else(|| s01_purpose::judge(purpose, necessity, packs))
}

/// A gate's number and source; makes its findings.
#[derive(Debug, Clone, Copy)]
struct Rule {
    gate: GateId,
    source: &'static str,
}

impl Rule {
    fn pass(self, reason: &str) -> Finding {
        self.finding(Verdict::Pass, reason, "")
    }

    fn warn(self, reason: &str, cure: &str) -> Finding {
        self.finding(Verdict::Warn, reason, cure)
    }

    fn block(self, reason: &str, cure: &str, ground: Ground) -> Finding {
        Finding { ground: Some(ground), ..self.finding(Verdict::Block, reason, cure) }
    }

    fn finding(self, verdict: Verdict, reason: &str, cure: &str) -> Finding {
        Finding {
            gate: self.gate,
            verdict,
            reason: reason.to_owned(),
            cure: cure.to_owned(),
            ground: None,
            facts: Vec::new(),
            source: self.source.to_owned(),
            effect: Effect::None,
        }
    }
}

impl Finding {
    /// The codes or ids the finding rests on.
    fn resting_on(self, facts: impl IntoIterator<Item = impl fmt::Display>) -> Self {
        Self { facts: facts.into_iter().map(|f| f.to_string()).collect(), ..self }
    }

    /// What it asks for.
    fn with(self, effect: Effect) -> Self {
        Self { effect, ..self }
    }
}

#[cfg(test)]
mod tests;
