//! The notice of release in words, one language at a time: the same on the page and at the command line.

use comity_domain::clock::ReleaseNotice;
use comity_domain::lang::Lang;

use crate::dates;
use crate::i18n::{code, text, text_with};

/// The lines of a notice in a language, the title first. `agency` is the name of the agency that holds the
/// person, where it is known; its id otherwise.
pub(crate) fn lines(lang: Lang, notice: &ReleaseNotice, agency: Option<&str>) -> Vec<String> {
    let rule = &notice.rule;
    let (case, bound) = (notice.case.to_string(), notice.bound.to_string());
    let since = dates::moment(lang, notice.held_since);
    let agency = agency.unwrap_or(&bound);
    let held = [("case", &*case), ("agency", agency), ("since", &*since)];
    let term = code(lang, "clock", notice.kind.code());
    let ended = dates::due(lang, notice.ended_at);
    let pack = [("limit", &*rule.limit), ("pack", &*rule.pack), ("version", &*rule.version)];
    let source = text_with(lang, "gate-source", &[("source", &rule.source)]);
    let open = match rule.status.is_confirmed() {
        true => String::new(),
        false => format!(" ({})", text(lang, "gate-unconfirmed")),
    };
    let made = dates::moment(lang, notice.made_at);
    vec![
        text(lang, "release-title"),
        text_with(lang, "release-held", &held),
        text_with(lang, "release-ended", &[("term", &term), ("ended", &ended)]),
        text(lang, "release-must"),
        format!("{source}{open}"),
        text_with(lang, "clock-rule", &pack),
        text_with(lang, "release-made", &[("moment", &made)]),
    ]
}
