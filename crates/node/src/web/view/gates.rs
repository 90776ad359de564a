//! What the safeguards found, in words.

use comity_domain::gate::{Finding, GateRun, Verdict};

use super::clock::When;
use super::frame::T;

/// One run of the gates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct RunModel {
    /// At which moment of the message's life.
    pub(in crate::web) moment: String,
    /// When.
    pub(in crate::web) when: When,
    /// The outcome in one sentence.
    pub(in crate::web) summary: String,
    /// `pass`, `warn` or `block`: the worst of its findings.
    pub(in crate::web) tone: &'static str,
    /// By which rules.
    pub(in crate::web) rules: String,
    /// That the sealed file stops it, where the reader may know no more.
    pub(in crate::web) sealed: Option<String>,
    /// What each gate said.
    pub(in crate::web) findings: Vec<FindingModel>,
}

/// What one gate said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct FindingModel {
    /// Its number.
    pub(in crate::web) number: &'static str,
    /// Its name.
    pub(in crate::web) name: String,
    /// `pass`, `warn` or `block`.
    pub(in crate::web) tone: &'static str,
    /// The verdict in a word.
    pub(in crate::web) verdict: String,
    /// Why.
    pub(in crate::web) reason: String,
    /// What would clear it.
    pub(in crate::web) cure: Option<String>,
    /// The ground.
    pub(in crate::web) ground: Option<String>,
    /// The codes or ids it rests on.
    pub(in crate::web) facts: String,
    /// The rule's source, and that it waits for confirmation.
    pub(in crate::web) source: String,
}

/// The source of a rule that is the product's own and waits for nobody.
const OWN_RULE: &str = "Comity:";

impl RunModel {
    /// A run for a reader.
    pub(in crate::web) fn new(t: T, run: &GateRun) -> Self {
        let sealed = run.sealed.then_some(Verdict::Block);
        let worst = run.findings.iter().map(|f| f.verdict).chain(sealed).max();
        let worst = worst.unwrap_or(Verdict::Pass);
        let summary = match worst {
            Verdict::Pass => "gate-all-passed",
            Verdict::Warn => "gate-has-warning",
            Verdict::Block => "gate-has-block",
        };
        Self {
            moment: t.code("moment", run.moment.code()),
            when: When::new(t, run.at),
            summary: t.s(summary),
            tone: worst.code(),
            rules: t.w("gate-rules", &[("version", &run.rules)]),
            sealed: run.sealed.then(|| t.s("gate-sealed")),
            findings: run.findings.iter().map(|f| finding(t, f)).collect(),
        }
    }
}

fn finding(t: T, found: &Finding) -> FindingModel {
    let source = t.w("gate-source", &[("source", &found.source)]);
    let source = match found.source.starts_with(OWN_RULE) {
        true => source,
        false => format!("{source} ({})", t.s("gate-unconfirmed")),
    };
    let cure = (!found.cure.is_empty()).then(|| t.w("gate-cure", &[("cure", &t.s(&found.cure))]));
    let ground = found.ground.map(|ground| {
        let words = t.code("ground", ground.code());
        t.w("gate-ground", &[("ground", &format!("{words} ({ground})"))])
    });
    FindingModel {
        number: found.gate.code(),
        name: t.code("gate", found.gate.code()),
        tone: found.verdict.code(),
        verdict: t.code("verdict", found.verdict.code()),
        reason: t.s(&found.reason),
        cure,
        ground,
        facts: found.facts.join(", "),
        source,
    }
}
