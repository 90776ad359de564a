//! The search itself: one function a kind of basis, in their order.

use super::claims::{self, Claim, Reading};
use super::{Answer, Basis, BasisKind, Question, Shelf, Step, Why, is_coercive};
use crate::agreement::{Agreement, AgreementKind, AgreementState, LegalEffect};
use crate::day::Day;
use crate::pack::model::{EntryRule, Known, Notification, Treaty, TreatyScope};

/// Finds the basis, or says why there is none. Total: every question has an answer.
pub fn resolve(question: &Question<'_>, shelf: &Shelf<'_>) -> Answer {
    let (question, shelf) = (*question, *shelf);
    let mut search = Search { question, shelf, steps: Vec::new(), bases: Vec::new() };
    if question.a.country == question.b.country {
        search.no(BasisKind::Treaty, None, Why::OneCountry, vec![question.a.country.to_owned()]);
    } else {
        search.treaties(BasisKind::Treaty);
        search.treaties(BasisKind::RegionalTreaty);
        search.agencies();
        search.reciprocity();
    }
    Answer {
        act: question.act,
        on: question.on,
        countries: [question.a.country.to_owned(), question.b.country.to_owned()],
        bases: search.bases,
        steps: search.steps,
        packs: shelf.packs.versions(),
    }
}

struct Search<'a> {
    question: Question<'a>,
    shelf: Shelf<'a>,
    steps: Vec<Step>,
    bases: Vec<Basis>,
}

/// A treaty with what every pack says of it.
struct Joined<'a> {
    id: &'a str,
    acts: Vec<LegalEffect>,
    entry: Option<&'a EntryRule>,
    notifications: Vec<&'a Notification>,
    claims: Vec<Claim<'a>>,
}

impl<'a> Search<'a> {
    fn no(&mut self, kind: BasisKind, id: Option<&str>, why: Why, facts: Vec<String>) {
        self.steps.push(Step { kind, id: id.map(str::to_owned), found: false, why, facts });
    }

    fn yes(&mut self, basis: Basis, why: Why, facts: Vec<String>) {
        let id = Some(basis.id.clone());
        self.steps.push(Step { kind: basis.kind, id, found: true, why, facts });
        self.bases.push(basis);
    }

    /// Treaties of the packs and of the register.
    fn treaties(&mut self, kind: BasisKind) {
        let before = self.steps.len();
        for treaty in self.joined(kind) {
            self.treaty(&treaty, kind);
        }
        for entry in self.registered(&[AgreementKind::Treaty, AgreementKind::Protocol]) {
            if (entry.parties.len() > 2) == (kind == BasisKind::RegionalTreaty) {
                self.agreement(entry, kind);
            }
        }
        if self.steps.len() == before {
            self.no(kind, None, Why::NothingOnRecord, Vec::new());
        }
    }

