use proptest::prelude::*;
use std::sync::LazyLock;

use super::*;
use crate::codes::Urgency;
use crate::day::Day;
use crate::lang::Lang;
use crate::limits;
use crate::pack::Packs;

const HOUR_MS: i64 = 60 * 60 * 1_000;
const DAY_MS: i64 = 24 * HOUR_MS;
static PACKS: LazyLock<Packs> = LazyLock::new(|| Packs::shipped().unwrap());

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn noon(text: &str) -> Timestamp {
    day(text).begins().plus_ms(12 * HOUR_MS)
}

fn event(kind: ClockKind, country: &'static str) -> Start<'static> {
    Start {
        kind,
        country,
        urgency: Urgency::Normal,
        holding: Holding::Held,
        at: noon("2026-11-22"),
        asked: None,
    }
}

fn begun(kind: ClockKind, country: &'static str) -> Clock {
    start(&PACKS, &event(kind, country)).unwrap()
}

fn why() -> Text {
    Text::draft(Lang::En, "The provincial archive answers next week")
}

fn extend(until: Timestamp) -> Move {
    Move::Extend { until, reason: why(), by: None }
}

#[test]
fn each_clock_has_a_limit_with_its_source_and_nothing_is_confirmed() {
    let packs = &*PACKS;
    for kind in ClockKind::ALL {
        for country in ["VN", "TH", "LA", "ZZ"] {
            let clock = start(packs, &event(*kind, country));
            let surrender = *kind == ClockKind::Surrender && country != "TH" && country != "VN";
            assert_eq!(clock.is_none(), surrender, "{kind} {country}");
            let Some(clock) = clock else { continue };
            assert!(!clock.rule.source.is_empty() && !clock.rule.version.is_empty());
            assert!(!clock.rule.status.is_confirmed(), "the house confirms nothing: {kind}");
        }
    }
}

#[test]
fn the_law_of_the_place_counts_then_what_is_usual() {
    for (kind, country, pack, last_day) in [
        (ClockKind::ProvisionalArrest, "VN", "vn", Some("2027-01-06")),
        (ClockKind::ProvisionalArrest, "TH", "th", Some("2027-01-21")),
        // Its own law has a limit that nobody has looked up: the model treaty stands in for it.
        (ClockKind::ProvisionalArrest, "LA", "un", Some("2027-01-01")),
        (ClockKind::Surrender, "TH", "th", Some("2027-02-20")),
        (ClockKind::Surrender, "VN", "vn", None),
        (ClockKind::NoticeExpiry, "VN", "interpol", Some("2031-11-22")),
        (ClockKind::Answer, "LA", "comity", Some("2026-11-29")),
    ] {
        let clock = begun(kind, country);
        assert_eq!(clock.rule.pack, pack, "{kind} {country}");
        let last = clock.due_at.map(|due| Day::of(due.plus_ms(-1)).to_string());
        assert_eq!(last.as_deref(), last_day, "{kind} {country}");
    }
}

#[test]
fn urgency_and_what_is_at_hand_choose_the_limit_and_the_request_may_ask_for_its_own_date() {
    let packs = &*PACKS;
    let hours = |urgency, holding| {
        let event = Start { urgency, holding, ..event(ClockKind::Answer, "TH") };
        (start(packs, &event).unwrap().due_at.unwrap().0 - event.at.0) / HOUR_MS
    };
    assert_eq!(hours(Urgency::Urgent, Holding::Held), 8);
    assert_eq!(hours(Urgency::Urgent, Holding::ToObtain), 3 * 24 + 12);
    assert_eq!(hours(Urgency::Normal, Holding::Held), 7 * 24 + 12);
    assert_eq!(hours(Urgency::Normal, Holding::ToObtain), 14 * 24 + 12);
    let asked = Start { asked: Some(noon("2026-11-30")), ..event(ClockKind::Answer, "TH") };
    let clock = start(packs, &asked).unwrap();
    assert_eq!((clock.due_at, clock.due_by), (Some(noon("2026-11-30")), DueBy::Asked));
}

#[test]
fn working_days_say_when_the_calendar_of_the_year_is_not_known() {
    let mut own = PACKS.all().to_vec();
    let limits = own.iter_mut().flat_map(|pack| &mut pack.limits);
    for limit in limits.filter(|limit| limit.id == "acknowledge") {
        (limit.amount, limit.unit) = (Some(20), Unit::WorkingDays);
    }
    let packs = Packs::new(own).unwrap();
    let due = |at, country| {
        let event = Start { at: noon(at), ..event(ClockKind::Acknowledge, country) };
        let clock = start(&packs, &event).unwrap();
        (Day::of(clock.due_at.unwrap().plus_ms(-1)).to_string(), clock.due_by)
    };
    // Friday 22 January; 5 to 9 February is the New Year, 10 and 11 stand for its weekend.
    assert_eq!(due("2027-01-22", "VN"), ("2027-02-26".into(), DueBy::Limit));
    assert_eq!(due("2027-12-10", "VN"), ("2028-01-10".into(), DueBy::CalendarNotKnown));
    assert_eq!(due("2027-01-22", "ZZ"), ("2027-02-11".into(), DueBy::CalendarNotKnown));
}

#[test]
fn days_off_in_place_of_a_weekend_are_closed() {
    let packs = &*PACKS;
    for (country, date, closed) in [
        ("VN", "2027-02-10", true),
        ("VN", "2027-02-11", true),
        ("VN", "2027-02-12", false),
        ("VN", "2027-05-03", true),
        ("VN", "2026-04-27", true),
        ("TH", "2026-12-07", true),
        ("TH", "2026-06-01", true),
        ("TH", "2027-02-22", true),
        ("TH", "2027-02-23", false),
        ("TH", "2027-07-20", true),
        ("LA", "2027-05-03", false),
    ] {
        let found = packs.country(country).unwrap().is_closed(day(date));
        assert_eq!(found, closed, "{country} {date}");
    }
}

#[test]
fn an_answer_runs_stands_still_is_extended_and_met() {
    let clock = begun(ClockKind::Answer, "TH");
    let due = clock.due_at.unwrap();
    let at = clock.started_at;
    let paused = clock.go(Move::Pause, at.plus_ms(DAY_MS)).unwrap();
    assert_eq!(paused.state, ClockState::Paused);
    assert!(!paused.is_due(due.plus_ms(DAY_MS)), "time stands still");
    let illegal = MoveError::Illegal { from: ClockState::Paused, made: MoveKind::Breach };
    assert_eq!(paused.go(Move::Breach, due.plus_ms(DAY_MS)), Err(illegal));
    let resumed = paused.go(Move::Resume, at.plus_ms(3 * DAY_MS)).unwrap();
    assert_eq!(resumed.due_at, Some(due.plus_ms(2 * DAY_MS)));
    let later = due.plus_ms(9 * DAY_MS);
    let extended = resumed.go(extend(later), at.plus_ms(4 * DAY_MS)).unwrap();
    assert_eq!((extended.state, extended.due_at), (ClockState::Extended, Some(later)));
    let breached = extended.go(Move::Breach, later).unwrap();
    assert_eq!(breached.breached_at, Some(later));
    let met = breached.go(Move::Meet, later.plus_ms(1)).unwrap();
    assert_eq!((met.state, met.breached_at), (ClockState::Met, Some(later)), "late stays late");
    assert_eq!(met.turns.len(), 5);
    let back: Clock = serde_json::from_str(&serde_json::to_string(&met).unwrap()).unwrap();
    assert_eq!(back, met);
}

#[test]
fn an_extension_needs_a_reason_a_later_date_and_time_left() {
    let clock = begun(ClockKind::Answer, "TH");
    let (at, due) = (clock.started_at, clock.due_at.unwrap());
    let silent = Move::Extend { until: due.plus_ms(1), reason: Text::default(), by: None };
    assert_eq!(clock.go(silent, at), Err(MoveError::NoReason));
    assert_eq!(clock.go(extend(due), at), Err(MoveError::NotLater));
    assert_eq!(clock.go(extend(due.plus_ms(1)), due), Err(MoveError::TooLate));
    let far = at.plus_ms(limits::ANSWER_BY_MS_MAX + 1);
    assert_eq!(clock.go(extend(far), at), Err(MoveError::TooFar));
    for kind in ClockKind::ALL.iter().filter(|kind| !kind.may_extend()) {
        let clock = begun(*kind, "TH");
        let later = clock.due_at.unwrap().plus_ms(1);
        assert_eq!(clock.go(extend(later), clock.started_at), Err(MoveError::Fixed), "{kind}");
        assert_eq!(clock.go(Move::Pause, clock.started_at), Err(MoveError::Fixed), "{kind}");
    }
}

#[test]
fn what_has_to_be_obtained_has_the_longer_limit_but_not_against_the_date_asked_for() {
    let packs = &*PACKS;
    let held = begun(ClockKind::Answer, "TH");
    let event = Start { holding: Holding::ToObtain, ..event(ClockKind::Answer, "TH") };
    let longer = start(packs, &event).unwrap();
    let obtain = || Move::Obtain {
        rule: longer.rule.clone(),
        due_at: longer.due_at,
        by: OfficerId::parse("malee").unwrap(),
    };
    let next = held.go(obtain(), held.started_at).unwrap();
    assert_eq!((next.due_at, next.state), (longer.due_at, ClockState::Running));
    assert_eq!(next.rule.limit, "normal-to-obtain");
    assert_eq!(next.go(obtain(), held.started_at), Err(MoveError::NotLater));
    let asked = Clock { due_by: DueBy::Asked, ..held };
    assert_eq!(asked.go(obtain(), asked.started_at), Err(MoveError::NotLater));
}

#[test]
fn every_state_and_every_move_has_an_answer() {
    let base = begun(ClockKind::Answer, "TH");
    let due = base.due_at.unwrap();
    for state in ClockState::ALL {
        let clock = Clock { state: *state, ..base.clone() };
        let mut legal = 0;
        for (made, at) in [
            (Move::Pause, base.started_at),
            (Move::Resume, base.started_at),
            (extend(due.plus_ms(1)), base.started_at),
            (Move::Breach, due),
            (Move::Meet, base.started_at),
            (Move::End, base.started_at),
        ] {
            legal += usize::from(clock.go(made, at).is_ok());
        }
        let expected = match state {
            ClockState::Running | ClockState::Extended => 5,
            ClockState::Paused => 3,
            ClockState::Breached => 2,
            ClockState::Met | ClockState::Ended => 0,
        };
        assert_eq!(legal, expected, "{state}");
    }
}

#[test]
fn a_jump_of_days_is_not_believed_until_it_is_confirmed() {
    let now = noon("2026-11-22");
    let (seen, first) = Seen { latest: None }.look(now);
    assert_eq!(first, Reading { at: now, doubt: None });
    let (seen, night) = seen.look(now.plus_ms(10 * HOUR_MS));
    assert_eq!(night.doubt, None);
    let ahead = now.plus_ms(3 * DAY_MS);
    let (kept, doubted) = seen.look(ahead);
    assert_eq!((kept, doubted.at, doubted.doubt), (seen, night.at, Some(Doubt::Ahead)));
    let (kept, doubted) = seen.look(now.plus_ms(-3 * DAY_MS));
    assert_eq!((kept, doubted.at, doubted.doubt), (seen, night.at, Some(Doubt::Behind)));
    let (_, small) = seen.look(night.at.plus_ms(-1_000));
    assert_eq!((small.at, small.doubt), (night.at, None));
    let (_, confirmed) = Seen::confirmed(ahead).look(ahead.plus_ms(1));
    assert_eq!(confirmed.doubt, None);
    assert!(Seen::agrees(ahead, ahead.plus_ms(-60_000)) && !Seen::agrees(ahead, now));
}

/// Something that happens to a clock, after some time.
#[derive(Debug, Clone)]
enum Event {
    Pause,
    Resume,
    Extend(i64),
    Breach,
    Meet,
    End,
}

fn events() -> impl Strategy<Value = Vec<(i64, Event)>> {
    let event = prop_oneof![
        4 => Just(Event::Pause),
        4 => Just(Event::Resume),
        4 => (-5 * DAY_MS..20 * DAY_MS).prop_map(Event::Extend),
        4 => Just(Event::Breach),
        1 => Just(Event::Meet),
        1 => Just(Event::End),
    ];
    // Time may step back by days between two events.
    prop::collection::vec((-4 * DAY_MS..6 * DAY_MS, event), 0..24)
}

proptest! {
    #[test]
    fn no_sequence_makes_a_date_earlier_or_takes_a_breach_back(events in events(), kind in 0..16_usize) {
        let kind = ClockKind::ALL[kind];
        let mut clock = begun(kind, "TH");
        let first = clock.due_at;
        let mut now = clock.started_at;
        for (wait, event) in events {
            now = now.plus_ms(wait);
            let made = match event {
                Event::Pause => Move::Pause,
                Event::Resume => Move::Resume,
                Event::Extend(by) => extend(clock.due_at.unwrap_or(now).plus_ms(by)),
                Event::Breach => Move::Breach,
                Event::Meet => Move::Meet,
                Event::End => Move::End,
            };
            let extends = made.kind() == MoveKind::Extend;
            let Ok(next) = clock.go(made, now) else { continue };
            prop_assert!(next.due_at >= clock.due_at, "a date never comes earlier");
            prop_assert!(clock.state.is_open(), "what is over stays over");
            prop_assert!(clock.breached_at.is_none() || next.breached_at == clock.breached_at);
            prop_assert!(!(clock.state == ClockState::Breached && next.state.runs()));
            if extends {
                prop_assert!(clock.due_at.is_none_or(|due| now < due), "too late is refused");
            }
            if next.breached_at.is_some() && clock.breached_at.is_none() {
                let last = next.turns.last().unwrap().at;
                prop_assert!(clock.due_at.is_some_and(|due| due <= last), "only what is due");
            }
            if kind.is_hard_stop() {
                prop_assert_eq!(next.due_at, first, "nobody is held longer");
            }
            let order = next.turns.windows(2).all(|pair| pair[0].at <= pair[1].at);
            prop_assert!(order);
            clock = next;
        }
    }

    #[test]
    fn time_that_is_believed_never_runs_back_nor_jumps(steps in prop::collection::vec(-9 * DAY_MS..9 * DAY_MS, 1..40)) {
        let clock = begun(ClockKind::ProvisionalArrest, "VN");
        let (mut seen, mut now) = (Seen { latest: None }, clock.started_at);
        let mut last = None;
        for step in steps {
            now = now.plus_ms(step);
            let (next, reading) = seen.look(now);
            if let Some(last) = last {
                prop_assert!(reading.at >= last);
                prop_assert!(reading.at.0 - last.0 <= limits::CLOCK_JUMP_MS_MAX);
            }
            prop_assert!(last.is_none() || reading.at == now || reading.doubt.is_some()
                || reading.at.0 - now.0 <= limits::CLOCK_AHEAD_MS_MAX);
            (seen, last) = (next, Some(reading.at));
        }
    }
}
