//! Dates as the four languages print them: days, ranges, months and years, in either era.
//!
//! A date without a year gets the year of the report, or of the last date before it.

mod items;

use comity_domain::time::{Calendar, PartialDate};

use crate::lexicon::Lexicon;
use crate::text::Folded;
use items::{Item, Num};

/// A date in the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Date {
    /// First day, month or year.
    pub(crate) first: PartialDate,
    /// The last, when it is a range.
    pub(crate) last: Option<PartialDate>,
    /// Folded position of the first letter.
    pub(crate) start: usize,
    /// Folded position after the last.
    pub(crate) end: usize,
}

impl Date {
    /// `2023-05-29`, `2022-11-16/2022-11-19`, `2013-06` or `2013`.
    pub(crate) fn iso(&self) -> String {
        match self.last {
            Some(last) if last != self.first => format!("{}/{last}", self.first),
            Some(_) | None => self.first.to_string(),
        }
    }
}

/// A date of which the year may be missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Part {
    day: Option<u16>,
    month: Option<u16>,
    year: Option<u16>,
}

/// What stands at a place of the report, and how many items it takes.
#[derive(Debug, Clone, Copy)]
struct Shape {
    first: Part,
    last: Option<Part>,
    taken: usize,
}

fn shape(first: Part, last: Option<Part>, taken: usize) -> Shape {
    Shape { first, last, taken }
}

fn dmy(day: Num, month: u16, year: Option<Num>) -> Part {
    Part { day: Some(day.value), month: Some(month), year: year.map(Num::year) }
}

