//! S16: children and victims are not hunted.
//!
//! Rule: about a victim, a missing person, a holder of a misused identity, or anybody under eighteen, only
//! what protects, finds or identifies them is asked or told. Anything else needs a legal officer's and the
//! data-protection officer's decision in writing; what is to hold such a person is stopped.
//! Source: Convention on the Rights of the Child art. 1; ASEAN Convention against Trafficking in Persons
//! art. 14; to be confirmed by a legal officer.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::codes::{PersonRole, Purpose};
use crate::ground::Ground;
use crate::limits;
use crate::person::Subject;
use crate::policy::Role;

const RULE: Rule = Rule { gate: GateId::S16, source: "CRC 1; ACTIP 14" };
pub(super) const DECIDERS: &[Role] = &[Role::LegalOfficer, Role::DataProtection];

pub(super) fn check(look: &Look<'_>) -> Finding {
    let message = look.case.message;
    let persons = message.body.persons();
    let Some(who) = persons.into_iter().find_map(|subject| special(look, subject)) else {
        return RULE.pass("gate-nothing-found");
    };
    let block = |reason| {
        let found = RULE.block(reason, "gate-s16-cure", Ground::ChildOrVictim);
        found.resting_on([who]).with(Effect::Route)
    };
    if look.coercive_charge().is_some() {
        return block("gate-s16-coercive");
    }
    let purpose = message.purpose.as_ref().and_then(|code| code.purpose());
    let kind_to_them = matches!(
        purpose,
        Some(
            Purpose::ProtectVictim
                | Purpose::FindMissing
                | Purpose::Identify
                | Purpose::Humanitarian
        )
    );
    let care = RULE.warn("gate-s16-care", "gate-s16-cure-care").resting_on([who]);
    if kind_to_them {
        return care;
    }
    match look.is_allowed(GateId::S16, DECIDERS) {
        true => care.with(Effect::Decided),
        false => block("gate-s16-purpose").with(Effect::Decision),
    }
}

/// Why a person needs special care.
fn special(look: &Look<'_>, subject: &Subject) -> Option<&'static str> {
    match subject.role {
        PersonRole::Victim => return Some("victim"),
        PersonRole::Missing => return Some("missing"),
        PersonRole::MisusedIdentity => return Some("misused_identity"),
        PersonRole::Suspect
        | PersonRole::Accused
        | PersonRole::Convicted
        | PersonRole::Wanted
        | PersonRole::Witness
        | PersonRole::Associate
        | PersonRole::Unidentified => {}
    }
    let born = subject.birth.as_ref()?.date().ok()?;
    // A date known in part is read as its last day: in doubt a child.
    let grown = crate::day::Day::latest_of(born).plus_months(limits::FULL_AGE_MONTHS);
    (grown > look.on).then_some("child")
}
