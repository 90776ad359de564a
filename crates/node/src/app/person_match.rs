//! One person of the register held against the one looked for: the person score of the name engine
//! and its pieces, as pages and commands show them.

use comity_domain::codes::{DocumentKind, Sex};
use comity_domain::person::{Birth, Document, Subject};
use comity_domain::time::Calendar;
use comity_names::person::{self, Finding, Scored};
use comity_names::{Comparison, Name, Rarity, Route, SCORE_SAME};
use serde::{Deserialize, Serialize};

use crate::app::register::Person;

/// Whom to look for. What is empty or `None` is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Names in any writing.
    pub names: Vec<String>,
    /// Date of birth.
    pub birth: Option<Birth>,
    /// Sex.
    pub sex: Option<Sex>,
    /// ISO 3166-1 countries.
    pub nationalities: Vec<String>,
    /// Documents.
    pub documents: Vec<WantedDocument>,
}

/// A document looked for, of which no more than the number may be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedDocument {
    /// What it is.
    pub kind: Option<DocumentKind>,
    /// Its number as printed.
    pub number: String,
    /// ISO 3166-1 country of issue.
    pub issuer: Option<String>,
}

impl Wanted {
    /// The person a message is about.
    pub fn of_subject(subject: &Subject) -> Self {
        let document = |d: &Document| WantedDocument {
            kind: Some(d.kind),
            number: d.number.clone(),
            issuer: d.issuer.clone(),
        };
        Self {
            names: subject.names.iter().map(|n| n.text.clone()).collect(),
            birth: subject.birth.clone(),
            sex: subject.sex,
            nationalities: subject.nationalities.clone(),
            documents: subject.documents.iter().map(document).collect(),
        }
    }

    /// As the name engine takes it.
    pub fn described(&self) -> person::Person {
        let document = |d: &WantedDocument| person::Document {
            kind: d.kind.and_then(document_kind),
            number: d.number.clone(),
            issuer: d.issuer.clone(),
        };
        let (names, nicknames) = read_names(self.names.iter().map(String::as_str));
        person::Person {
            names,
            nicknames,
            birth: self.birth.as_ref().and_then(birth),
            sex: self.sex.and_then(sex),
            nationalities: self.nationalities.clone(),
            documents: self.documents.iter().map(document).collect(),
        }
    }
}

/// A person of the register, and why it may be the one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HitView {
    /// The person.
    pub person: Person,
    /// The person score, in thousandths: a rank, no measured probability.
    pub permille: i64,
    /// The score in a word: `unlikely`, `possible`, `likely`, `certain`.
    pub band: String,
    /// The score of the names alone, in thousandths.
    pub name_permille: i64,
    /// The name that was looked for, in the spelling that fits best.
    pub query: String,
    /// The name in the register that fits best.
    pub name: String,
    /// Whether one of the two puts the family name first and the other last.
    pub turned: bool,
    /// Which part of one met which part of the other.
    pub pairs: Vec<PairView>,
    /// What was found, part by part.
    pub pieces: Vec<PieceView>,
}

/// Two parts of names that met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairView {
    /// Part of the name looked for.
    pub left: String,
    /// Part of the name in the register.
    pub right: String,
    /// How they met: the code of a route of the name engine.
    pub route: String,
    /// The sounds of both, when they met by sound.
    pub sounds: Option<(String, String)>,
    /// How alike they are, in thousandths.
    pub permille: i64,
}

/// One thing found and what it weighs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PieceView {
    /// What it is about: `start`, `name`, `nickname`, `birth`, `sex`, `nationality`, `document`.
    pub aspect: String,
    /// What was found: the key of a finding of the name engine.
    pub finding: String,
    /// Its weight in thousandths of natural log-odds; the weights sum up to the score's.
    pub weight: i64,
    /// What was looked for, as the engine took it (a date in the Common Era, a country's code).
    pub left: String,
    /// What the register has.
    pub right: String,
}

