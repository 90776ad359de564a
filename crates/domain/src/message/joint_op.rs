//! M15 `JOINT_OP`, joint operation, controlled delivery or coordinated check (phối hợp đấu tranh chuyên án).
//!
//! Required beside the envelope: the decision on this case; who leads and who is competent where; the window;
//! when it is broken off; the risk; what is disclosed later; the costs.
//! Source: UN Convention against Transnational Organized Crime arts. 19 and 20; to be confirmed by a legal
//! officer.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::fault::Faults;
use super::field::{Rules, fields};
use crate::codes::code_list;
use crate::ids::AgencyId;
use crate::lang::Text;
use crate::time::LocalTime;

code_list!(
    /// What is done together.
    JointKind {
        /// A joint operation.
        Operation = "operation",
        /// A controlled delivery.
        ControlledDelivery = "controlled_delivery",
        /// A coordinated check at the border.
        CoordinatedCheck = "coordinated_check",
        /// A joint investigation team.
        InvestigationTeam = "investigation_team",
    }
);

fields! {
    /// M15: a joint operation.
    JointOp {
        /// What is done together.
        required kind: Option<JointKind>,
        /// The decision on this case, and who took it.
        required decision: Text,
        /// Who leads.
        required lead: Option<AgencyId>,
        /// Who is competent in which territory.
        required competence: Text,
        /// From when.
        required from: Option<LocalTime>,
        /// Until when.
        required until: Option<LocalTime>,
        /// When it is broken off.
        required abort: Text,
        /// What can go wrong, and for whom.
        required risk: Text,
        /// What is disclosed later, to whom.
        required disclosure: Text,
        /// Who pays.
        required costs: Text,
    }
}

impl Rules for JointOp {
    fn rules(&self, faults: &mut Faults<'_>) {
        if self.from.zip(self.until).is_some_and(|(from, until)| until.moment() <= from.moment()) {
            faults.add("until", "until-before-from");
        }
    }
}
