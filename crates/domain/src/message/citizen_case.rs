//! M13 `CITIZEN_CASE`, offence of the other country's citizen, with consular notice (thông báo công dân vi
//! phạm pháp luật).
//!
//! Required beside the envelope: the citizen; the offence; place and day of detention; the day the person was
//! told of the consular right; what the person wishes; the day the post was told; where the person is.
//! Source: Vienna Convention on Consular Relations art. 36; to be confirmed by a legal officer.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::fault::Faults;
use super::field::{Rules, fields};
use crate::codes::code_list;
use crate::day::Day;
use crate::lang::Text;
use crate::person::Subject;

code_list!(
    /// What the person wishes.
    ConsularWish {
        /// That the post is told.
        Notify = "notify",
        /// That it is not told.
        DoNotNotify = "do_not_notify",
    }
);

code_list!(
    /// Where the person is.
    Custody {
        /// Held.
        Detained = "detained",
        /// Free under conditions.
        Bail = "bail",
        /// Serving a sentence.
        Serving = "serving",
        /// Free.
        Free = "free",
    }
);

fields! {
    /// M13: a citizen's offence, with consular notice.
    CitizenCase {
        /// The citizen.
        required subject: Option<Subject>,
        /// The offence.
        required offence: Text,
        /// Where the person was detained.
        stated place: String,
        /// When.
        stated detained_on: Option<Day>,
        /// When the person was told of the consular right.
        stated told_on: Option<Day>,
        /// What the person wishes.
        stated wish: Option<ConsularWish>,
        /// When the post was told.
        stated post_notified_on: Option<Day>,
        /// Where the person is.
        required custody: Option<Custody>,
    }
}

impl Rules for CitizenCase {
    fn rules(&self, faults: &mut Faults<'_>) {
        if self.custody == Some(Custody::Detained) {
            faults.required("place", !self.place.is_empty());
            faults.required("detained_on", self.detained_on.is_some());
        }
        // The right is the person's: the post of a person who does not want it is not told.
        if self.wish == Some(ConsularWish::DoNotNotify) && self.post_notified_on.is_some() {
            faults.add("post_notified_on", "post-against-wish");
        }
    }
}
