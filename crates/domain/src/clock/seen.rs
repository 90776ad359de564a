//! Whether the machine's time may be believed. The rule has a name, "the latest time seen":
//!
//! 1. The latest time that was believed is kept, durably.
//! 2. When the machine shows an earlier time, time stands still at the latest: nothing is taken back,
//!    and nothing passes that had not passed.
//! 3. When it shows a time further ahead than [`limits::CLOCK_JUMP_MS_MAX`], the new time is not
//!    believed: no clock is breached and nothing expires, until the machine's time comes back, a
//!    partner's signed time says the same, or an administrator confirms it.
//!
//! Why: an hour that comes too soon releases, expires or deletes wrongly and cannot be taken back; a
//! doubt is said aloud wherever a person looks and ends within a call.

use serde::{Deserialize, Serialize};

use crate::limits;
use crate::time::Timestamp;

/// The latest time that was believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The time; nothing before the first look.
    pub latest: Option<Timestamp>,
}

/// Why the machine's time is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// It is behind what it showed before.
    Behind,
    /// It is far ahead of what it showed before.
    Ahead,
}

/// A look at the machine's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The time clocks are judged by.
    pub at: Timestamp,
    /// Why it is not what the machine shows.
    pub doubt: Option<Doubt>,
}

impl Seen {
    /// What to make of the time the machine shows, and what is kept of it.
    #[must_use]
    pub fn look(self, machine: Timestamp) -> (Self, Reading) {
        let Some(latest) = self.latest else {
            return (Self { latest: Some(machine) }, Reading { at: machine, doubt: None });
        };
        let ahead = machine.0.saturating_sub(latest.0);
        if ahead > limits::CLOCK_JUMP_MS_MAX {
            return (self, Reading { at: latest, doubt: Some(Doubt::Ahead) });
        }
        if ahead < 0 {
            // Small corrections of the machine's time are ordinary.
            let doubt = (ahead < -limits::CLOCK_AHEAD_MS_MAX).then_some(Doubt::Behind);
            return (self, Reading { at: latest, doubt });
        }
        (Self { latest: Some(machine) }, Reading { at: machine, doubt: None })
    }

    /// What is kept once the machine's time is confirmed: by an administrator, or by the signed time
    /// of a partner.
    #[must_use]
    pub fn confirmed(machine: Timestamp) -> Self {
        Self { latest: Some(machine) }
    }

    /// Whether a time a partner signed says the same as the machine showed when it came in.
    pub fn agrees(machine: Timestamp, partner: Timestamp) -> bool {
        machine.0.abs_diff(partner.0) <= limits::CLOCK_AHEAD_MS_MAX.unsigned_abs()
    }
}
