//! Agencies: those the lexicon names, with the country or the province that stands beside them.

use comity_names::{fold, plain};

use crate::lexicon::Mark;
use crate::marks::{Marks, Token, ending_at, only_blanks, starting_at};
use crate::text::Folded;

/// An agency at a place of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AgencyAt {
    /// `vn.mps`, `la.mps.sainyabuli`.
    pub(crate) id: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl AgencyAt {
    /// The country's label, `vn`.
    pub(crate) fn country(&self) -> &str {
        country(&self.id)
    }
}

/// The country's label of an agency id.
pub(crate) fn country(id: &str) -> &str {
    id.split('.').next().unwrap_or_default()
}

/// Every agency of the report.
pub(crate) fn find(text: &Folded, marks: &Marks, tokens: &[Token]) -> Vec<AgencyAt> {
    let finder = Finder { text, marks, tokens };
    let named = marks.agencies.iter().filter_map(|mark| finder.read(mark));
    let mut found: Vec<AgencyAt> = named.chain(finder.ministers()).collect();
    found.sort_by_key(|a| a.start);
    found
}

struct Finder<'a> {
    text: &'a Folded,
    marks: &'a Marks,
    tokens: &'a [Token],
}

impl Finder<'_> {
    fn read(&self, mark: &Mark) -> Option<AgencyAt> {
        match mark.value.strip_suffix(".*") {
            Some(base) => self.province(mark, base),
            None => Some(self.national(mark)),
        }
    }

    /// Offices that only a post names: `Minister of Public Security`, `Thai Justice Minister`.
    fn ministers(&self) -> Vec<AgencyAt> {
        let text = self.text;
        let read = |body: &Mark| {
            let office = body.value.strip_prefix("p.")?;
            let before = text.trim_end(body.start);
            let of = before.saturating_sub(OF.chars().count());
            let end = if text.folded(of, before) == OF { of } else { before };
            let post = ending_at(text, &self.marks.posts, end)?;
            let land = self.place_after(body).or_else(|| self.place_before(post));
            let land = land.and_then(|p| p.value.strip_prefix('='));
            let cc = land.or((office == "mps").then_some("VN"))?;
            let id = format!("{}.{office}", cc.to_ascii_lowercase());
            Some(AgencyAt { id, start: body.start, end: body.end })
        };
        let free = |a: &AgencyAt| !self.marks.agencies.iter().any(|m| m.overlaps(a.start, a.end));
        self.marks.bodies.iter().filter_map(read).filter(free).collect()
    }

    fn national(&self, mark: &Mark) -> AgencyAt {
        let (before, after) = (self.place_before(mark), self.place_after(mark));
        let land = |place: Option<&Mark>| place.and_then(|p| p.value.strip_prefix('='));
        let fixed = mark.value.starts_with("int.");
        let (label, start, end) = match (land(after), land(before)) {
            (Some(cc), _) => (Some(cc), mark.start, after.map_or(mark.end, |p| p.end)),
            (None, Some(cc)) => (Some(cc), before.map_or(mark.start, |p| p.start), mark.end),
            (None, None) => (None, mark.start, mark.end),
        };
        let id = match (label.filter(|_| !fixed), mark.value.split_once('.')) {
            (Some(cc), Some((_, rest))) => format!("{}.{rest}", cc.to_ascii_lowercase()),
            _ => mark.value.to_owned(),
        };
        AgencyAt { id, start, end }
    }

    fn province(&self, mark: &Mark, base: &str) -> Option<AgencyAt> {
        let known = |place: Option<&Mark>| {
            place.copied().filter(|p| !p.value.starts_with('=')).map(|p| (p, p.value.to_owned()))
        };
        let after = known(self.place_after(mark));
        let before = known(self.place_before(mark)).filter(|_| after.is_none());
        let (start, end) = match (&after, &before) {
            (Some((place, _)), _) => (mark.start, place.end),
            (None, Some((place, _))) => (place.start, mark.end),
            (None, None) => self.unknown(mark)?,
        };
        let (place, land) = match after.or(before) {
            Some((place, land)) => (self.text.quote(place.start, place.end), Some(land)),
            None if start < mark.start => (self.text.quote(start, mark.start), None),
            None => (self.text.quote(self.joined(mark.end), end), None),
        };
        let rest = base.split_once('.').map_or("mps", |(_, rest)| rest);
        let land = land.filter(|cc| cc != crate::places::UNKNOWN);
        let cc = land.map_or_else(|| country(base).to_owned(), |cc| cc.to_ascii_lowercase());
        // The national force above a province: the Royal Thai Police in Thailand.
        let rest = if cc == "th" {
            "rtp"
        } else if rest == "rtp" {
            "mps"
        } else {
            rest
        };
        let slug = plain(&fold(&place)).replace(' ', "");
        let slug = if slug.is_empty() { "province".to_owned() } else { slug };
        Some(AgencyAt { id: format!("{cc}.{rest}.{slug}"), start, end })
    }

    /// A place the gazetteer does not know: capitals right beside the office.
    fn unknown(&self, mark: &Mark) -> Option<(usize, usize)> {
        let after = self.capitals_from(self.joined(mark.end));
        if let Some(end) = after {
            return Some((mark.start, end));
        }
        let start = self.capitals_until(mark.start)?;
        Some((start, mark.end))
    }

    fn capitals_from(&self, position: usize) -> Option<usize> {
        let mut end = position;
        let following = self.tokens.iter().filter(|t| t.start >= position).take(3);
        for token in following {
            if !token.capital || !only_blanks(self.text, end, token.start) {
                break;
            }
            end = token.end;
        }
        (end > position).then_some(end)
    }

    fn capitals_until(&self, position: usize) -> Option<usize> {
        let mut start = position;
        let before = self.tokens.iter().rev().filter(|t| t.end <= position).take(2);
        for token in before {
            let stop = crate::marks::covers(&self.marks.bodies, token.start);
            if !token.capital || stop || !only_blanks(self.text, token.end, start) {
                break;
            }
            start = token.start;
        }
        (start < position).then_some(start)
    }

    /// A place right after: `of Laos`, `tỉnh Quảng Ninh`, `(MPS) of Vietnam`.
    fn place_after(&self, mark: &Mark) -> Option<&Mark> {
        let mut position = self.text.skip_spaces(mark.end);
        if self.text.at(position) == '(' {
            let close = (position..position + SHORT_NAME).find(|p| self.text.at(*p) == ')');
            position = close.map_or(position, |p| self.text.skip_spaces(p + 1));
        }
        starting_at(self.text, &self.marks.places, self.joined(position))
    }

    /// Past spaces and words between an office and its place.
    fn joined(&self, position: usize) -> usize {
        let mut position = self.text.skip_spaces(position);
        for word in JOINING {
            let end = position + word.chars().count();
            if self.text.folded(position, end) == *word {
                position = self.text.skip_spaces(end);
            }
        }
        position
    }

    fn place_before(&self, mark: &Mark) -> Option<&Mark> {
        let trimmed = self.text.trim_end(mark.start);
        let owner = self.text.folded(trimmed.saturating_sub(2), trimmed) == "'s";
        let position = if owner { trimmed - 2 } else { trimmed };
        ending_at(self.text, &self.marks.places, position)
            .filter(|p| self.text.at(p.start).is_ascii_alphabetic())
    }
}

/// The word between a post and its office.
const OF: &str = " of";
/// Letters of a short name in brackets.
const SHORT_NAME: usize = 10;
/// Words between an office and its place.
const JOINING: &[&str] = &[
    "of ",
    "in ",
    "from ",
    "the ",
    "nước ",
    "tỉnh ",
    "แห่ง",
    "ประเทศ",
    "จังหวัด",
    "แขวง",
    "ແຫ່ງ ",
    "ແຂວງ",
    "ແຂວງ ",
];
