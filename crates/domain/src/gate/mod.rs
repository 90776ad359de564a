//! The safeguards: one check, one file. Each looks at a message at a moment of its life and lets it
//! pass, warns, or blocks it with a ground, a source and what would clear it.
//!
//! The gates run at the sender (create, approve, transmit) and again at the receiver (receive): no
//! side relies on the other's word. A result is frozen with the message and never computed again.

mod s01_purpose;
mod s13_legal_basis;
mod s18_handling;
mod s26_four_eyes;

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::agreement::Agreement;
use crate::codes::{PurposeCode, code_list};
use crate::ground::Ground;
use crate::lang::Text;
use crate::message::Message;
use crate::pack::Packs;
use crate::pack::model::CueKind;
use crate::time::Timestamp;
use crate::wording;

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
        /// Legal basis.
        S13 = "S13",
        /// Handling code.
        S18 = "S18",
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
}

impl GateRun {
    /// Whether no gate blocks.
    pub fn passes(&self) -> bool {
        self.findings.iter().all(|f| f.verdict != Verdict::Block)
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
    /// For a reply: the request it answers.
    pub answers: Option<&'a Message>,
}

/// A case as every gate sees it: what its texts say is read once.
#[derive(Debug)]
struct Look<'a> {
    case: &'a Case<'a>,
    /// Every text of the message in every language, in its plain form.
    said: Vec<String>,
}

impl Look<'_> {
    /// The first phrase of a kind in any text of the message.
    fn cue(&self, kind: CueKind) -> Option<&str> {
        self.said.iter().find_map(|text| self.case.packs.cue_in(kind, text))
    }
}

/// Runs every gate. Total: any message gives a run.
pub fn run(case: &Case<'_>) -> GateRun {
    let texts = case.message.texts();
    let wordings = texts.iter().flat_map(|text| text.0.values());
    let said = wordings.map(|w| wording::plain(&w.text)).filter(|t| !t.is_empty()).collect();
    let look = Look { case, said };
    let findings = vec![
        s01_purpose::check(&look),
        s13_legal_basis::check(&look),
        s18_handling::check(&look),
        s26_four_eyes::check(&look),
    ];
    GateRun {
        moment: case.moment,
        at: case.at,
        rules: env!("CARGO_PKG_VERSION").to_owned(),
        packs: case.packs.versions(),
        findings,
    }
}

/// Judges the reason of an act of this agency alone, which is no message: a stored search, a
/// screening. The rule is that of S01.
pub fn judge_reason(
    purpose: Option<&PurposeCode>,
    necessity: &Text,
    packs: &Packs,
) -> Finding {
    s01_purpose::judge(purpose, necessity, packs)
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
        }
    }
}

impl Finding {
    /// The codes or ids the finding rests on.
    fn resting_on(self, facts: impl IntoIterator<Item = impl fmt::Display>) -> Self {
        Self { facts: facts.into_iter().map(|f| f.to_string()).collect(), ..self }
    }
}

#[cfg(test)]
mod tests;
