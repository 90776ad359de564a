//! Dates of birth: how two of them fit.
//!
//! Sources: the Buddhist Era as Thailand counts it is the Common Era and 543 years; until 1940 the
//! Thai year began on 1 April, so that January to March belong to the Common Era year after.

use super::finding::Finding;

/// Years between the eras.
const ERA: u16 = 543;
/// The last year in which a Thai year that began in April can be meant (Act of 1940: the year 2484
/// begins on 1 January 1941).
const OLD_YEAR_LAST: u16 = 1941;
/// No year before this is the birth year of anybody in a register.
const LIVING_FROM: u16 = 1700;
/// The last month that belonged to the year before.
const OLD_YEAR_LAST_MONTH: u8 = 3;

/// A date of birth in the Common Era, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Birth {
    /// Year of the Common Era.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day, 1 to 31.
    pub day: Option<u8>,
    /// Whether it was read from a text in the Buddhist Era.
    pub buddhist: bool,
}

impl Birth {
    /// Without a first of January, which registers write when only the year is known.
    fn known(self) -> Self {
        match (self.month, self.day) {
            (Some(1), Some(1)) | (None, _) => Self { month: None, day: None, ..self },
            _ => self,
        }
    }

    fn full(self) -> Option<(u8, u8)> {
        Some((self.month?, self.day?))
    }
}

/// What two dates say.
pub(super) fn compare(left: Birth, right: Birth) -> Finding {
    let (a, b) = (left.known(), right.known());
    match a.year.abs_diff(b.year) {
        0 => same_year(a, b),
        ERA if rest_fits(a, b) => era(a, b),
        542 | 544 if rest_fits(a, b) && old_new_year(a, b) => era(a, b),
        1 if (a.buddhist || b.buddhist) && rest_fits(a, b) && old_new_year(a, b) => {
            Finding::BirthThaiYear
        }
        1 if rest_fits(a, b) => Finding::BirthNextYear,
        _ if a.full().is_some() && a.full() == b.full() && one_slip(&year(a), &year(b)) => {
            Finding::BirthYearDigit
        }
        _ => Finding::BirthOther,
    }
}

fn era(a: Birth, b: Birth) -> Finding {
    if a.full().is_some() && b.full().is_some() { Finding::BirthEra } else { Finding::BirthEraYear }
}

fn same_year(a: Birth, b: Birth) -> Finding {
    match (a.full(), b.full()) {
        (Some(x), Some(y)) if x == y => Finding::BirthSame,
        (Some((month, day)), Some(y)) if y == (day, month) => Finding::BirthSwapped,
        (Some(x), Some(y)) if one_slip(&figures(x), &figures(y)) => Finding::BirthDigit,
        _ if !rest_fits(a, b) => Finding::BirthDay,
        _ if a.month.is_some() && b.month.is_some() => Finding::BirthMonth,
        _ => Finding::BirthYear,
    }
}

/// Whether what both know of month and day is the same.
fn rest_fits(a: Birth, b: Birth) -> bool {
    let fits = |x: Option<u8>, y: Option<u8>| x.is_none() || y.is_none() || x == y;
    fits(a.month, b.month) && fits(a.day, b.day)
}

/// Whether the Thai year that began in April can lie between the two.
fn old_new_year(a: Birth, b: Birth) -> bool {
    let early = |x: Birth| x.month.is_none_or(|month| month <= OLD_YEAR_LAST_MONTH);
    let (low, high) = (a.year.min(b.year), a.year.max(b.year));
    // Of two years an era apart, the one in which people live now is meant.
    let real = if low < LIVING_FROM { high } else { low };
    early(a) && early(b) && real <= OLD_YEAR_LAST
}

fn figures(month_and_day: (u8, u8)) -> [u8; 4] {
    let (month, day) = month_and_day;
    [month / 10, month % 10, day / 10, day % 10]
}

fn year(birth: Birth) -> [u8; 4] {
    let figure = |unit: u16| u8::try_from(birth.year / unit % 10).unwrap_or_default();
    [figure(1000), figure(100), figure(10), figure(1)]
}

/// Whether two lists differ in one place, or in two neighbours that have changed places.
pub(super) fn one_slip<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let unlike: Vec<usize> =
        a.iter().zip(b).enumerate().filter(|(_, (x, y))| x != y).map(|(i, _)| i).collect();
    match unlike.as_slice() {
        [_] => true,
        [i, j] => j - i == 1 && a.get(*i) == b.get(*j) && a.get(*j) == b.get(*i),
        _ => false,
    }
}
