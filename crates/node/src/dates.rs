//! Dates and moments as each country writes them: the Buddhist era in Thai, the Common Era in
//! Vietnamese, Lao and English. Times are those of UTC+07:00, which Viet Nam, Thailand and Laos share.

use comity_domain::day::Day;
use comity_domain::lang::Lang;
use comity_domain::time::{Calendar, PartialDate, Timestamp};
use icu_calendar::{Date, Iso};
use icu_datetime::DateTimeFormatter;
use icu_datetime::DateTimeFormatterPreferences;
use icu_datetime::fieldsets::{YM, YMD};
use icu_locale_core::{Locale, locale};
use jiff::tz::{self, TimeZone};

use crate::i18n::text_with;

/// Thailand's era: the year of the Common Era and 543.
const BUDDHIST_OFFSET: u16 = 543;
/// Hours the zone of the three countries is ahead of UTC.
const ZONE_HOURS: i8 = 7;

/// A moment with its date, its time and the zone.
pub fn moment(lang: Lang, at: Timestamp) -> String {
    text_with(lang, "moment-zone", &[("moment", &moment_short(lang, at))])
}

/// A moment with its date and its time; the page says the zone.
pub fn moment_short(lang: Lang, at: Timestamp) -> String {
    let Some(there) = civil(at) else { return at.0.to_string() };
    let day = there.date();
    let date = PartialDate {
        year: u16::try_from(day.year()).unwrap_or_default(),
        month: u8::try_from(day.month()).ok(),
        day: u8::try_from(day.day()).ok(),
    };
    let time = format!("{:02}:{:02}", there.hour(), there.minute());
    text_with(lang, "moment-at", &[("date", &self::date(lang, &date)), ("time", &time)])
}

/// The end of a day in the zone of the pages; `None` when the day is not known.
pub fn end_of_day(date: &PartialDate) -> Option<Timestamp> {
    let (month, day) = (i8::try_from(date.month?).ok()?, i8::try_from(date.day?).ok()?);
    let day = jiff::civil::Date::new(i16::try_from(date.year).ok()?, month, day).ok()?;
    let next = day.tomorrow().ok()?.to_zoned(TimeZone::fixed(tz::offset(ZONE_HOURS))).ok()?;
    Some(Timestamp(next.timestamp().as_millisecond()))
}

/// The last day before a moment, in the zone of the pages: what ends with [`end_of_day`] lasts so long.
pub fn last_day(lang: Lang, end: Timestamp) -> String {
    let day = civil(end.plus_ms(-1)).map(|there| there.strftime("%Y-%m-%d").to_string());
    let read = day.and_then(|text| PartialDate::parse(&text, Calendar::Gregorian).ok());
    read.map_or_else(|| moment(lang, end), |day| date(lang, &day))
}

/// A moment by which something is due. One that is the end of a day is said as that day: midnight of the
/// next would be read as a day more.
pub fn due(lang: Lang, at: Timestamp) -> String {
    let whole = Day::of(at).begins() == at;
    if whole { last_day(lang, at) } else { moment_short(lang, at) }
}

