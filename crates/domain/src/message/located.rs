//! M06 `LOCATED`, report that a wanted person was found (báo tin phát hiện).
//!
//! Required beside the envelope: which circular it answers; how sure and on what; place and time; what was
//! done, under which power; how the identity was established; until when the sender of the circular has to
//! answer.
//! Source: INTERPOL Rules on the Processing of Data art. 87; to be confirmed by a legal officer.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::fault::Faults;
use super::field::{Rules, fields};
use crate::codes::code_list;
use crate::lang::Text;
use crate::time::LocalTime;

code_list!(
    /// How sure it is that this is the person.
    Sureness {
        /// A likeness.
        Possible = "possible",
        /// More for it than against it.
        Probable = "probable",
        /// Established.
        Confirmed = "confirmed",
    }
);

code_list!(
    /// What was done with the person.
    LocatedAction {
        /// Nothing yet.
        Observed = "observed",
        /// The person was spoken to.
        Checked = "checked",
        /// The person is held.
        Detained = "detained",
        /// The person was released.
        Released = "released",
    }
);

code_list!(
    /// How an identity was established.
    IdentityMethod {
        /// A document.
        Document = "document",
        /// Fingerprints.
        Fingerprints = "fingerprints",
        /// A photograph.
        Photograph = "photograph",
        /// What the person said.
        Statement = "statement",
        /// Name and date of birth alone.
        NameAndBirth = "name_and_birth",
    }
);

fields! {
    /// M06: the report that a wanted person was found.
    Located {
        /// How sure it is.
        required sureness: Option<Sureness>,
        /// What it rests on.
        required basis: Text,
        /// Where.
        required place: String,
        /// When.
        required at: Option<LocalTime>,
        /// What was done.
        required action: Option<LocatedAction>,
        /// The legal power used.
        stated power: Text,
        /// How the identity was established.
        required identity: Vec<IdentityMethod>,
        /// By when the sender of the circular has to answer, where the law sets no other time.
        stated answer_wanted_by: Option<LocalTime>,
    }
}

impl Rules for Located {
    fn rules(&self, faults: &mut Faults<'_>) {
        if self.action == Some(LocatedAction::Detained) {
            faults.required("power", !self.power.is_empty());
            if self.sureness != Some(Sureness::Confirmed) {
                faults.add("sureness", "detained-not-confirmed");
            }
        }
    }
}
