//! Table and property tests across writings. Persons are invented, except officials named for
//! their public acts whose spellings are rows.

mod bench;
mod fold;
mod index;
mod index_file;
mod learn;
mod mrz;
mod pairs;
mod person;
mod properties;
mod reading;
mod sounds;
mod titles;
