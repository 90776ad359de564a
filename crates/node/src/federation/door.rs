//! Counts refusals to strangers, so that somebody who is no partner cannot fill the disk with log
//! lines. Beyond the limit they are counted, not written one by one.

use comity_domain::time::Timestamp;
use std::sync::Mutex;

/// Log lines a minute about senders that are not known for certain.
pub const LINES_PER_MINUTE_MAX: u32 = 60;

const MINUTE_MS: i64 = 60_000;

/// The count of the running minute.
#[derive(Debug, Default)]
pub struct Door {
    state: Mutex<(i64, u32)>,
}

impl Door {
    /// Whether one more refusal may be written to the log now.
    pub fn may_log(&self, now: Timestamp) -> bool {
        let minute = now.0 / MINUTE_MS;
        // A poisoned count is still a count.
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if state.0 != minute {
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
        let written = (0..1_000).filter(|_| door.may_log(Timestamp(5))).count();
        assert_eq!(written, 60);
        assert!(door.may_log(Timestamp(60_001)));
    }
}
