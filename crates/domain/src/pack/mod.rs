//! Packs: what laws and organisations say, as data that a legal officer can read and change without
//! a new program. The gates are code and read the packs.
//!
//! A pack is a folder of TOML files with one head and any number of entries ([`model`]). Each entry
//! has a source and a status; nothing here is confirmed until a legal officer has said so. A pack has
//! a version, and every frozen decision names the versions it used.
//!
//! Start at [`Packs`]; [`read`] says what makes a file wrong.

mod calendar;
mod entry;
pub mod model;
pub mod read;
mod shipped;

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

use crate::agreement::LegalEffect;
use crate::day::Day;
use crate::lang::Lang;
use crate::wording::{Phrase, Said};
use entry::Target;
use model::{
    Classification, Clock, Cue, CueKind, Document, Element, Family, Head, Holiday, Law, Limit,
    Measure, Offence, Reciprocity, Status, Threshold, Treaty, Week,
};
use read::{PackFault, Place, Placed};

pub use read::{PackFile, read_pack};

/// A value of a pack as it is listed: which, from where, and whether it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Value {
    /// The table it stands in.
    pub table: String,
    /// Its id.
    pub id: String,
    /// Where it is found.
    pub source: String,
    /// Whether it is confirmed.
    pub status: Status,
    /// The line in the pack.
    pub place: Place,
}

/// One pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Id, version, country.
    pub head: Head,
    /// Laws.
    pub laws: Vec<Law>,
    /// Thresholds of seriousness.
    pub thresholds: Vec<Threshold>,
    /// Limits in time.
    pub limits: Vec<Limit>,
    /// Documents required.
    pub documents: Vec<Document>,
    /// Elements of conduct.
    pub elements: Vec<Element>,
    /// Families of offences.
    pub families: Vec<Family>,
    /// The country's row of the dual-criminality table, family by family.
    pub offences: Vec<Offence>,
    /// Levels of secrecy.
    pub classifications: Vec<Classification>,
    /// Working weeks.
    pub weeks: Vec<Week>,
    /// Public holidays.
    pub holidays: Vec<Holiday>,
    /// Treaties.
    pub treaties: Vec<Treaty>,
    /// What the law allows without a treaty.
    pub reciprocities: Vec<Reciprocity>,
    /// Phrases.
    pub cues: Vec<Cue>,
    /// Every value, in the order of the files.
    pub values: Vec<Value>,
    pointers: Vec<Placed>,
}

impl Default for Pack {
    fn default() -> Self {
        let head = Head {
            id: String::new(),
            version: String::new(),
            country: None,
            title: crate::lang::Text::default(),
        };
        Self {
            head,
            laws: Vec::new(),
            thresholds: Vec::new(),
            limits: Vec::new(),
            documents: Vec::new(),
            elements: Vec::new(),
            families: Vec::new(),
            offences: Vec::new(),
            classifications: Vec::new(),
            weeks: Vec::new(),
            holidays: Vec::new(),
            treaties: Vec::new(),
            reciprocities: Vec::new(),
            cues: Vec::new(),
            values: Vec::new(),
            pointers: Vec::new(),
        }
    }
}

impl Pack {
    /// The law of an id.
    pub fn law(&self, id: &str) -> Option<&Law> {
        self.laws.iter().find(|law| law.id == id)
    }

    /// Whether an entry applies on a day: its law does, or it names none.
    fn applies(&self, law: Option<&String>, on: Day) -> bool {
        law.is_none_or(|id| self.law(id).is_some_and(|law| law.applies(on)))
    }

    /// The threshold for an act on a day.
    pub fn threshold(&self, act: LegalEffect, measure: Measure, on: Day) -> Option<&Threshold> {
        self.thresholds
            .iter()
            .find(|t| t.act == act && t.measure == measure && self.applies(t.law.as_ref(), on))
    }

