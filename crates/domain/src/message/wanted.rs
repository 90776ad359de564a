//! M05 `WANTED`, wanted or locate circular (thông báo truy nã, truy tìm).
//!
//! Required beside the envelope: the person; the charge (order, law, penalty, facts, own part); the lawful
//! way meant once the person is found, with the undertaking that it will be gone; what is asked; the last
//! day. Gates S02 to S04 hold it to the judicial and the identity minimum.
//! Source: INTERPOL Rules on the Processing of Data arts. 82 to 87; to be confirmed by a legal officer.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::fault::Faults;
use super::field::{Rules, fields};
use crate::codes::code_list;
use crate::day::Day;
use crate::lang::Text;
use crate::person::Subject;

code_list!(
    /// What the receiver is asked to do.
    ActionAsked {
        /// Find where the person is.
        Locate = "locate",
        /// Tell the sender.
        Inform = "inform",
        /// Arrest, where the receiver's law allows it.
        Arrest = "arrest",
    }
);

code_list!(
    /// The lawful way the sender will go once the person is found. Removal by the police is none.
    LawfulRoute {
        /// Extradition.
        Extradition = "extradition",
        /// Recognition and execution of the sentence where the person is.
        Execution = "execution",
        /// Prosecution where the person is.
        Prosecution = "prosecution",
        /// Legal assistance: a summons, a statement.
        Mla = "mla",
    }
);

fields! {
    /// M05: a wanted or locate circular.
    Wanted {
        /// The person.
        required subject: Option<Subject>,
        /// What is asked.
        required actions: Vec<ActionAsked>,
        /// The way meant once the person is found.
        required route: Option<LawfulRoute>,
        /// The undertaking that this way will be gone.
        required undertaking: Text,
        /// The last day it holds; at most the time the pack of INTERPOL's rules gives.
        required expires_on: Option<Day>,
        /// A danger to officers.
        optional caution: Text,
    }
}

impl Wanted {
    /// Whether an arrest is asked for.
    pub fn asks_arrest(&self) -> bool {
        self.actions.contains(&ActionAsked::Arrest)
    }
}

impl Rules for Wanted {
    fn rules(&self, faults: &mut Faults<'_>) {
        // An arrest is for a surrender; the other ways need no arrest abroad.
        if self.asks_arrest() && self.route.is_some_and(|route| route != LawfulRoute::Extradition) {
            faults.add("actions", "arrest-needs-extradition");
        }
    }
}
