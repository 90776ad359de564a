//! The one table of what each finding weighs, in natural log-odds.
//!
//! A weight is ln(m / u): m is how often two records of one person show the finding, u how often
//! records of two persons do (I. P. Fellegi, A. B. Sunter, "A Theory for Record Linkage", 1969).
//! The comment beside each value gives the m and u it was set from. They are careful guesses, held
//! nearer to zero than the ratio where findings hang together (birth year and name fashion) and
//! where a register is small. **To be confirmed on own data**: an agency that has pairs of records
//! known to be one person and known to be two should set its own.
//!
//! Two rules are kept whatever the guesses: another birth year never raises (an era slip aside), and
//! no name reaches the band "certain" without a date of birth or a document.

use super::finding::Finding;
use crate::compare::SCORE_SAME;

/// Log-odds before anything is held together: a person a search brings up is seldom the one meant.
/// About one in fifty.
pub(super) const START: f64 = -4.0;
/// The most a sum says, either way: beyond it lies no more knowledge.
pub(super) const SUM_MAX: f64 = 7.0;

/// From this score on a band is named; see [`super::Band`].
pub(super) const CERTAIN: f64 = 0.995;
pub(super) const LIKELY: f64 = 0.8;
pub(super) const POSSIBLE: f64 = 0.2;

/// What a name that agrees in everything says: two words of two parts of one name by chance in
/// about 1 of 250, in a register in which names repeat.
const NAME_MOST: f64 = 5.5;
/// What a name at the threshold says.
const NAME_AT_THRESHOLD: f64 = 2.5;
/// What names that are just not alike, and names that have nothing in common, say. People have
/// several names, and registers hold wrong ones: never less.
const NAME_BELOW: f64 = -1.5;
const NAME_LEAST: f64 = -6.0;
/// How far below the threshold names are just not alike, and have nothing in common.
const JUST_BELOW: f64 = 0.49;
const FAR_BELOW: f64 = 0.78;
/// The most one word of ordinary rarity that answers can say.
const A_WORD: f64 = 2.75;

/// What a finding weighs. What names say depends on how alike they are: see [`of_name`].
pub(super) fn of(finding: Finding) -> f64 {
    match finding {
        Finding::Start => START,
        Finding::NameSame | Finding::NameAlike | Finding::NameUnlike | Finding::NameOther => 0.0,
        // A nickname looked for as if it were a name: Lek, Noi and Tý are thousands.
        Finding::NameIsNickname => 0.0,
        // m .5, u .03 (daily names are few), held down.
        Finding::NicknameSame => 0.6,
        // m .85, u 1/20,000 (days of 55 years); held down, for registers hold errors of one clerk.
        Finding::BirthSame => 4.5,
        // m .9, u 1/600.
        Finding::BirthMonth => 2.5,
        // m .95, u 1/25 (persons in one register are of like age).
        Finding::BirthYear => 1.8,
        // m .02, u 1/2,000.
        Finding::BirthSwapped => 2.5,
        // m .02, u 1/400 (one figure of day or month).
        Finding::BirthDigit => 1.5,
        // m .02, u 1/10,000 when day and month fit; hardly less by the year: nobody is 543.
        Finding::BirthEra => 3.0,
        Finding::BirthEraYear => 1.4,
        // Jan. to March before 1941 in a Buddhist year that began in April.
        Finding::BirthThaiYear => 1.4,
        // The year is another: never above zero.
        Finding::BirthNextYear => -0.3,
        Finding::BirthYearDigit => -0.5,
        // m .03, u .04 times 29/30.
        Finding::BirthDay => -1.5,
        // m .02, u .95.
        Finding::BirthOther => -4.0,
        // m .98, u .5; m .02, u .5, held down (a letter slips in an MRZ).
        Finding::SexSame => 0.6,
        Finding::SexOther => -3.0,
        // m .95, u .6: registers of a border are of few nations; people hold two.
        Finding::NationSame => 0.5,
        Finding::NationOther => -0.7,
        // m .9, u 1e-7: a number is given once.
        Finding::DocumentSame => 16.0,
        // The same figures on another kind of document or of another issuer.
        Finding::DocumentElsewhere => 4.0,
        // m .02, u 1e-5 (the numbers one figure away, most given to somebody), held down.
        Finding::DocumentSlip => 5.0,
        // The same where eyes or a camera confuse the letters, or the check figure shows which of
        // the two was misread.
        Finding::DocumentMisread => 7.0,
        // One figure away, and both pass their check: two documents rather than one.
        Finding::DocumentNear => 1.0,
        // Passports are renewed; an identity number is for life.
        Finding::DocumentOther => -0.7,
        Finding::NationalIdOther => -2.0,
    }
}

/// What a name says: by how alike the names are (0..=1), and at most what its words can say that
/// answer one another (`said`, about 1 for each word of ordinary rarity).
pub(super) fn of_name(score: f64, said: f64) -> f64 {
    let knots = [
        (0.0, NAME_LEAST),
        (SCORE_SAME - FAR_BELOW, NAME_LEAST),
        (SCORE_SAME - JUST_BELOW, NAME_BELOW),
        (SCORE_SAME, NAME_AT_THRESHOLD),
        (1.0, NAME_MOST),
    ];
    let mut weight = NAME_LEAST;
    for pair in knots.windows(2) {
        let (Some((x0, y0)), Some((x1, y1))) = (pair.first(), pair.last()) else { continue };
        if score >= *x0 {
            weight = y0 + (y1 - y0) * ((score - x0) / (x1 - x0)).clamp(0.0, 1.0);
        }
    }
    weight.min(said.max(0.0) * A_WORD)
}
