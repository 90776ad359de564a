//! What dates are made of: numbers, months, and the few signs and words between them.

use crate::lexicon::{Kind, Lexicon, Mark};
use crate::text::{Folded, is_blank, is_spaced_letter};

/// The first year of the Common Era, and of the Buddhist Era, that a report is read to mean.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2099;
const BUDDHIST_YEARS: std::ops::RangeInclusive<u16> = 2443..=2642;
const BUDDHIST_OFFSET: u16 = 543;
/// The century of a Buddhist year printed with two digits.
const BUDDHIST_CENTURY: u16 = 2500;

/// A number in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Num {
    /// Its value.
    pub(super) value: u16,
    /// How many digits.
    pub(super) digits: usize,
    /// Whether a word that announces a day stands before it.
    pub(super) announced: bool,
    /// Whether nothing makes it a sum or a count.
    pub(super) plain: bool,
}

impl Num {
    pub(super) fn is_day(self) -> bool {
        self.digits <= 2 && (1..=31).contains(&self.value)
    }

    pub(super) fn is_month(self) -> bool {
        self.digits <= 2 && (1..=12).contains(&self.value)
    }

    pub(super) fn is_year(self) -> bool {
        self.digits == 4 && (YEARS.contains(&self.value) || BUDDHIST_YEARS.contains(&self.value))
    }

    /// The year of the Common Era.
    pub(super) fn year(self) -> u16 {
        let full = if self.digits == 2 { BUDDHIST_CENTURY + self.value } else { self.value };
        if BUDDHIST_YEARS.contains(&full) { full - BUDDHIST_OFFSET } else { full }
    }
}

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    /// A number.
    Num(Num),
    /// A month by name.
    Month(u16),
    /// The word for month.
    MonthWord,
    /// The word for year, or the name of an era.
    YearWord,
    /// `to`, `đến`, `ถึง`.
    To,
    /// `of`.
    Of,
    /// `and`, between two days.
    And,
    /// `/`.
    Slash,
    /// Any dash.
    Dash,
    /// A full stop without space.
    Dot,
    /// A comma.
    Comma,
    /// Anything else.
    Other,
}

/// An item and its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub(super) item: Item,
    pub(super) start: usize,
    pub(super) end: usize,
}

pub(super) fn read(text: &Folded, lexicon: &Lexicon) -> Vec<Placed> {
    let mut marks: Vec<(Mark, Item)> = Vec::new();
    for mark in lexicon.find(Kind::Month, text) {
        marks.push((mark, Item::Month(mark.value.parse().unwrap_or(0))));
    }
    let months: Vec<Mark> = marks.iter().map(|(m, _)| *m).collect();
    for mark in lexicon.find(Kind::Word, text) {
        let item = match mark.value {
            "day" => continue,
            "month" => Item::MonthWord,
            "year" => Item::YearWord,
            "to" => Item::To,
            "of" => Item::Of,
            "and" => Item::And,
            _ => continue,
        };
        if !months.iter().any(|m| m.overlaps(mark.start, mark.end)) {
            marks.push((mark, item));
        }
    }
    marks.sort_by_key(|(mark, _)| mark.start);
    let days = lexicon.find(Kind::Word, text);
    let days = days.iter().filter(|m| m.value == "day").map(|m| m.end).collect();
    Scanner { text, marks, days, items: Vec::new() }.run()
}

struct Scanner<'a> {
    text: &'a Folded,
    marks: Vec<(Mark, Item)>,
    /// Where words that announce a day end.
    days: Vec<usize>,
    items: Vec<Placed>,
}

impl Scanner<'_> {
    fn run(mut self) -> Vec<Placed> {
        let marks = std::mem::take(&mut self.marks);
        let mut next = marks.iter().peekable();
        let mut position = 0;
        while position < self.text.len() {
            while next.next_if(|(mark, _)| mark.start < position).is_some() {}
            if let Some((mark, item)) = next.next_if(|(mark, _)| mark.start == position) {
                self.push(*item, mark.start, mark.end);
                position = mark.end;
                continue;
            }
            position = self.step(position);
        }
        self.items
    }

    fn push(&mut self, item: Item, start: usize, end: usize) {
        let noise =
            item == Item::Other && self.items.last().is_some_and(|last| last.item == Item::Other);
        if !noise {
            self.items.push(Placed { item, start, end });
        }
    }

    fn step(&mut self, position: usize) -> usize {
        let c = self.text.at(position);
        if c.is_ascii_digit() {
            return self.number(position);
        }
        let item = match c {
            '/' => Item::Slash,
            '-' => Item::Dash,
            '.' => Item::Dot,
            ',' => Item::Comma,
            c if is_blank(c) => return position + 1,
            _ => Item::Other,
        };
        let ends = item == Item::Dot && self.after_month(position);
        let announces = item == Item::Other && self.announces(position);
        if ends || announces {
            return position + 1;
        }
        self.push(item, position, position + 1);
        position + 1
    }

    /// A full stop after a shortened month (`Dec.`) is no part of the date.
    fn after_month(&self, position: usize) -> bool {
        let last = self.items.last();
        last.is_some_and(|i| matches!(i.item, Item::Month(_)) && i.end == position)
    }

    /// Letters of a word that announces a day are no break between days.
    fn announces(&self, position: usize) -> bool {
        self.days.iter().any(|end| {
            let inside = position < *end && end - position <= DAY_WORD;
            inside && (position..*end).all(|p| self.text.at(p) != '\n')
        }) && !matches!(self.items.last(), Some(Placed { item: Item::Other, .. }) | None)
    }

    fn number(&mut self, start: usize) -> usize {
        let mut end = start;
        let mut value: u32 = 0;
        while let Some(digit) = self.text.at(end).to_digit(10).filter(|_| end < self.text.len()) {
            value = value.saturating_mul(10).saturating_add(digit);
            end += 1;
        }
        let before = self.text.before(start);
        let after = self.text.at(end);
        let grouped = |sign: char, digit: char| matches!(sign, ',' | '.') && digit.is_ascii_digit();
        let sum = matches!(before, '$' | '€' | '#')
            || is_spaced_letter(before)
            || grouped(before, self.text.before(start.saturating_sub(1)))
            || grouped(after, self.text.at(end + 1)) && after == ','
            || matches!(after, '%' | '$');
        let past = self.ordinal_end(end);
        let glued = is_spaced_letter(self.text.at(past));
        let announced = {
            let trimmed = self.text.trim_end(start);
            self.days.contains(&trimmed) || before == '('
        };
        let number = u16::try_from(value).ok().filter(|_| !glued);
        let item = number.map_or(Item::Other, |value| {
            Item::Num(Num { value, digits: end - start, announced, plain: !sum })
        });
        self.push(item, start, end);
        past
    }

    /// Past `st`, `nd`, `rd`, `th` of a day.
    fn ordinal_end(&self, end: usize) -> usize {
        let letters = (self.text.at(end), self.text.at(end + 1));
        let ordinal = matches!(letters, ('s', 't') | ('n', 'd') | ('r', 'd') | ('t', 'h'));
        if ordinal { end + 2 } else { end }
    }
}

/// Letters of the longest word that announces a day.
const DAY_WORD: usize = 16;
