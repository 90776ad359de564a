//! What can become of a clock: one table. What is not in the table cannot happen.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::{Clock, ClockState, DueBy, Rule, Turn};
use crate::codes::code_list;
use crate::ids::OfficerId;
use crate::lang::Text;
use crate::limits;
use crate::time::Timestamp;

code_list!(
    /// What can be done to a clock.
    MoveKind {
        /// Something is asked back: time stands still.
        Pause = "pause",
        /// It was answered: time goes on.
        Resume = "resume",
        /// A later date, with its reason.
        Extend = "extend",
        /// What is asked for has to be obtained: the longer limit counts.
        Obtain = "obtain",
        /// Its date passed.
        Breach = "breach",
        /// What it was for was done.
        Meet = "meet",
        /// It has no object any more.
        End = "end",
    }
);

/// The table: from, by what, to. [`MoveKind::Resume`] leads back to where the pause began: to
/// `Extended` when the clock was extended before it.
const MOVES: &[(ClockState, MoveKind, ClockState)] = &[
    (ClockState::Running, MoveKind::Pause, ClockState::Paused),
    (ClockState::Running, MoveKind::Extend, ClockState::Extended),
    (ClockState::Running, MoveKind::Obtain, ClockState::Running),
    (ClockState::Running, MoveKind::Breach, ClockState::Breached),
    (ClockState::Running, MoveKind::Meet, ClockState::Met),
    (ClockState::Running, MoveKind::End, ClockState::Ended),
    (ClockState::Extended, MoveKind::Pause, ClockState::Paused),
    (ClockState::Extended, MoveKind::Extend, ClockState::Extended),
    (ClockState::Extended, MoveKind::Breach, ClockState::Breached),
    (ClockState::Extended, MoveKind::Meet, ClockState::Met),
    (ClockState::Extended, MoveKind::End, ClockState::Ended),
    (ClockState::Paused, MoveKind::Resume, ClockState::Running),
    (ClockState::Paused, MoveKind::Meet, ClockState::Met),
    (ClockState::Paused, MoveKind::End, ClockState::Ended),
    (ClockState::Breached, MoveKind::Meet, ClockState::Met),
    (ClockState::Breached, MoveKind::End, ClockState::Ended),
];

/// Something to be done to a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// [`MoveKind::Pause`].
    Pause,
    /// [`MoveKind::Resume`].
    Resume,
    /// [`MoveKind::Extend`].
    Extend {
        /// The new date.
        until: Timestamp,
        /// Why.
        reason: Text,
        /// Who; nothing when the partner's message says it.
        by: Option<OfficerId>,
    },
    /// [`MoveKind::Obtain`].
    Obtain {
        /// The longer limit.
        rule: Rule,
        /// When it ends.
        due_at: Option<Timestamp>,
        /// Who says that it has to be obtained.
        by: OfficerId,
    },
    /// [`MoveKind::Breach`].
    Breach,
    /// [`MoveKind::Meet`].
    Meet,
    /// [`MoveKind::End`].
    End,
}

impl Move {
    /// Its kind.
    pub fn kind(&self) -> MoveKind {
        match self {
            Self::Pause => MoveKind::Pause,
            Self::Resume => MoveKind::Resume,
            Self::Extend { .. } => MoveKind::Extend,
            Self::Obtain { .. } => MoveKind::Obtain,
            Self::Breach => MoveKind::Breach,
            Self::Meet => MoveKind::Meet,
            Self::End => MoveKind::End,
        }
    }
}

/// Why something cannot be done to a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoveError {
    /// The table does not hold it.
    #[error("a clock that is {from} cannot {made}")]
    Illegal {
        /// Where it stands.
        from: ClockState,
        /// What was wanted.
        made: MoveKind,
    },
    /// Clocks of this kind are never paused, or never extended.
    #[error("this clock is never paused and never extended")]
    Fixed,
    /// Its date has passed.
    #[error("the date of the clock has passed")]
    TooLate,
    /// Its date has not passed, or is not known.
    #[error("the date of the clock has not passed")]
    NotDue,
    /// The new date is not later than the one there is.
    #[error("the new date is not later")]
    NotLater,
    /// The new date is further away than any may be.
    #[error("the new date is too far away")]
    TooFar,
    /// A reason is missing or too long.
    #[error("an extension needs its reason")]
    NoReason,
    /// It was moved as often as any may be.
    #[error("the clock was moved too often")]
    TooOften,
}

