//! A case as every gate sees it: what its texts say is read once, and the questions that several gates ask
//! have one answer here.

use super::file::Decision;
use super::{Case, GateId, Moment};
use crate::agreement::LegalEffect;
use crate::basis::{Answer, Question, Shelf, Side, resolve};
use crate::day::Day;
use crate::ids::MessageId;
use crate::message::charge::Charge;
use crate::message::{Body, Message};
use crate::pack::Pack;
use crate::pack::model::{CueKind, Family, Known, Offence};
use crate::person::Subject;
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
        let said = Said::new(case.message.words().into_iter());
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

    /// The last request of the thread, before this message, to find, hold or take over a person.
    pub(super) fn coercive_before(&self) -> Option<&'a Message> {
        let thread = self.case.thread.iter().rev().copied();
        self.case.answers.into_iter().chain(thread).find(|message| message.is_coercive())
    }

    /// The charge of a coercive request, or of the one before it in the thread.
    pub(super) fn charge_in_play(&self) -> Option<Option<&'a Charge>> {
        let before = || self.coercive_before().map(|asked| asked.charge.as_ref());
        self.coercive_charge().or_else(before)
    }

    /// Whether the message helps a coercive request of its thread: it tells, it finds, it grants, it hands
    /// over.
    pub(super) fn helps_to_find(&self) -> bool {
        let helps = match &self.case.message.body {
            Body::Reply(reply) => reply.tells(),
            Body::Located(_) | Body::Surrender(_) => true,
            Body::Decision(decision) => decision.grants(),
            _ => false,
        };
        helps && self.coercive_before().is_some()
    }

    /// Which bases an act has between the message's two agencies on its day.
    pub(super) fn bases(&self, act: LegalEffect) -> Answer {
        let message = self.case.message;
        let (from, to) = (message.from.country(), message.to.country());
        let question = Question {
            a: Side { country: &from, agency: Some(&message.from) },
            b: Side { country: &to, agency: Some(&message.to) },
            act,
            on: self.on,
        };
        resolve(&question, &Shelf { packs: self.case.packs, register: self.case.agreements })
    }

    /// What the message does in law; a decision that grants does what it grants.
    pub(super) fn act(&self) -> LegalEffect {
        match &self.case.message.body {
            Body::Decision(decision) if decision.grants() => {
                self.case.answers.map_or(LegalEffect::InfoExchange, Message::act)
            }
            _ => self.case.message.act(),
        }
    }

    /// Every person the message or its thread names.
    pub(super) fn persons(&self) -> Vec<&'a Subject> {
        let message = self.case.message;
        let earlier = self.case.thread.iter().copied().chain(self.case.answers);
        std::iter::once(message).chain(earlier).flat_map(|m| m.body.persons()).collect()
    }

    /// An earlier message of the thread.
    pub(super) fn earlier(&self, id: MessageId) -> Option<&'a Message> {
        let mut earlier = self.case.thread.iter().copied().chain(self.case.answers);
        earlier.find(|message| message.id == id)
    }

    /// The packs of the sender's and of the receiver's country.
    pub(super) fn laws(&self) -> (Option<&'a Pack>, Option<&'a Pack>) {
        let (packs, message) = (self.case.packs, self.case.message);
        (packs.country(&message.from.country()), packs.country(&message.to.country()))
    }

    /// The pack of the country that wants the person.
    pub(super) fn asking_law(&self) -> Option<&'a Pack> {
        let asker = match self.coercive_charge() {
            Some(_) => self.case.message,
            None => self.coercive_before().unwrap_or(self.case.message),
        };
        self.case.packs.country(&asker.from.country())
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
