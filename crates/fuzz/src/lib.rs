//! Finds bytes that a reader of foreign bytes does not bear. A tool of the repository; the program
//! does not hold it.
//!
//! A [`Target`] is a name and a function on bytes that says what must hold for any bytes. The
//! [`engine`] changes kept inputs ([`mutate`]), tries them, keeps those that show a behaviour not
//! seen before, and makes a failing one small ([`shrink`]). It needs no special compiler: what a
//! behaviour is, the target says itself by a number, its shape.
//!
//! Invariant: the same seed and the same corpus try the same inputs on every machine.
//!
//! To add a reader: one function in a file of targets, one row in [`TARGETS`], seeds in
//! `corpus/`. `cargo xtask fuzz names --runs 100000` runs a group or one target; what was found
//! once lies in `corpus/<target>/` and is tried in every test run.

#![forbid(unsafe_code)]

mod clock;
pub mod corpus;
mod dice;
pub mod engine;
mod letters;
pub mod mutate;
mod names;
mod names_base;
mod names_person;
mod names_register;
pub mod shrink;
mod wire;

/// What must hold for any bytes.
///
/// It returns the shape of what happened: a number that is the same when the same happened. A
/// sentence instead says what did not hold. A panic is a failure too.
pub type Check = fn(&[u8]) -> Result<u64, String>;

/// A reader that is tried.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The crate it belongs to.
    pub group: &'static str,
    /// Its name, also of its folder in the corpus.
    pub name: &'static str,
    /// What must hold.
    pub check: Check,
    /// What it begins with.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Pieces that are put into inputs.
    pub pieces: &'static [&'static [u8]],
}

/// Every target.
pub const TARGETS: &[&[Target]] = &[names::TARGETS, wire::TARGETS];

/// The targets of a group, or the one of this name.
pub fn targets(wanted: &str) -> Vec<Target> {
    let all = TARGETS.iter().copied().flatten().copied();
    all.filter(|target| target.group == wanted || target.name == wanted).collect()
}

#[cfg(test)]
mod tests;
