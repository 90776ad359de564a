//! S19: information of a third party goes on only with its consent.
//!
//! Rule: a message that carries information of somebody else names them and the day they agreed to this
//! transfer; without it the message stops. So does an answer that allows onward transfer of such data.
//! Giving it to INTERPOL is a new purpose, which the data-protection officer decides.
//! Source: Directive (EU) 2023/977 on the originator's consent, to be confirmed by a legal officer.

use super::{Effect, Finding, GateId, Look, Rule};
use crate::codes::Channel;
use crate::ground::Ground;
use crate::handling::OnwardTransfer;
use crate::policy::Role;
use crate::wording::letters;

const RULE: Rule = Rule { gate: GateId::S19, source: "Directive (EU) 2023/977" };
/// Who decides that information of a third party may go to INTERPOL.
pub(super) const DECIDERS: &[Role] = &[Role::DataProtection];

pub(super) fn check(look: &Look<'_>) -> Finding {
    let message = look.case.message;
    let Some(third) = &message.third_party else { return RULE.pass("gate-not-concerned") };
    let block = |reason| RULE.block(reason, "gate-s19-cure", Ground::ThirdParty);
    if letters(&third.originator) == 0 || third.consented_on.is_none_or(|day| day > look.on) {
        return block("gate-s19-no-consent");
    }
    let onward = message.channel == Channel::InterpolI247;
    if onward && !look.is_allowed(GateId::S19, DECIDERS) {
        return block("gate-s19-interpol").with(Effect::Decision);
    }
    if message.onward_transfer == OnwardTransfer::Listed {
        return block("gate-s19-onward");
    }
    RULE.pass("gate-nothing-found")
}
