//! What a hard stop says when it runs out: a person may be held no longer. It decides nothing; the law does.

use serde::{Deserialize, Serialize};

use super::{Clock, ClockKind, Rule};
use crate::ids::{AgencyId, MessageId};
use crate::time::Timestamp;

/// The notice that a person must be released, as it is kept. It holds no name: that stays in the sealed
/// message, and is read from there by whoever may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseNotice {
    /// The case: the thread of the message.
    pub case: MessageId,
    /// The message that names the person.
    pub message: MessageId,
    /// Whose clock ran out.
    pub kind: ClockKind,
    /// The agency of the country where the person is held.
    pub bound: AgencyId,
    /// Since when the term is counted.
    pub held_since: Timestamp,
    /// When the term ended.
    pub ended_at: Timestamp,
    /// When that was found.
    pub made_at: Timestamp,
    /// The term: which entry of which pack, its source, and whether it is confirmed.
    pub rule: Rule,
}

impl ReleaseNotice {
    /// The notice of a clock that ran out; nothing when nobody is held by it.
    pub fn of(
        clock: &Clock,
        (message, case): (MessageId, MessageId),
        bound: AgencyId,
    ) -> Option<Self> {
        let held = clock.kind.is_hard_stop();
        let (ended_at, made_at) = (clock.due_at?, clock.breached_at?);
        held.then(|| Self {
            case,
            message,
            kind: clock.kind,
            bound,
            held_since: clock.started_at,
            ended_at,
            made_at,
            rule: clock.rule.clone(),
        })
    }
}