impl HitView {
    /// What one thing says in a word: `agrees`, `nearly`, `differs` or `unknown`.
    pub fn agreement(&self, aspect: &str) -> &'static str {
        let exact = ["birth-same", "birth-month", "birth-year", "document-same"];
        match self.piece(aspect) {
            None => "unknown",
            Some(piece) if exact.contains(&piece.finding.as_str()) => "agrees",
            Some(piece) if piece.weight > 0 => "nearly",
            Some(_) => "differs",
        }
    }

    /// The piece about one thing, if there is one.
    pub fn piece(&self, aspect: &str) -> Option<&PieceView> {
        self.pieces.iter().find(|piece| piece.aspect == aspect)
    }
}

/// Holds a person of the register, as `described` reads it, against the one looked for; nothing when
/// neither a name nor a nickname nor a document is alike. The score comes along to rank by.
pub fn held(
    wanted: &person::Person,
    (person, theirs): (&Person, &person::Person),
    rarity: &Rarity<'_>,
) -> Option<(f64, HitView)> {
    let scored = person::compare(wanted, theirs, rarity);
    let name_score = scored.names.as_ref().map_or(0.0, |pair| pair.comparison.score);
    let opens = |finding: Finding| {
        use Finding::{DocumentMisread, DocumentSame, DocumentSlip, NameIsNickname};
        matches!(finding, NameIsNickname | DocumentSame | DocumentSlip | DocumentMisread)
    };
    if name_score < SCORE_SAME && !scored.pieces.iter().any(|piece| opens(piece.finding)) {
        return None;
    }
    Some((scored.score, view(wanted, theirs, person.clone(), &scored)))
}

fn view(
    ours: &person::Person,
    theirs: &person::Person,
    person: Person,
    scored: &Scored,
) -> HitView {
    let printed = |names: &[Name], at: usize| {
        names.get(at).map_or_else(String::new, |name| name.as_printed().to_owned())
    };
    let best = scored.names.as_ref();
    HitView {
        permille: permille(scored.score),
        band: scored.band.key().to_owned(),
        name_permille: best.map_or(0, |pair| permille(pair.comparison.score)),
        query: printed(&ours.names, best.map_or(0, |pair| pair.left)),
        name: printed(&theirs.names, best.map_or(0, |pair| pair.right)),
        turned: best.is_some_and(|pair| pair.turned),
        pairs: best.map(|pair| pairs(&pair.comparison)).unwrap_or_default(),
        pieces: scored.pieces.iter().map(piece).collect(),
        person,
    }
}

fn piece(piece: &person::Piece) -> PieceView {
    PieceView {
        aspect: piece.finding.aspect().key().to_owned(),
        finding: piece.finding.key().to_owned(),
        weight: thousandths(piece.weight),
        left: piece.left.clone(),
        right: piece.right.clone(),
    }
}

fn pairs(comparison: &Comparison) -> Vec<PairView> {
    let view = |pair: &comity_names::TokenPair| PairView {
        left: pair.left.clone(),
        right: pair.right.clone(),
        route: pair.route.key().to_owned(),
        sounds: match &pair.route {
            Route::Sound { pivot_left, pivot_right } => {
                Some((pivot_left.clone(), pivot_right.clone()))
            }
            _ => None,
        },
        permille: permille(pair.similarity),
    };
    comparison.pairs.iter().map(view).collect()
}

/// A person of the register as the name engine takes it.
pub(super) fn described(person: &Person) -> person::Person {
    let document = |d: &Document| person::Document {
        kind: document_kind(d.kind),
        number: d.number.clone(),
        issuer: d.issuer.clone(),
    };
    let (names, mut nicknames) = read_names(person.names.iter().map(|n| n.text.as_str()));
    nicknames.extend(person.nicknames.iter().filter_map(|n| Name::read(&n.text).ok()));
    person::Person {
        names,
        nicknames,
        birth: person.birth.as_ref().and_then(birth),
        sex: person.sex.and_then(sex),
        nationalities: person.nationalities.clone(),
        documents: person.documents.iter().map(document).collect(),
    }
}

