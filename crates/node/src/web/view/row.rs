//! A label and what stands beside it, each text in its own language.

use comity_domain::lang::{Lang, Text, TextStatus};

use super::frame::T;

/// A text with the language it is written in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::web) struct Said {
    /// The text.
    pub(in crate::web) text: String,
    /// Its tag, when it is not the reader's own language; empty otherwise.
    pub(in crate::web) tag: &'static str,
    /// What a reader should know of it: its language, and how far it may be relied on.
    pub(in crate::web) note: String,
}

/// A line of a list of facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::web) struct Row {
    /// What it is.
    pub(in crate::web) label: String,
    /// What it says: the wording for this reader first.
    pub(in crate::web) lines: Vec<Said>,
    /// The same in other languages.
    pub(in crate::web) others: Vec<Said>,
}

impl Row {
    /// A row of words of the program, one line each.
    pub(in crate::web) fn plain(label: String, lines: impl IntoIterator<Item = String>) -> Self {
        let said = |text| Said { text, ..Said::default() };
        Self { label, lines: lines.into_iter().map(said).collect(), others: Vec::new() }
    }

    /// A row of an officer's text; `None` when there is none.
    pub(in crate::web) fn text(
        t: T,
        label: String,
        text: &Text,
        authentic: &[Lang],
    ) -> Option<Self> {
        let (_, best) = text.best_for(t.lang())?;
        let mut wordings: Vec<(Lang, Said)> = text
            .0
            .iter()
            .filter(|(_, wording)| !wording.text.trim().is_empty())
            .map(|(lang, wording)| {
                let note = note(t, *lang, wording.status, authentic.contains(lang));
                (*lang, Said { text: wording.text.clone(), tag: lang.tag(), note })
            })
            .collect();
        wordings.sort_by_key(|(lang, _)| *lang != best);
        let mut said = wordings.into_iter().map(|(_, said)| said);
        let first = said.next()?;
        Some(Self { label, lines: vec![first], others: said.collect() })
    }
}

fn note(t: T, lang: Lang, status: TextStatus, authentic: bool) -> String {
    let status = match status {
        TextStatus::Draft => "text-status-draft",
        TextStatus::Official => "text-status-official",
        TextStatus::Machine => "text-status-machine",
    };
    let state = if authentic { t.s("message-authentic") } else { t.s(status) };
    format!("{} · {state}", t.code("lang", lang.tag()))
}
