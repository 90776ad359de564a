//! The states of a message and every move between them, in one table. What is not in the table
//! cannot happen.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::codes::code_list;

code_list!(
    /// Where a message stands, seen from the node that keeps it.
    State {
        /// Being written.
        Draft = "draft",
        /// A gate stopped it before approval.
        ChecksFailed = "checks_failed",
        /// Waiting for a second officer.
        Ready = "ready",
        /// Approved; its envelope is in the outbox.
        Approved = "approved",
        /// Handed to the partner link at least once.
        Transmitted = "transmitted",
        /// Durable at the receiver, proved by a receipt.
        Delivered = "delivered",
        /// Taken up by an officer of the receiver.
        Acknowledged = "acknowledged",
        /// Being worked on.
        InExecution = "in_execution",
        /// Waiting for a clarification.
        Clarification = "clarification",
        /// Answered in part.
        AnsweredPartial = "answered_partial",
        /// Answered.
        Answered = "answered",
        /// Refused, with a ground.
        Refused = "refused",
        /// Moved to another channel.
        Transferred = "transferred",
        /// The asking side told what the answer was good for.
        FeedbackGiven = "feedback_given",
        /// Over.
        Closed = "closed",
        /// Taken back by the sender.
        Recalled = "recalled",
        /// Past its date.
        Expired = "expired",
    }
);

/// The table: from, to. `Recalled` and `Expired` are reached from every state that is not an end.
const MOVES: &[(State, State)] = &[
    (State::Draft, State::ChecksFailed),
    (State::Draft, State::Ready),
    (State::ChecksFailed, State::Draft),
    (State::Ready, State::ChecksFailed),
    (State::Ready, State::Approved),
    (State::Approved, State::ChecksFailed),
    (State::Approved, State::Transmitted),
    (State::Approved, State::Delivered),
    (State::Transmitted, State::ChecksFailed),
    (State::Transmitted, State::Delivered),
    (State::Delivered, State::Acknowledged),
    (State::Delivered, State::AnsweredPartial),
    (State::Delivered, State::Answered),
    (State::Delivered, State::Refused),
    (State::Acknowledged, State::InExecution),
    (State::InExecution, State::Clarification),
    (State::Clarification, State::InExecution),
    (State::Acknowledged, State::AnsweredPartial),
    (State::Acknowledged, State::Answered),
    (State::Acknowledged, State::Refused),
    (State::Acknowledged, State::Transferred),
    (State::InExecution, State::AnsweredPartial),
    (State::InExecution, State::Answered),
    (State::InExecution, State::Refused),
    (State::InExecution, State::Transferred),
    (State::AnsweredPartial, State::Answered),
    (State::AnsweredPartial, State::AnsweredPartial),
    (State::AnsweredPartial, State::Refused),
    (State::AnsweredPartial, State::FeedbackGiven),
    (State::AnsweredPartial, State::Closed),
    (State::Answered, State::FeedbackGiven),
    (State::Answered, State::Closed),
    (State::Refused, State::Closed),
    (State::Transferred, State::Closed),
    (State::FeedbackGiven, State::Closed),
];

/// A move that the table does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a message cannot go from {from} to {to}")]
pub struct IllegalMove {
    /// The state it is in.
    pub from: State,
    /// The state it was to go to.
    pub to: State,
}

impl State {
    /// Whether nothing can follow.
    pub fn is_end(self) -> bool {
        matches!(self, Self::Closed | Self::Recalled | Self::Expired)
    }

    /// Goes to another state.
    ///
    /// # Errors
    /// [`IllegalMove`] when the table does not hold the move.
    pub fn go(self, to: Self) -> Result<Self, IllegalMove> {
        let anywhere = matches!(to, Self::Recalled | Self::Expired) && !self.is_end();
        if anywhere || MOVES.contains(&(self, to)) {
            Ok(to)
        } else {
            Err(IllegalMove { from: self, to })
        }
    }

    /// Goes to another state by way of those in between that nobody noted: what was answered was taken up,
    /// and what was taken up had arrived.
    ///
    /// # Errors
    /// [`IllegalMove`] when no such way leads there.
    pub fn reach(self, to: Self) -> Result<Self, IllegalMove> {
        let mut at = self;
        for between in [Self::Delivered, Self::Acknowledged, Self::InExecution] {
            if let Ok(there) = at.go(to) {
                return Ok(there);
            }
            at = at.go(between).unwrap_or(at);
        }
        at.go(to).or(Err(IllegalMove { from: self, to }))
    }

    /// Whether an answer may be given: it is owed, or was given in part.
    pub fn can_be_answered(self) -> bool {
        self.is_open() || self == Self::AnsweredPartial
    }

    /// Whether an answer is still owed.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::Delivered | Self::Acknowledged | Self::InExecution | Self::Clarification
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_road_of_a_request_is_in_the_table() {
        let road = [
            State::Draft,
            State::Ready,
            State::Approved,
            State::Transmitted,
            State::Delivered,
            State::Acknowledged,
            State::InExecution,
            State::Clarification,
            State::InExecution,
            State::Answered,
            State::FeedbackGiven,
            State::Closed,
        ];
        for pair in road.windows(2) {
            assert_eq!(pair[0].go(pair[1]), Ok(pair[1]));
        }
    }

    #[test]
    fn what_the_table_does_not_hold_cannot_happen() {
        for (from, to) in [
            (State::Draft, State::Approved),
            (State::Draft, State::Transmitted),
            (State::Ready, State::Transmitted),
            (State::ChecksFailed, State::Approved),
            (State::Answered, State::Draft),
            (State::Closed, State::Recalled),
            (State::Expired, State::Answered),
        ] {
            assert_eq!(from.go(to), Err(IllegalMove { from, to }));
        }
    }

    #[test]
    fn every_state_can_be_reached_and_left() {
        for state in State::ALL {
            let reached = *state == State::Draft
                || MOVES.iter().any(|(_, to)| to == state)
                || matches!(state, State::Recalled | State::Expired);
            let left = state.is_end() || MOVES.iter().any(|(from, _)| from == state);
            assert!(reached && left, "{state}");
        }
    }
}