/// The names that can be read, with the other names and the nicknames written beside them.
fn read_names<'a>(texts: impl Iterator<Item = &'a str>) -> (Vec<Name>, Vec<Name>) {
    let (mut names, mut nicknames) = (Vec::new(), Vec::new());
    for name in texts.filter_map(|text| Name::read(text).ok()) {
        names.extend(name.others().iter().filter_map(|other| Name::read(other).ok()));
        nicknames.extend(name.nicknames().iter().filter_map(|nick| Name::read(nick).ok()));
        names.push(name);
    }
    (names, nicknames)
}

fn birth(birth: &Birth) -> Option<person::Birth> {
    let date = birth.date().ok()?;
    // The year stands in the text unless it was counted in another era.
    let buddhist =
        birth.calendar == Calendar::Buddhist || !birth.text.contains(&format!("{:04}", date.year));
    Some(person::Birth { year: date.year, month: date.month, day: date.day, buddhist })
}

fn sex(sex: Sex) -> Option<person::Sex> {
    match sex {
        Sex::Female => Some(person::Sex::Female),
        Sex::Male => Some(person::Sex::Male),
        Sex::Unspecified => None,
    }
}

/// A document of which only "another" is known may be any.
fn document_kind(kind: DocumentKind) -> Option<person::DocumentKind> {
    match kind {
        DocumentKind::Passport => Some(person::DocumentKind::Passport),
        DocumentKind::NationalId => Some(person::DocumentKind::NationalId),
        DocumentKind::BorderPass | DocumentKind::DrivingLicence => {
            Some(person::DocumentKind::Other)
        }
        DocumentKind::Other => None,
    }
}

/// A score between 0 and 1 in thousandths.
pub fn permille(score: f64) -> i64 {
    thousandths(score.clamp(0.0, 1.0))
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "scores and weights are below a hundred"
)]
fn thousandths(value: f64) -> i64 {
    (value.clamp(-100.0, 100.0) * 1000.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(name: &str, nickname: &str) -> Person {
        let printed = |text: &str| serde_json::json!([{"text": text}]);
        let value = serde_json::json!({"id": "p1", "names": printed(name), "sex": null,
            "nicknames": printed(nickname), "birth": null, "nationalities": [], "documents": [],
            "source": "t"});
        serde_json::from_value(value).unwrap()
    }

    fn found(name: &str, person: Person) -> Option<HitView> {
        let wanted = Wanted { names: vec![name.to_owned()], ..Wanted::default() };
        let theirs = described(&person);
        held(&wanted.described(), (&person, &theirs), &Rarity::built_in()).map(|(_, hit)| hit)
    }

    #[test]
    fn other_names_and_nicknames_are_looked_at_apart() {
        let person = || kept("สมชาย ใจดี", "เล็ก");
        let hit = found("Somchai Jaidee (Lek) alias Khamla Sample", person()).unwrap();
        assert!(hit.name_permille > 800, "{hit:?}");
        let hit = found("Khamla Sample alias สมชาย ใจดี", person()).unwrap();
        assert_eq!(hit.query, "สมชาย ใจดี");
        let hit = found("เล็ก", person()).unwrap();
        assert_eq!(hit.piece("name").unwrap().finding, "name-is-nickname");
        let hit = found("สมชาย ใจดี ชื่อเล่น เล็ก", person()).unwrap();
        assert_eq!(hit.piece("nickname").unwrap().finding, "nickname-same");
        assert!(found("Khamla Sample", person()).is_none());
        let hit = found("JAIDEE, Somchai", person()).unwrap();
        assert!(hit.turned);
    }

    #[test]
    fn a_year_that_does_not_stand_in_the_text_was_counted_in_another_era() {
        let born = |text: &str, calendar| Birth { text: text.to_owned(), calendar };
        for (text, calendar, expect) in [
            ("2481-02-10", Calendar::Gregorian, true),
            ("1938-02-10", Calendar::Gregorian, false),
            ("2481", Calendar::Buddhist, true),
        ] {
            let read = birth(&born(text, calendar)).unwrap();
            assert_eq!((read.year, read.buddhist), (1938, expect), "{text}");
        }
    }
}