    /// The treaties that both countries made; one that stands in two packs is one treaty.
    fn joined(&self, kind: BasisKind) -> Vec<Joined<'a>> {
        let packs = self.shelf.packs;
        let mut joined: Vec<Joined<'a>> = Vec::new();
        for treaty in packs.all().iter().flat_map(|pack| &pack.treaties) {
            let bilateral = treaty.scope == TreatyScope::Bilateral;
            if bilateral != (kind == BasisKind::Treaty) || !self.is_between_us(treaty) {
                continue;
            }
            match joined.iter_mut().find(|known| known.id == treaty.id) {
                Some(known) => known.add(treaty),
                None => joined.push(Joined::of(treaty)),
            }
        }
        joined
    }

    fn is_between_us(&self, treaty: &Treaty) -> bool {
        let party = |country: &str| treaty.parties.iter().any(|p| p == country);
        party(self.question.a.country) && party(self.question.b.country)
    }

    fn treaty(&mut self, treaty: &Joined<'_>, kind: BasisKind) {
        if !treaty.acts.contains(&self.question.act) {
            return self.no(kind, Some(treaty.id), Why::OtherAct, codes(&treaty.acts));
        }
        let facts: Vec<String> = treaty.claims.iter().map(Claim::fact).collect();
        let reading = claims::read(&treaty.claims, self.question.on);
        if let Some(rule) = treaty.entry {
            // Its own words count notifications: no report stands in for one.
            let ended = matches!(
                reading,
                Reading::Not(AgreementState::Suspended | AgreementState::Terminated)
            );
            if !ended {
                return self.by_notifications(treaty, rule, kind);
            }
        }
        self.by_reading(reading, treaty.id, kind, facts);
    }

    fn by_reading(&mut self, reading: Reading, id: &str, kind: BasisKind, facts: Vec<String>) {
        let basis = |confirmed| Basis { kind, id: id.to_owned(), confirmed };
        match reading {
            Reading::Confirmed => self.yes(basis(true), Why::InForce, facts),
            Reading::Reported => self.yes(basis(false), Why::InForceReported, facts),
            Reading::Conflict => self.no(kind, Some(id), Why::Conflict, facts),
            Reading::Inferred => self.no(kind, Some(id), Why::Inferred, facts),
            Reading::Silent => self.no(kind, Some(id), Why::Silent, facts),
            Reading::Not(_) => self.no(kind, Some(id), Why::NotInForce, facts),
        }
    }

    /// In force for those who notified, so many days after so many notifications; for a state that
    /// notifies later, so many days after its own.
    fn by_notifications(&mut self, treaty: &Joined<'_>, rule: &EntryRule, kind: BasisKind) {
        let on = self.question.on;
        let first = |country: &str| {
            let own = treaty.notifications.iter().filter(|n| n.country == country && n.on <= on);
            own.map(|n| (n.on, n.status.is_confirmed())).min()
        };
        let mut countries: Vec<&str> = treaty
            .notifications
            .iter()
            .filter(|n| n.on <= on)
            .map(|n| n.country.as_str())
            .collect();
        countries.sort_unstable();
        countries.dedup();
        let mut days: Vec<Day> = countries.iter().filter_map(|c| Some(first(c)?.0)).collect();
        days.sort_unstable();
        let needed = usize::from(rule.notifications);
        let mut count = vec![format!("{} / {needed}", days.len())];
        count.extend(countries.iter().map(|country| (*country).to_owned()));
        let Some(last) = needed.checked_sub(1).and_then(|n| days.get(n)) else {
            return self.no(kind, Some(treaty.id), Why::NotificationsMissing, count);
        };
        let both = [self.question.a.country, self.question.b.country];
        let silent: Vec<String> =
            both.iter().filter(|c| first(c).is_none()).map(|c| (*c).to_owned()).collect();
        if !silent.is_empty() {
            return self.no(kind, Some(treaty.id), Why::NotNotified, silent);
        }
        let own = both.iter().filter_map(|c| first(c));
        let latest = own.clone().map(|(day, _)| day).max().map_or(*last, |day| day.max(*last));
        let entry = latest.plus_days(i64::from(rule.days));
        if on < entry {
            let wait = vec![entry.to_string()];
            return self.no(kind, Some(treaty.id), Why::NotificationsWait, wait);
        }
        let counted = |n: &&&Notification| n.on <= on && n.status.is_confirmed();
        let confirmed = treaty.notifications.iter().filter(counted).count() >= needed
            && own.clone().all(|(_, confirmed)| confirmed);
        let basis = Basis { kind, id: treaty.id.to_owned(), confirmed };
        self.yes(basis, Why::NotificationsDone, vec![entry.to_string()]);
    }

    /// Instruments of the register of some kinds that bind both sides.
    fn registered(&self, kinds: &[AgreementKind]) -> Vec<&'a Agreement> {
        let register = self.shelf.register;
        register.iter().filter(|a| kinds.contains(&a.kind) && self.binds(a)).collect()
    }

    /// A treaty or a declaration binds the countries of its parties; another instrument only the
    /// agencies that made it and those below them.
    fn binds(&self, agreement: &Agreement) -> bool {
        let of_state =
            matches!(agreement.kind, AgreementKind::Treaty | AgreementKind::ReciprocityDeclaration);
        [self.question.a, self.question.b].iter().all(|side| match side.agency {
            Some(agency) if !of_state => agreement.binds_one(agency),
            _ => agreement.parties.iter().any(|p| p.country() == side.country),
        })
    }

    fn agreement(&mut self, agreement: &Agreement, kind: BasisKind) {
        let id = agreement.id.as_str();
        if !agreement.effects.contains(&self.question.act) {
            return self.no(kind, Some(id), Why::OtherAct, codes(&agreement.effects));
        }
        if !stands(agreement, self.question.on) {
            return self.no(kind, Some(id), Why::NotInForce, vec![agreement.state.to_string()]);
        }
        if agreement.confirmed {
            return self.by_reading(Reading::Confirmed, id, kind, Vec::new());
        }
        let claims = claims_of(agreement);
        let facts = claims.iter().map(Claim::fact).collect();
        let reading = match claims::read(&claims, self.question.on) {
            // The secretariat says "in force" and gives no source that says otherwise.
            Reading::Confirmed | Reading::Reported | Reading::Silent => Reading::Reported,
            other => other,
        };
        self.by_reading(reading, id, kind, facts);
    }

    fn agencies(&mut self) {
        let kind = BasisKind::AgencyAgreement;
        if is_coercive(self.question.act) {
            return self.no(kind, None, Why::AgencyNotEnough, Vec::new());
        }
        let before = self.steps.len();
        let kinds = [AgreementKind::Memorandum, AgreementKind::Minutes, AgreementKind::AnnualPlan];
        for agreement in self.registered(&kinds) {
            self.agreement(agreement, kind);
        }
        if self.steps.len() == before {
            self.no(kind, None, Why::NothingOnRecord, Vec::new());
        }
    }

    fn reciprocity(&mut self) {
        let kind = BasisKind::Reciprocity;
        let (act, on) = (self.question.act, self.question.on);
        let mut confirmed = true;
        for country in [self.question.a.country, self.question.b.country] {
            let law = self.shelf.packs.country(country).and_then(|p| p.reciprocity(act, on));
            let facts = vec![country.to_owned()];
            match law.map_or(Known::Unknown, |law| law.allowed) {
                Known::Yes => {}
                Known::No => return self.no(kind, None, Why::LawForbids, facts),
                Known::Unknown => return self.no(kind, None, Why::LawUnknown, facts),
            }
            confirmed &= law.is_some_and(|law| law.status.is_confirmed());
        }
        let declared: Vec<&Agreement> = self
            .registered(&[AgreementKind::ReciprocityDeclaration])
            .into_iter()
            .filter(|a| a.effects.contains(&act) && stands(a, on))
            .collect();
        if declared.is_empty() {
            return self.no(kind, None, Why::NoDeclaration, Vec::new());
        }
        for declaration in declared {
            let id = declaration.id.as_str().to_owned();
            let confirmed = confirmed && declaration.confirmed;
            self.yes(Basis { kind, id, confirmed }, Why::Declared, Vec::new());
        }
    }
}