/// A moment for machines, in the zone of the pages: `2026-11-21T14:05:00+07:00`.
pub fn moment_iso(at: Timestamp) -> String {
    let Some(there) = civil(at) else { return at.0.to_string() };
    there.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// A date, as far as it is known, in the era of the language.
pub fn date(lang: Lang, date: &PartialDate) -> String {
    written(lang, date).unwrap_or_else(|| date.to_string())
}

/// The year of a moment in the Common Era, in the zone of the pages.
pub fn year(at: Timestamp) -> u16 {
    civil(at).and_then(|there| u16::try_from(there.date().year()).ok()).unwrap_or_default()
}

/// The year of a date in the Buddhist Era.
pub fn buddhist_year(date: &PartialDate) -> u16 {
    date.year.saturating_add(BUDDHIST_OFFSET)
}

/// A date as an officer types it, year first as the rest of the program reads it: day first (day,
/// month, year with four figures) is turned round, dots count as strokes, figures of all writings are
/// understood. What is no date stays what it is, to be refused by name.
pub fn year_first(text: &str) -> String {
    let plain = comity_names::fold(text).replace(['.', '-'], "/");
    let mut parts: Vec<&str> = plain.split('/').map(str::trim).collect();
    let day_first = parts.len() > 1
        && parts.last().is_some_and(|year| year.chars().count() == 4)
        && parts.first().is_some_and(|day| day.chars().count() <= 2);
    if day_first {
        parts.reverse();
    }
    parts.join("-")
}

fn written(lang: Lang, date: &PartialDate) -> Option<String> {
    let Some(month) = date.month else { return Some(year_alone(lang, date)) };
    if lang == Lang::Vi {
        // The locale data leaves out "năm", without which a date looks unfinished in a letter.
        let day = date.day.map_or(String::new(), |day| format!("{day} "));
        return Some(format!("{day}tháng {month} năm {}", date.year));
    }
    let preferences = DateTimeFormatterPreferences::from(&locale_of(lang));
    let iso: Date<Iso> =
        Date::try_new_iso(i32::from(date.year), month, date.day.unwrap_or(1)).ok()?;
    let text = if date.day.is_some() {
        DateTimeFormatter::try_new(preferences, YMD::long()).ok()?.format(&iso).to_string()
    } else {
        DateTimeFormatter::try_new(preferences, YM::long()).ok()?.format(&iso).to_string()
    };
    Some(text)
}

fn year_alone(lang: Lang, date: &PartialDate) -> String {
    match lang {
        Lang::Th => format!("พ.ศ. {}", buddhist_year(date)),
        Lang::Vi | Lang::Lo | Lang::En => date.year.to_string(),
    }
}

fn locale_of(lang: Lang) -> Locale {
    match lang {
        Lang::Vi => locale!("vi"),
        Lang::Th => locale!("th"),
        Lang::Lo => locale!("lo"),
        Lang::En => locale!("en-GB"),
    }
}

fn civil(at: Timestamp) -> Option<jiff::Zoned> {
    let moment = jiff::Timestamp::from_millisecond(at.0).ok()?;
    Some(moment.to_zoned(TimeZone::fixed(tz::offset(ZONE_HOURS))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_in_the_era_of_its_reader() {
        let date_of = |text| PartialDate::parse(text, Calendar::Gregorian).unwrap();
        for (lang, day, month, year) in [
            (Lang::En, "12 March 1985", "March 1985", "1985"),
            (Lang::Vi, "12 tháng 3 năm 1985", "tháng 3 năm 1985", "1985"),
            (Lang::Th, "12 มีนาคม 2528", "มีนาคม 2528", "พ.ศ. 2528"),
            (Lang::Lo, "12 ມີນາ 1985", "ມີນາ 1985", "1985"),
        ] {
            let written: Vec<String> =
                ["1985-03-12", "1985-03", "1985"].map(|t| date(lang, &date_of(t))).into();
            assert_eq!(written, [day, month, year], "{lang}");
        }
    }

    #[test]
    fn a_date_may_be_typed_with_the_day_first() {
        for (typed, read) in [
            ("14/02/2533", "2533-02-14"),
            ("14.2.2533", "2533-2-14"),
            ("๑๔/๐๒/๒๕๓๓", "2533-02-14"),
            ("02/1990", "1990-02"),
            ("1990-02-14", "1990-02-14"),
            ("2533", "2533"),
            ("soon", "soon"),
        ] {
            assert_eq!(year_first(typed), read);
        }
    }

    #[test]
    fn a_day_ends_at_midnight_of_the_zone() {
        let end = |text| end_of_day(&PartialDate::parse(text, Calendar::Gregorian).unwrap());
        assert_eq!(end("2026-11-21").map(moment_iso).as_deref(), Some("2026-11-22T00:00:00+07:00"));
        assert_eq!(end("2569-12-31").map(moment_iso).as_deref(), Some("2027-01-01T00:00:00+07:00"));
        assert_eq!(end("2026-11"), None);
        let last = |lang| end("2027-06-30").map(|at| last_day(lang, at)).unwrap();
        assert_eq!(last(Lang::En), "30 June 2027");
        assert_eq!(last(Lang::Th), "30 มิถุนายน 2570");
        let until = |ms| end("2027-06-30").map(|at| due(Lang::Th, at.plus_ms(ms))).unwrap();
        assert_eq!(until(0), "30 มิถุนายน 2570");
        assert!(until(1_000 * 60).contains("1 กรกฎาคม 2570"));
    }

    #[test]
    fn a_moment_says_its_zone() {
        let at = Timestamp(1_795_244_700_000);
        assert_eq!(moment_iso(at), "2026-11-21T14:05:00+07:00");
        assert_eq!(moment(Lang::En, at), "21 November 2026, 14:05 (UTC+7)");
        assert!(moment(Lang::Th, at).contains("2569"));
    }
}