impl Clock {
    /// What becomes of the clock by a move at a moment. A moment before the last move counts as
    /// that: the machine's time may step back, a clock does not.
    ///
    /// # Errors
    /// [`MoveError`] when the table does not hold the move, or what the move says does not fit.
    pub fn go(&self, made: Move, at: Timestamp) -> Result<Self, MoveError> {
        let at = self.turns.last().map_or(self.started_at, |turn| turn.at).max(at);
        let to = self.target(made.kind())?;
        if self.turns.len() >= limits::CLOCK_TURNS_MAX && to.is_open() && to != ClockState::Breached
        {
            return Err(MoveError::TooOften);
        }
        let mut next = Self { state: to, ..self.clone() };
        let mut turn =
            Turn { at, made: made.kind(), by: None, before: self.due_at, reason: Text::default() };
        match made {
            Move::Pause => {
                self.before_due(at)?;
                next.paused_at = Some(at);
            }
            Move::Resume => next.resume(at),
            Move::Extend { until, reason, by } => {
                self.before_due(at)?;
                self.extendable(until, &reason, at)?;
                next.due_at = Some(until);
                (turn.by, turn.reason) = (by, reason);
            }
            Move::Obtain { rule, due_at, by } => {
                self.before_due(at)?;
                self.longer(due_at)?;
                (next.rule, next.due_at, turn.by) = (rule, due_at, Some(by));
            }
            Move::Breach if !self.is_due(at) => return Err(MoveError::NotDue),
            Move::Breach => next.breached_at = Some(at),
            // What is done too late is done, and was late.
            Move::Meet if self.is_due(at) => next.breached_at = Some(at),
            Move::Meet | Move::End => {}
        }
        if to != ClockState::Paused {
            next.paused_at = None;
        }
        next.turns.push(turn);
        Ok(next)
    }

    fn target(&self, made: MoveKind) -> Result<ClockState, MoveError> {
        let found = MOVES.iter().find(|(from, by, _)| *from == self.state && *by == made);
        let (_, _, to) = found.ok_or(MoveError::Illegal { from: self.state, made })?;
        let allowed = match made {
            MoveKind::Pause => self.kind.may_pause(),
            MoveKind::Extend | MoveKind::Obtain => self.kind.may_extend(),
            MoveKind::Resume | MoveKind::Breach | MoveKind::Meet | MoveKind::End => true,
        };
        let was_extended = self.turns.iter().any(|turn| turn.made == MoveKind::Extend);
        match (allowed, made) {
            (false, _) => Err(MoveError::Fixed),
            (true, MoveKind::Resume) if was_extended => Ok(ClockState::Extended),
            (true, _) => Ok(*to),
        }
    }

    /// Time stood still since the pause began: the date moves by as much.
    fn resume(&mut self, at: Timestamp) {
        let since = self.paused_at.unwrap_or(at);
        let stood = at.0.saturating_sub(since.0).max(0);
        self.due_at = self.due_at.map(|due| due.plus_ms(stood));
    }

    fn before_due(&self, at: Timestamp) -> Result<(), MoveError> {
        if self.due_at.is_some_and(|due| due <= at) { Err(MoveError::TooLate) } else { Ok(()) }
    }

    fn extendable(&self, until: Timestamp, reason: &Text, at: Timestamp) -> Result<(), MoveError> {
        if reason.is_empty() || !reason.within_limit() {
            return Err(MoveError::NoReason);
        }
        if until <= at || self.due_at.is_some_and(|due| until <= due) {
            return Err(MoveError::NotLater);
        }
        if until > self.started_at.plus_ms(limits::ANSWER_BY_MS_MAX) {
            return Err(MoveError::TooFar);
        }
        Ok(())
    }

    /// Only a date that rests on the shorter limit gives way to the longer one.
    fn longer(&self, due_at: Option<Timestamp>) -> Result<(), MoveError> {
        let later = match (self.due_at, due_at) {
            (Some(before), Some(after)) => after > before,
            (None, _) | (_, None) => false,
        };
        if later && self.due_by != DueBy::Asked { Ok(()) } else { Err(MoveError::NotLater) }
    }
}
