//! What the audit log says about a thread, in words.

use comity_domain::lang::Lang;
use comity_domain::message::state::State;
use comity_store::LogLine;

use super::clock::When;
use super::frame::T;
use crate::i18n;

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct HistoryModel {
    /// Its number.
    pub(in crate::web) seq: u64,
    /// When.
    pub(in crate::web) when: When,
    /// Who.
    pub(in crate::web) actor: String,
    /// What.
    pub(in crate::web) action: String,
    /// Whether it was refused.
    pub(in crate::web) refused: bool,
    /// The code that says more, in words where it has some.
    pub(in crate::web) detail: String,
}

impl HistoryModel {
    /// A line for a reader.
    pub(in crate::web) fn new(t: T, line: &LogLine) -> Self {
        Self {
            seq: line.seq,
            when: When::new(t, line.at),
            actor: actor(t, &line.actor),
            action: t.code("action", &line.action),
            refused: line.outcome == "refused",
            detail: detail(t.lang(), &line.detail),
        }
    }
}

fn actor(t: T, actor: &str) -> String {
    match actor.split_once(':') {
        Some(("officer", name)) => t.w("actor-officer", &[("name", name)]),
        Some(("partner" | "claimed", name)) => t.w("actor-partner", &[("name", name)]),
        _ => t.code("actor", actor),
    }
}

/// A detail is a key, a code, or an id and a state.
fn detail(lang: Lang, detail: &str) -> String {
    let word = |word: &str| {
        let state = State::from_code(word).map(|state| i18n::code(lang, "state", state.code()));
        let key = || i18n::known(lang, word).or_else(|| i18n::known(lang, &format!("refusal-{word}")));
        state.or_else(key).unwrap_or_else(|| word.to_owned())
    };
    // The message's own number says nothing new on its page.
    let words = detail.split_whitespace().filter(|w| !(w.len() == 36 && w.contains('-')));
    words.map(word).collect::<Vec<_>>().join(" ")
}
