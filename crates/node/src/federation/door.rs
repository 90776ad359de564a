//! Counts refusals to strangers, so that somebody who is no partner cannot fill the disk with log
//! lines. Beyond the limit they are counted, not written one by one.

use comity_domain::time::Timestamp;
use std::sync::{Mutex, PoisonError};

/// Log lines a minute about refusals, for each kind of visitor.
pub const LINES_PER_MINUTE_MAX: u32 = 60;

const MINUTE_MS: i64 = 60_000;

/// Who knocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visitor {
    /// A connection whose certificate is on a partner's card.
    Partner,
    /// Any other.
    Stranger,
}

/// The counts of the running minute, one for partners and one for strangers, so that strangers
/// cannot keep what partners do out of the log.
#[derive(Debug, Default)]
pub struct Door {
    partners: Mutex<(i64, u32)>,
    strangers: Mutex<(i64, u32)>,
}

impl Door {
    /// Whether one more refusal may be written to the log now.
    pub fn may_log(&self, visitor: Visitor, now: Timestamp) -> bool {
        let minute = now.0 / MINUTE_MS;
        let counter = match visitor {
            Visitor::Partner => &self.partners,
            Visitor::Stranger => &self.strangers,
        };
        // A poisoned count is still a count.
        let mut state = counter.lock().unwrap_or_else(PoisonError::into_inner);
        if state.0 != minute {
            if state.1 > LINES_PER_MINUTE_MAX {
                let more = state.1 - LINES_PER_MINUTE_MAX;
                tracing::warn!(more, ?visitor, "refusals of one minute that were not written");
            }
            *state = (minute, 0);
        }
        state.1 = state.1.saturating_add(1);
        state.1 <= LINES_PER_MINUTE_MAX
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_door_writes_a_bounded_number_of_lines_a_minute() {
        let door = Door::default();
        let written = (0..1_000).filter(|_| door.may_log(Visitor::Stranger, Timestamp(5))).count();
        assert_eq!(written, 60);
        assert!(door.may_log(Visitor::Partner, Timestamp(5)), "partners are counted apart");
        assert!(door.may_log(Visitor::Stranger, Timestamp(60_001)));
    }
}
