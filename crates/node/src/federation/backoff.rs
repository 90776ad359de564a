//! How long to wait after deliveries that failed: twice as long each time, up to a limit, and a
//! random part of it, so that many nodes do not knock at the same moment.

use comity_domain::limits::{RETRY_DELAY_MS_MAX, RETRY_DELAY_MS_MIN};

/// The wait after `tries` failures in a row, in milliseconds, between half and the whole of the
/// doubled delay; `random` is any number.
pub fn delay_ms(tries: i64, random: u32) -> i64 {
    let doublings = u32::try_from(tries.clamp(1, 20)).unwrap_or(20) - 1;
    let full = RETRY_DELAY_MS_MIN.saturating_mul(1_i64 << doublings).min(RETRY_DELAY_MS_MAX);
    let half = full / 2;
    half + i64::from(random) % (half + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_limit() {
        for (tries, low, high) in [
            (1, RETRY_DELAY_MS_MIN / 2, RETRY_DELAY_MS_MIN),
            (2, RETRY_DELAY_MS_MIN, RETRY_DELAY_MS_MIN * 2),
            (3, RETRY_DELAY_MS_MIN * 2, RETRY_DELAY_MS_MIN * 4),
            (60, RETRY_DELAY_MS_MAX / 2, RETRY_DELAY_MS_MAX),
            (0, RETRY_DELAY_MS_MIN / 2, RETRY_DELAY_MS_MIN),
        ] {
            for random in [0, 1, 17, u32::MAX] {
                let wait = delay_ms(tries, random);
                assert!((low..=high).contains(&wait), "{tries}: {wait}");
            }
        }
    }
}