/// Whether the register has an instrument in force on a day. `signed` is never in force.
fn stands(agreement: &Agreement, on: Day) -> bool {
    let begun = agreement.signed_on.is_none_or(|date| Day::latest_of(date) <= on);
    let lasts = agreement.ends_on.is_none_or(|end| on <= end);
    agreement.state == AgreementState::InForce && begun && lasts
}

fn claims_of(agreement: &Agreement) -> Vec<Claim<'_>> {
    let claim = |c: &'_ crate::agreement::StatusClaim| (c.claim, c.on, c.confidence);
    let sources = agreement.claims.iter().map(|c| c.source.as_str());
    let claims = agreement.claims.iter().map(claim).zip(sources);
    claims
        .map(|((state, on, confidence), source)| Claim { state, on, confidence, source })
        .collect()
}

fn codes(acts: &[LegalEffect]) -> Vec<String> {
    acts.iter().map(|act| act.code().to_owned()).collect()
}

impl<'a> Joined<'a> {
    fn of(treaty: &'a Treaty) -> Self {
        let mut joined = Self {
            id: &treaty.id,
            acts: treaty.acts.clone(),
            entry: None,
            notifications: Vec::new(),
            claims: Vec::new(),
        };
        joined.add(treaty);
        joined
    }

    /// What another pack says of it. It is a basis only for what all of them say.
    fn add(&mut self, treaty: &'a Treaty) {
        self.acts.retain(|act| treaty.acts.contains(act));
        self.entry = self.entry.or(treaty.entry.as_ref());
        self.notifications.extend(&treaty.notifications);
        let claim = |c: &'a crate::pack::model::TreatyClaim| Claim {
            state: c.state,
            on: c.on,
            confidence: c.confidence,
            source: &c.source,
        };
        self.claims.extend(treaty.claims.iter().map(claim));
    }
}
