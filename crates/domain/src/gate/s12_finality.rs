//! S12: nobody twice for the same thing, and nobody too late.
//!
//! Rule: an acquittal, a sentence served, an amnesty or pardon, a dropped case or limitation stops what is
//! to find or hold a person. Each has to be stated; not stated stops it too.
//! Source: UN Model Treaty on Extradition arts. 3(d) to (f) and 4(b); Thailand B.E. 2551; to be confirmed by a
//! legal officer.

use super::{Finding, GateId, Look, Rule};
use crate::ground::Ground;
use crate::message::charge::Earlier;

const RULE: Rule = Rule { gate: GateId::S12, source: "UN 45/116 3; TH B.E. 2551" };

pub(super) fn check(look: &Look<'_>) -> Finding {
    let Some(charge) = look.coercive_charge() else { return RULE.pass("gate-not-concerned") };
    let missing = || RULE.block("gate-s12-missing", "gate-s12-cure-state", Ground::Form);
    let Some(charge) = charge else { return missing() };
    let closed = |ground| RULE.block("gate-s12-closed", "gate-s12-cure", ground);
    match charge.earlier {
        Earlier::Nothing => {}
        Earlier::Unknown => return missing(),
        Earlier::Amnesty => return closed(Ground::Amnesty),
        Earlier::Acquitted | Earlier::Served | Earlier::Dropped => {
            return closed(Ground::NeBisInIdem).resting_on([charge.earlier]);
        }
    }
    match charge.barred_after {
        None => missing(),
        Some(last) if last < look.on => {
            RULE.block("gate-s12-barred", "gate-s12-cure", Ground::TimeBarred).resting_on([last])
        }
        Some(_) => RULE.pass("gate-nothing-found"),
    }
}