/// Every date of the report, in the order of the text.
pub(crate) fn find(text: &Folded, lexicon: &Lexicon) -> Vec<Date> {
    let items = items::read(text, lexicon);
    let mut shapes: Vec<(Shape, usize, usize)> = Vec::new();
    let mut rest = items.as_slice();
    while let Some(first) = rest.first() {
        let found = longest(rest).filter(valid);
        let taken = found.map_or(1, |s| s.taken);
        if let (Some(shape), Some(last)) = (found, rest.get(taken.saturating_sub(1))) {
            shapes.push((shape, first.start, last.end));
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    with_years(&shapes)
}

fn longest(items: &[items::Placed]) -> Option<Shape> {
    let kinds: Vec<Item> = items.iter().take(12).map(|i| i.item).collect();
    let readers = [day_month_words, numbers, month_first, months_and_years];
    readers.iter().filter_map(|read| read(&kinds)).max_by_key(|s| s.taken)
}

/// `29 May 2023`, `16-19 November`, `29 tháng 5 năm 2023`, `16 Nov to 2 Dec 2022`.
fn day_month_words(items: &[Item]) -> Option<Shape> {
    let (days, rest) = days(items)?;
    let (month, after) = named_month(rest)?;
    let (year, taken) = year_after(after);
    let begun = items.len() - after.len();
    let first = dmy(days.0, month, year);
    let single = shape(first, days.1.map(|d| dmy(d, month, year)), begun + taken);
    let tail = after.get(taken..).unwrap_or_default();
    // A second whole date makes it a range: `29 May to 2 June 2023`.
    let Some((Item::To | Item::Dash, next)) = tail.split_first().map(|(i, r)| (*i, r)) else {
        return Some(single);
    };
    match day_month_words(next).filter(|s| s.last.is_none() && days.1.is_none()) {
        Some(end) => {
            let year = first.year.or(end.first.year);
            let whole = begun + taken + 1 + end.taken;
            Some(shape(Part { year, ..first }, Some(end.first), whole))
        }
        None => Some(single),
    }
}

/// A day, and the last one when there are several.
type Days = (Num, Option<Num>);

/// One day or two: `16`, `16-19`, `16 đến 19`.
fn days(items: &[Item]) -> Option<(Days, &[Item])> {
    match items {
        [Item::Num(a), Item::Dash | Item::To | Item::And, Item::Num(b), rest @ ..]
            if a.is_day() && b.is_day() && a.value < b.value =>
        {
            Some(((*a, Some(*b)), rest))
        }
        [Item::Num(a), rest @ ..] if a.is_day() => Some(((*a, None), rest)),
        _ => None,
    }
}

/// A month by its name, or a number after the word for month.
fn named_month(items: &[Item]) -> Option<(u16, &[Item])> {
    match items {
        [Item::Of, rest @ ..] => named_month(rest),
        [Item::Month(m), rest @ ..] => Some((*m, rest)),
        [Item::MonthWord, Item::Month(m), rest @ ..] => Some((*m, rest)),
        [Item::MonthWord, Item::Num(m), rest @ ..] if m.is_month() => Some((m.value, rest)),
        _ => None,
    }
}

/// A year after a month, with what may stand between them.
fn year_after(items: &[Item]) -> (Option<Num>, usize) {
    match items {
        [Item::Comma | Item::Slash | Item::Dash | Item::Of, Item::Num(y), ..] if y.is_year() => {
            (Some(*y), 2)
        }
        [Item::YearWord, Item::Num(y), ..] if y.is_year() || y.digits == 2 => (Some(*y), 2),
        [Item::YearWord, Item::YearWord, Item::Num(y), ..] if y.is_year() => (Some(*y), 3),
        [Item::Comma | Item::Of, Item::YearWord, Item::Num(y), ..] if y.is_year() => (Some(*y), 3),
        [Item::Num(y), ..] if y.is_year() => (Some(*y), 1),
        // Thai papers shorten the Buddhist year to two digits after a month's name.
        [Item::Num(y), ..] if y.digits == 2 && (60..=99).contains(&y.value) => (Some(*y), 1),
        _ => (None, 0),
    }
}

/// `29/5/2023`, `21-25/8`, `20/12`, `2022-11-19`, `6/2013`.
fn numbers(items: &[Item]) -> Option<Shape> {
    match items {
        [Item::Num(y), Item::Dash, Item::Num(m), Item::Dash, Item::Num(d), ..]
            if y.is_year() && m.is_month() && d.is_day() =>
        {
            Some(shape(dmy(*d, m.value, Some(*y)), None, 5))
        }
        [Item::Num(y), Item::Dash, Item::Num(m), ..]
            if y.is_year() && m.is_month() && m.digits == 2 =>
        {
            Some(shape(Part { day: None, ..dmy(*m, m.value, Some(*y)) }, None, 3))
        }
        _ => numbers_day_first(items),
    }
}

fn numbers_day_first(items: &[Item]) -> Option<Shape> {
    // `21-25/8/2023`, `21 đến 25/8`: the month stands after the second day only.
    if let [Item::Num(a), Item::To | Item::Dash, next @ ..] = items
        && let Some((last, taken, _)) = slashed(next)
        && let (true, Some(day)) = (a.is_day(), last.day)
        && a.value < day
    {
        let begin = Part { day: Some(a.value), ..last };
        return Some(shape(begin, Some(last), 2 + taken));
    }
    let first = slashed(items)?;
    let tail = items.get(first.1..).unwrap_or_default();
    let second = match tail {
        [Item::To | Item::Dash, next @ ..] => slashed(next),
        _ => None,
    };
    if let Some((last, taken, _)) = second {
        let both = first.0.day.is_some() == last.day.is_some();
        if both && (first.2 || last.year.is_some()) {
            let year = first.0.year.or(last.year);
            let whole = first.1 + 1 + taken;
            return Some(shape(Part { year, ..first.0 }, Some(last), whole));
        }
    }
    (first.2 || first.0.year.is_some()).then_some(shape(first.0, None, first.1))
}

/// A day and month in digits, or a month and year; how many items; whether a day is announced.
fn slashed(items: &[Item]) -> Option<(Part, usize, bool)> {
    match items {
        [
            Item::Num(d),
            a @ (Item::Slash | Item::Dash | Item::Dot),
            Item::Num(m),
            b,
            Item::Num(y),
            ..,
        ] if a == b && d.is_day() && m.is_month() && y.is_year() => {
            Some((dmy(*d, m.value, Some(*y)), 5, true))
        }
        [Item::Num(m), Item::Slash, Item::Num(y), ..] if m.is_month() && y.digits == 4 => {
            y.is_year().then_some((Part { day: None, ..dmy(*m, m.value, Some(*y)) }, 3, true))
        }
        [Item::Num(d), Item::Slash, Item::Num(m), ..] if d.is_day() && m.is_month() => {
            Some((dmy(*d, m.value, None), 3, d.announced))
        }
        [Item::Num(d), Item::Dash, Item::Num(m), ..]
            if d.announced && d.is_day() && m.is_month() =>
        {
            Some((dmy(*d, m.value, None), 3, true))
        }
        _ => None,
    }
}

/// `November 16-19, 2022`, `August 21 to 25`, `May 29 - June 2, 2023`.
fn month_first(items: &[Item]) -> Option<Shape> {
    let [Item::Month(month), rest @ ..] = items else { return None };
    let (days, after) = days(rest)?;
    let (year, taken) = year_after(after);
    // `August 21 2023`: two digits after a day are no year here.
    let (year, taken) = if year.is_some_and(|y| y.digits == 2) { (None, 0) } else { (year, taken) };
    let begun = items.len() - after.len();
    let first = dmy(days.0, *month, year);
    if let ([Item::To | Item::Dash, next @ ..], None, None) = (after, days.1, year)
        && let Some(end) = month_first(next).filter(|s| s.last.is_none())
    {
        let first = Part { year: end.first.year, ..first };
        return Some(shape(first, Some(end.first), begun + 1 + end.taken));
    }
    Some(shape(first, days.1.map(|d| dmy(d, *month, year)), begun + taken))
}

/// `June 2013`, `tháng 6/2013`, `2021-2025`, `2016`.
fn months_and_years(items: &[Item]) -> Option<Shape> {
    if let Some((month, after)) = named_month(items).filter(|_| items.first() != Some(&Item::Of)) {
        let begun = items.len() - after.len();
        let (year, taken) = year_after(after);
        let part = Part { day: None, month: Some(month), year: year.map(Num::year) };
        return (year.is_some()).then_some(shape(part, None, begun + taken));
    }
    let only = |y: Num| Part { year: Some(y.year()), ..Part::default() };
    match items {
        [Item::Num(a), Item::Dash | Item::To, Item::Num(b), ..]
            if a.is_year() && b.is_year() && a.value < b.value =>
        {
            Some(shape(only(*a), Some(only(*b)), 3))
        }
        [Item::YearWord, Item::YearWord, Item::Num(y), ..] if y.is_year() => {
            Some(shape(only(*y), None, 3))
        }
        [Item::YearWord, Item::Num(y), ..] if y.is_year() => Some(shape(only(*y), None, 2)),
        [Item::Num(y), ..] if y.is_year() && y.plain => Some(shape(only(*y), None, 1)),
        _ => None,
    }
}

fn valid(shape: &Shape) -> bool {
    let ok = |part: Part| resolve(part, part.year.unwrap_or(2000)).is_some();
    ok(shape.first) && shape.last.is_none_or(ok)
}

fn resolve(part: Part, year: u16) -> Option<PartialDate> {
    let year = part.year.unwrap_or(year);
    let mut text = format!("{year:04}");
    for number in [part.month, part.day].into_iter().flatten() {
        text.push_str(&format!("-{number:02}"));
    }
    PartialDate::parse(&text, Calendar::Gregorian).ok()
}

/// Gives dates without a year the report's: that of its first whole date, else of any.
fn with_years(shapes: &[(Shape, usize, usize)]) -> Vec<Date> {
    let year_of = |s: &Shape| s.first.year.or(s.last.and_then(|l| l.year));
    let dated = shapes.iter().filter(|s| s.0.first.month.is_some()).find_map(|s| year_of(&s.0));
    let latest = shapes.iter().filter_map(|s| year_of(&s.0)).max();
    let Some(year) = dated.or(latest) else {
        return Vec::new();
    };
    let date = |(shape, start, end): &(Shape, usize, usize)| {
        let first = resolve(shape.first, year)?;
        let last = match shape.last {
            Some(last) => Some(resolve(last, year)?),
            None => None,
        };
        Some(Date { first, last, start: *start, end: *end })
    };
    shapes.iter().filter_map(date).collect()
}

/// Date of a year said in relation to the report: next year, this year, last year.
pub(crate) fn relative(word: &str, year: u16) -> Option<PartialDate> {
    let year = match word {
        "nextyear" => year.checked_add(1)?,
        "lastyear" => year.checked_sub(1)?,
        "thisyear" => year,
        _ => return None,
    };
    Some(PartialDate { year, month: None, day: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_domain::lang::Lang;

    fn dates(lang: Lang, text: &str) -> Vec<String> {
        find(&Folded::new(text), Lexicon::of(lang)).iter().map(Date::iso).collect()
    }

    #[test]
    fn dates_of_four_languages() {
        use Lang::{En, Lo, Th, Vi};
        for (lang, text, expect) in [
            (En, "date 2022-11-19 his November 16-19 trip", "2022-11-19 2022-11-16/2022-11-19"),
            (En, "Thứ Sáu, 25/08/2023, from August 21 to 25.", "2023-08-25 2023-08-21/2023-08-25"),
            (En, "on May 29, 2023; 29 May 2023; in June 2013", "2023-05-29 2023-05-29 2013-06"),
            (En, "from 29 May to 2 June 2023", "2023-05-29/2023-06-02"),
            (En, "May 29 - June 2, 2023", "2023-05-29/2023-06-02"),
            (En, "the 2016 memorandum, 2,000 pills, $2000, 24/7", "2016"),
            (En, "Dec. 16th, 2024; the 16th of December 2024", "2024-12-16 2024-12-16"),
            (Vi, "Sáng 29/5/2023, chiều 20/12", "2023-05-29 2023-12-20"),
            (Vi, "từ ngày 21 đến ngày 25/8/2023", "2023-08-21/2023-08-25"),
            (
                Vi,
                "từ ngày 21 đến 25-8-2023; 21-25/8/2023",
                "2023-08-21/2023-08-25 2023-08-21/2023-08-25",
            ),
            (Vi, "ngày 9 tháng 3 năm 2024, (6/2013 - 6/2023)", "2024-03-09 2013-06/2023-06"),
            (Vi, "năm 2019, tháng 7/2020, giai đoạn 2021-2025", "2019 2020-07 2021/2025"),
            (Vi, "từ 29/5 đến 2/6/2023, hoạt động 24/7", "2023-05-29/2023-06-02"),
            (Th, "วันที่ 29 พฤษภาคม 2566", "2023-05-29"),
            (Th, "เมื่อวันที่ ๒๙ พ.ค. ๖๖ ปี พ.ศ. 2568", "2023-05-29 2025"),
            (Th, "ระหว่างวันที่ 21-25 สิงหาคม พ.ศ. 2566", "2023-08-21/2023-08-25"),
            (Vi, "Trong hai ngày 7 và 8 tháng 11 năm 2031", "2031-11-07/2031-11-08"),
            (Th, "ระหว่างวันที่ 25 – 27 กันยายน 2566", "2023-09-25/2023-09-27"),
            (Lo, "ວັນທີ 29 ພຶດສະພາ 2023, ເດືອນ 6 ປີ 2013", "2023-05-29 2013-06"),
            (Lo, "ວັນທີ 21-25 ສິງຫາ 2023; ວັນທີ 3/4/2024", "2023-08-21/2023-08-25 2024-04-03"),
        ] {
            assert_eq!(dates(lang, text).join(" "), expect, "{text}");
        }
    }
}