    /// The limit of a clock on a day.
    pub fn limit(&self, clock: Clock, on: Day) -> Option<&Limit> {
        self.limits.iter().find(|l| l.clock == clock && self.applies(l.law.as_ref(), on))
    }

    /// What the law says of an act without a treaty, on a day.
    pub fn reciprocity(&self, act: LegalEffect, on: Day) -> Option<&Reciprocity> {
        self.reciprocities.iter().find(|r| r.act == act && self.applies(r.law.as_ref(), on))
    }

    /// The documents required for an act, on a day.
    pub fn documents_for(&self, act: LegalEffect, on: Day) -> impl Iterator<Item = &Document> {
        self.documents.iter().filter(move |d| d.act == act && self.applies(d.law.as_ref(), on))
    }

    /// The values that no legal officer has confirmed.
    pub fn unconfirmed(&self) -> impl Iterator<Item = &Value> {
        self.values.iter().filter(|value| !value.status.is_confirmed())
    }
}

/// All packs of a node, checked against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packs {
    packs: Vec<Pack>,
    /// Phrases, by what they give away.
    phrases: BTreeMap<CueKind, Vec<Phrase>>,
    /// Phrases of families, by family.
    family_phrases: Vec<(String, Vec<Phrase>)>,
}

impl Packs {
    /// Puts packs together.
    ///
    /// # Errors
    /// Pointers that lead nowhere, and ids or countries that two packs claim.
    pub fn new(packs: Vec<Pack>) -> Result<Self, Vec<PackFault>> {
        let mut faults = Vec::new();
        clashes(&packs, &mut faults);
        let known = known_ids(&packs);
        for pointer in packs.iter().flat_map(|p| &p.pointers) {
            if pointer.target != Target::Law && !known.contains(&(pointer.target, &pointer.id)) {
                let table = pointer.target.table();
                let fault = format!("there is no {table} `{}` in any pack", pointer.id);
                faults.push(PackFault { place: pointer.place.clone(), fault });
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let phrases = cue_phrases(&packs);
        let family_phrases = packs
            .iter()
            .flat_map(|p| &p.families)
            .map(|family| (family.id.clone(), plain_phrases(&family.cues)))
            .collect();
        Ok(Self { packs, phrases, family_phrases })
    }

    /// The packs that come with the program.
    ///
    /// # Errors
    /// What is wrong with them; a test keeps it from happening.
    pub fn shipped() -> Result<Self, Vec<PackFault>> {
        Self::with_own(Vec::new())
    }

    /// The packs that come with the program, with an agency's own in place of those of the same id.
    ///
    /// # Errors
    /// What is wrong with any of them.
    pub fn with_own(own: Vec<Pack>) -> Result<Self, Vec<PackFault>> {
        let mut packs = Vec::new();
        let mut faults = Vec::new();
        for (id, files) in shipped::PACKS {
            if own.iter().any(|pack| pack.head.id == *id) {
                continue;
            }
            match read_pack(files) {
                Ok(pack) => packs.push(pack),
                Err(found) => faults.extend(found),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        packs.extend(own);
        packs.sort_by(|a, b| a.head.id.cmp(&b.head.id));
        Self::new(packs)
    }

    /// All of them, by id.
    pub fn all(&self) -> &[Pack] {
        &self.packs
    }

    /// The pack of a country.
    pub fn country(&self, code: &str) -> Option<&Pack> {
        self.packs.iter().find(|p| p.head.country.as_deref() == Some(code))
    }

    /// The pack of an id.
    pub fn pack(&self, id: &str) -> Option<&Pack> {
        self.packs.iter().find(|p| p.head.id == id)
    }

    /// Id and version of each, as a frozen decision names them.
    pub fn versions(&self) -> Vec<String> {
        self.packs.iter().map(|p| format!("{} {}", p.head.id, p.head.version)).collect()
    }

    /// A family of offences.
    pub fn family(&self, id: &str) -> Option<&Family> {
        self.packs.iter().flat_map(|p| &p.families).find(|f| f.id == id)
    }

    /// Whether an element of conduct is in any pack.
    pub fn has_element(&self, id: &str) -> bool {
        self.packs.iter().flat_map(|p| &p.elements).any(|element| element.id == id)
    }

    /// The first phrase of a kind that a text holds, once disguises are off.
    pub fn cue_in(&self, kind: CueKind, plain: &str) -> Option<&str> {
        let phrases = self.phrases.get(&kind)?;
        phrases.iter().find(|phrase| phrase.is_in(plain)).map(Phrase::as_str)
    }

    /// The first phrase of a kind that one of some texts holds.
    pub fn cue_said(&self, kind: CueKind, said: &Said) -> Option<&str> {
        let may = self.phrases.get(&kind)?.iter().filter(|phrase| said.may_hold(phrase));
        let may: Vec<&Phrase> = may.collect();
        let in_text = |text: &String| may.iter().find(|phrase| phrase.is_in(text));
        said.texts().iter().find_map(in_text).map(|phrase| phrase.as_str())
    }

    /// The families whose phrases some texts hold, text by text.
    pub fn families_said(&self, said: &Said) -> Vec<&Family> {
        let mut may: Vec<(&String, Vec<&Phrase>)> = Vec::new();
        for (id, phrases) in &self.family_phrases {
            let held: Vec<&Phrase> = phrases.iter().filter(|p| said.may_hold(p)).collect();
            if !held.is_empty() {
                may.push((id, held));
            }
        }
        let holds = |text: &str, phrases: &[&Phrase]| phrases.iter().any(|p| p.is_in(text));
        let mut found = Vec::new();
        for text in said.texts() {
            let here = may.iter().filter(|(_, phrases)| holds(text, phrases));
            found.extend(here.filter_map(|(id, _)| self.family(id)));
        }
        found
    }

    /// The families whose phrases a text holds, once disguises are off.
    pub fn families_in(&self, plain: &str) -> impl Iterator<Item = &Family> {
        self.family_phrases
            .iter()
            .filter(move |(_, phrases)| phrases.iter().any(|phrase| phrase.is_in(plain)))
            .filter_map(|(id, _)| self.family(id))
    }
}

fn clashes(packs: &[Pack], faults: &mut Vec<PackFault>) {
    let mut seen = BTreeSet::new();
    for pack in packs {
        let place = Place { file: format!("{}/pack.toml", pack.head.id), line: 1, column: 1 };
        let country = pack.head.country.iter().map(|c| format!("country {c}"));
        for claim in std::iter::once(format!("pack {}", pack.head.id)).chain(country) {
            if !seen.insert(claim.clone()) {
                let fault = format!("two packs claim to be {claim}");
                faults.push(PackFault { place: place.clone(), fault });
            }
        }
    }
}

fn known_ids(packs: &[Pack]) -> BTreeSet<(Target, &String)> {
    let mut known = BTreeSet::new();
    for pack in packs {
        known.extend(pack.elements.iter().map(|e| (Target::Element, &e.id)));
        known.extend(pack.families.iter().map(|f| (Target::Family, &f.id)));
        known.extend(pack.classifications.iter().map(|c| (Target::Classification, &c.id)));
    }
    known
}

fn cue_phrases(packs: &[Pack]) -> BTreeMap<CueKind, Vec<Phrase>> {
    let mut phrases: BTreeMap<CueKind, Vec<Phrase>> = BTreeMap::new();
    for cue in packs.iter().flat_map(|p| &p.cues) {
        phrases.entry(cue.kind).or_default().extend(plain_phrases(&cue.phrases));
    }
    phrases
}

fn plain_phrases(phrases: &BTreeMap<Lang, Vec<String>>) -> Vec<Phrase> {
    phrases.values().flatten().map(|phrase| Phrase::new(phrase)).collect()
}

#[cfg(test)]
mod tests;
