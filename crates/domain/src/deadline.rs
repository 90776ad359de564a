//! Clocks of a request. Defaults; a partner agreement may set others.
//!
//! Source: eight hours for urgent and seven days for other requests follow Directive (EU) 2023/977;
//! they are defaults to be confirmed by a legal officer.

use crate::codes::Urgency;
use crate::time::Timestamp;

const HOUR_MS: i64 = 60 * 60 * 1_000;

/// By when an answer is due, unless the request itself asks for it earlier or later.
pub fn answer_by(created_at: Timestamp, urgency: Urgency, asked: Option<Timestamp>) -> Timestamp {
    let default = match urgency {
        Urgency::Urgent => created_at.plus_ms(8 * HOUR_MS),
        Urgency::Normal => created_at.plus_ms(7 * 24 * HOUR_MS),
    };
    asked.unwrap_or(default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urgent_is_hours_and_normal_is_days() {
        let start = Timestamp(0);
        assert_eq!(answer_by(start, Urgency::Urgent, None), Timestamp(8 * HOUR_MS));
        assert_eq!(answer_by(start, Urgency::Normal, None), Timestamp(168 * HOUR_MS));
        assert_eq!(answer_by(start, Urgency::Normal, Some(Timestamp(5))), Timestamp(5));
    }
}
