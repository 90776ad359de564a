//! What the audit log says about a thread, in words.

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
            detail: detail(t, &line.detail),
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

/// A detail is a key, a code, or one of the few short forms the use cases write.
fn detail(t: T, detail: &str) -> String {
    // The message's own number says nothing new on its page.
    let is_id = |word: &&str| word.len() == 36 && word.contains('-');
    let words: Vec<&str> = detail.split_whitespace().filter(|word| !is_id(word)).collect();
    let number = |key: &str, number: &str| t.w(key, &[("number", number)]);
    match words.as_slice() {
        ["sealed", "no.", n] => number("detail-sealed", n),
        ["no.", n] => number("detail-number", n),
        ["receipt", "no.", n, outcome] => {
            format!("{}: {}", number("detail-receipt", n), word(t, outcome))
        }
        [kind, "hits", hits] => {
            t.w("detail-sorted", &[("kind", &t.code("kind", kind)), ("hits", hits)])
        }
        ["clock", clock, what] => {
            let turn = i18n::known(t.lang(), &format!("clock-turn-{what}"));
            let what = turn.unwrap_or_else(|| t.code("clock-effect", what));
            format!("{}: {what}", t.code("clock", clock))
        }
        ["custody", country] => t.code("country", country),
        ["stray", "reply"] => t.s("detail-stray"),
        words => words.iter().map(|w| word(t, w)).collect::<Vec<_>>().join(" "),
    }
}

/// A code in words: a state, a key, an outcome of a delivery or a refusal.
fn word(t: T, word: &str) -> String {
    if let Some(state) = State::from_code(word) {
        return t.code("state", state.code());
    }
    let families = ["", "refusal-", "delivery-outcome-", "gate-", "role-", "decide-"];
    let known = |family: &str| i18n::known(t.lang(), &format!("{family}{word}"));
    families.into_iter().find_map(known).unwrap_or_else(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use comity_domain::lang::Lang;

    use super::*;

    #[test]
    fn details_are_said_in_words() {
        for (code, words) in [
            ("01890a5d-ac96-774b-bcce-b302099a8057 ready", "Waiting for approval"),
            ("sealed no. 7", "envelope no. 7 sealed"),
            ("receipt no. 7 accepted", "receipt no. 7: accepted"),
            ("VERIFY_REQ hits 5", "Verification request, possible matches: 5"),
            ("denied-own-message", "You wrote this message. Another officer must approve it."),
            ("clock answer remind", "Answer: Reminder to both desks."),
            ("clock answer extend", "Answer: extended"),
            ("something new", "something new"),
            ("", ""),
        ] {
            assert_eq!(detail(T(Lang::En), code), words, "{code}");
        }
    }
}
