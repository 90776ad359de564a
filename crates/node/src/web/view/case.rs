//! The sealed file of a message on a page: what waits for a decision, the forms of those who may decide,
//! and what was entered.

use comity_domain::gate::file::{Decision, Flag, Protection};
use comity_domain::lang::Text;
use comity_domain::policy::Role;

use super::clock::When;
use super::frame::T;
use crate::app::case_show::{CaseView, FileView, WaitingView};

/// The panel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::web) struct CaseModel {
    /// Gates that wait.
    pub(in crate::web) waiting: Vec<WaitingModel>,
    /// What the file holds, for those who may read it.
    pub(in crate::web) file: Option<FileModel>,
    /// What may be entered about protection: code and words; empty where nothing may.
    pub(in crate::web) statuses: Vec<(&'static str, String)>,
    /// Whether the reader may have the checks run again.
    pub(in crate::web) may_recheck: bool,
}

/// A gate that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct WaitingModel {
    /// Its number.
    pub(in crate::web) gate: &'static str,
    /// Its name.
    pub(in crate::web) name: String,
    /// Who has not decided yet, in words; empty when all have.
    pub(in crate::web) open: String,
    /// In which roles the reader may decide: code and words.
    pub(in crate::web) yours: Vec<(&'static str, String)>,
}

/// What the file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::web) struct FileModel {
    /// Entries on protection.
    pub(in crate::web) flags: Vec<LineModel>,
    /// Decisions.
    pub(in crate::web) decisions: Vec<LineModel>,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct LineModel {
    /// When.
    pub(in crate::web) when: When,
    /// By whom, in which role.
    pub(in crate::web) by: String,
    /// What, in words, and its tone.
    pub(in crate::web) what: (String, &'static str),
    /// The words, and their language.
    pub(in crate::web) text: (String, &'static str),
}

impl CaseModel {
    /// The panel of a reader; nothing in it when there is nothing to show.
    pub(in crate::web) fn new(t: T, view: &CaseView) -> Self {
        let statuses = match view.may_write {
            true => {
                let words = |p: &Protection| (p.code(), t.code("protection", p.code()));
                Protection::ALL.iter().map(words).collect()
            }
            false => Vec::new(),
        };
        Self {
            waiting: view.waiting.iter().map(|w| waiting(t, w)).collect(),
            file: view.file.as_ref().map(|file| file_model(t, file)),
            statuses,
            may_recheck: view.may_recheck,
        }
    }

    /// Whether there is anything to show.
    pub(in crate::web) fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.file.is_none() && !self.may_recheck
    }
}

fn waiting(t: T, view: &WaitingView) -> WaitingModel {
    let role = |role: &Role| (role.code(), t.code("role", role.code()));
    let open: Vec<String> = view.open.iter().map(|r| role(r).1).collect();
    WaitingModel {
        gate: view.gate.code(),
        name: t.code("gate", view.gate.code()),
        open: open.join(", "),
        yours: view.yours.iter().map(role).collect(),
    }
}

fn file_model(t: T, file: &FileView) -> FileModel {
    FileModel {
        flags: file.flags.iter().map(|flag| flag_line(t, flag)).collect(),
        decisions: file.decisions.iter().map(|decision| decision_line(t, decision)).collect(),
    }
}

fn flag_line(t: T, flag: &Flag) -> LineModel {
    let by = flag.by.as_ref().map_or_else(|| t.s("case-raised"), ToString::to_string);
    let person = flag.person.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
    let tone = if flag.status.protects() { "bad" } else { "over" };
    LineModel {
        when: When::new(t, flag.at),
        by: format!("{by}{person}"),
        what: (t.code("protection", flag.status.code()), tone),
        text: said(t, &flag.text),
    }
}

fn decision_line(t: T, decision: &Decision) -> LineModel {
    let (word, tone) = match decision.allows {
        true => ("decide-allow", "good"),
        false => ("decide-refuse", "bad"),
    };
    LineModel {
        when: When::new(t, decision.at),
        by: format!("{} ({})", decision.by, t.code("role", decision.role.code())),
        what: (format!("{} {}", decision.gate, t.s(word)), tone),
        text: said(t, &decision.text),
    }
}

fn said(t: T, text: &Text) -> (String, &'static str) {
    let found = text.best_for(t.lang());
    found.map_or_else(|| (String::new(), "zxx"), |(words, lang)| (words.to_owned(), lang.tag()))
}
