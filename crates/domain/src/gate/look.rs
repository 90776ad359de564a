//! A case as every gate sees it: what its texts say is read once, and the questions that several gates ask
//! have one answer here.

use super::file::Decision;
use super::{Case, GateId, Moment};
use crate::codes::MessageKind;
use crate::day::Day;
use crate::message::Body;
use crate::message::charge::Charge;
use crate::message::reply::ReplyOutcome;
use crate::pack::Pack;
use crate::pack::model::{CueKind, Family, Known, Offence};
use crate::policy::Role;
use crate::wording::Said;

/// What the gates look at.
#[derive(Debug)]
pub(super) struct Look<'a> {
    pub(super) case: &'a Case<'a>,
    /// The day of the case.
    pub(super) on: Day,
    /// Every text of the message in every language, in its plain form.
    said: Said,
    /// The families its texts betray.
    betrayed: Vec<&'a Family>,
}

impl<'a> Look<'a> {
    pub(super) fn new(case: &'a Case<'a>) -> Self {
        let texts = case.message.texts();
        let wordings = texts.iter().flat_map(|text| text.0.values());
        let said = Said::new(wordings.map(|wording| wording.text.as_str()));
        let betrayed = case.packs.families_said(&said);
        Self { case, on: Day::of(case.at), said, betrayed }
    }

    /// The first phrase of a kind in any text of the message.
    pub(super) fn cue(&self, kind: CueKind) -> Option<&str> {
        self.case.packs.cue_said(kind, &self.said)
    }

    /// For a request that is to find or hold a person: its charge, or that it has none.
    pub(super) fn coercive_charge(&self) -> Option<Option<&'a Charge>> {
        let message = self.case.message;
        message.is_coercive().then_some(message.charge.as_ref())
    }

    /// The charge of a coercive request, or of the one a reply answers.
    pub(super) fn charge_in_play(&self) -> Option<Option<&'a Charge>> {
        let answered = self.case.answers.filter(|asked| asked.is_coercive());
        self.coercive_charge().or_else(|| answered.map(|asked| asked.charge.as_ref()))
    }

    /// Whether the message is an answer that helps a coercive request.
    pub(super) fn helps_to_find(&self) -> bool {
        let Body::Reply(reply) = &self.case.message.body else { return false };
        let told = matches!(reply.outcome, ReplyOutcome::Positive | ReplyOutcome::Partial);
        told && self.case.answers.is_some_and(|asked| asked.is_coercive())
    }

    /// The packs of the sender's and of the receiver's country.
    pub(super) fn laws(&self) -> (Option<&'a Pack>, Option<&'a Pack>) {
        let (packs, message) = (self.case.packs, self.case.message);
        (packs.country(&message.from.country()), packs.country(&message.to.country()))
    }

    /// The pack of the country that wants the person.
    pub(super) fn asking_law(&self) -> Option<&'a Pack> {
        let (from, to) = self.laws();
        if self.case.message.kind() == MessageKind::Reply { to } else { from }
    }

    /// A country's offences whose elements the charge states, all of them.
    pub(super) fn offences(&self, law: &'a Pack, charge: &Charge) -> Vec<&'a Offence> {
        let stated = |id: &String| charge.elements.contains(id);
        let fits = |row: &&Offence| {
            row.punishable == Known::Yes
                && !row.elements.is_empty()
                && row.elements.iter().all(stated)
        };
        law.offences.iter().filter(fits).collect()
    }

    /// The families a charge names, and those its texts betray.
    pub(super) fn families(&self, charge: &'a Charge) -> impl Iterator<Item = &'a Family> {
        let packs = self.case.packs;
        let named = charge.families.iter().filter_map(|id| packs.family(id));
        named.chain(self.families_in_texts())
    }

    /// The families the message names or its texts betray.
    pub(super) fn families_said(&self) -> impl Iterator<Item = &'a Family> {
        let packs = self.case.packs;
        let charges = self.case.message.charge.iter();
        let named = charges.flat_map(|c| &c.families).filter_map(|id| packs.family(id));
        named.chain(self.families_in_texts())
    }

    fn families_in_texts(&self) -> impl Iterator<Item = &'a Family> + use<'a> {
        self.betrayed.clone().into_iter()
    }

    /// Whether each of some roles has allowed it in writing, by as many persons, none of them author or
    /// approver of the message, and nobody has refused.
    pub(super) fn is_allowed(&self, gate: GateId, roles: &[Role]) -> bool {
        let message = self.case.message;
        let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
        // The partner's officers have accounts of their own: a name that is the same says nothing.
        let foreign = self.case.moment == Moment::Receive;
        let independent = |d: &&Decision| {
            let own = !foreign && same(d.by.as_str(), message.author.as_str());
            let approver = message.approver.as_ref();
            !own && (foreign || !approver.is_some_and(|a| same(d.by.as_str(), a.as_str())))
        };
        let of_gate = |d: &&Decision| d.gate == gate && d.at <= self.case.at;
        let decisions: Vec<&Decision> =
            self.case.file.decisions.iter().filter(of_gate).filter(independent).collect();
        if decisions.iter().any(|d| !d.allows) {
            return false;
        }
        let mut deciders: Vec<String> = Vec::new();
        for role in roles {
            let fresh = |d: &&&Decision| {
                let by = d.by.as_str().to_ascii_lowercase();
                d.role == *role && !d.text.is_empty() && !deciders.contains(&by)
            };
            match decisions.iter().find(fresh) {
                Some(decision) => deciders.push(decision.by.as_str().to_ascii_lowercase()),
                None => return false,
            }
        }
        true
    }
}
