//! What holds for every text.

use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};

use crate::limits::{MAX_FORMS, MAX_KEY_BYTES, MAX_KEYS};
use crate::{Name, compare, fold, keys, sound_forms};

/// Any text, and texts of the letters the rules look at.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,40}",
        "[\u{0E01}-\u{0E4E} .]{0,40}",
        "[\u{0E81}-\u{0ECD} ]{0,40}",
        "[a-zA-Z .'-]{0,40}",
        "[aăâbcdđeêghiklmnoôơpqrstuưvxyầấẩậờợừ -]{0,40}",
        ".{0,20}",
    ]
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(a in text()) {
        let once = fold(&a);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn every_text_is_read_or_refused(a in text()) {
        prop_assert!(sound_forms(&a).len() <= MAX_FORMS);
        let Ok(name) = Name::read(&a) else { return Ok(()) };
        prop_assert!(!name.tokens().is_empty());
        let found = keys(&name);
        prop_assert!(found.len() <= MAX_KEYS);
        prop_assert!(found.iter().all(|k| k.is_ascii() && k.len() <= MAX_KEY_BYTES));
        let same = compare(&name, &name);
        prop_assert!((same.score - 1.0).abs() < 1e-9, "{}", same.score);
    }

    #[test]
    fn comparing_is_symmetric_and_bounded(a in text(), b in text()) {
        let (Ok(x), Ok(y)) = (Name::read(&a), Name::read(&b)) else { return Ok(()) };
        let (there, back) = (compare(&x, &y), compare(&y, &x));
        prop_assert!((0.0..=1.0).contains(&there.score));
        prop_assert!((there.score - back.score).abs() < 1e-9);
        prop_assert_eq!(there.unmatched_left, back.unmatched_right);
    }
}
