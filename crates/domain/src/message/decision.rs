//! M09 `DECISION`, decision on a request (quyết định đối với yêu cầu).
//!
//! Required beside the envelope: granted, refused, postponed or granted under conditions; the ground of
//! anything but a grant; who decided; where an appeal stands; the reasons.
//! Source: UN Model Treaty on Extradition art. 10; to be confirmed by a legal officer.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::fault::Faults;
use super::field::{Rules, fields};
use crate::codes::code_list;
use crate::day::Day;
use crate::ground::Ground;
use crate::lang::Text;

code_list!(
    /// What was decided.
    Ruling {
        /// Granted.
        Grant = "grant",
        /// Granted under conditions.
        Conditional = "conditional",
        /// Put off.
        Postpone = "postpone",
        /// Refused.
        Refuse = "refuse",
    }
);

code_list!(
    /// What kind of authority decided.
    AuthorityKind {
        /// A court.
        Court = "court",
        /// A minister or a government.
        Government = "government",
        /// A prosecutor.
        Prosecutor = "prosecutor",
        /// The police.
        Police = "police",
    }
);

code_list!(
    /// Where an appeal stands.
    Appeal {
        /// None is possible, or all are over.
        Final = "final",
        /// One can still be made.
        Open = "open",
        /// One was made.
        Pending = "pending",
    }
);

fields! {
    /// M09: the decision on a request.
    Decision {
        /// What was decided.
        required ruling: Option<Ruling>,
        /// Why not, or why not yet.
        optional grounds: Vec<Ground>,
        /// Who decided.
        required authority: String,
        /// What kind of authority it is.
        required authority_kind: Option<AuthorityKind>,
        /// The number of the decision.
        stated reference: String,
        /// When.
        required on: Option<Day>,
        /// Where an appeal stands.
        required appeal: Option<Appeal>,
        /// The reasons.
        required reasons: Text,
        /// The conditions.
        optional conditions: Text,
        /// Until when it is put off.
        optional until: Option<Day>,
    }
}

impl Decision {
    /// Whether it lets the request go on.
    pub fn grants(&self) -> bool {
        matches!(self.ruling, Some(Ruling::Grant | Ruling::Conditional))
    }

    /// Whether a person may be handed over on it: granted, by a court or a government, with no appeal left.
    pub fn is_final_grant(&self) -> bool {
        let high =
            matches!(self.authority_kind, Some(AuthorityKind::Court | AuthorityKind::Government));
        self.grants() && high && self.appeal == Some(Appeal::Final)
    }
}

impl Rules for Decision {
    fn rules(&self, faults: &mut Faults<'_>) {
        match self.ruling {
            None | Some(Ruling::Grant) => {}
            Some(Ruling::Conditional) => {
                faults.required("conditions", !self.conditions.is_empty());
            }
            Some(Ruling::Refuse | Ruling::Postpone) if self.grounds.is_empty() => {
                faults.add("grounds", "ground-required");
            }
            Some(Ruling::Refuse) => {}
            Some(Ruling::Postpone) => faults.required("until", self.until.is_some()),
        }
    }
}
