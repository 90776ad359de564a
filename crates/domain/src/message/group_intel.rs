//! M14 `GROUP_INTEL`, report on an organised group (thông tin về băng nhóm tội phạm).
//!
//! Required beside the envelope: the group's names; its members with what each does; by which criterion it is
//! a group; activity and route; facts apart from assessment; its link to citizens of each side.
//! Source: UN Convention against Transnational Organized Crime art. 2(a); to be confirmed by a legal officer.

use super::fault::Faults;
use super::field::{Rules, fields};
use crate::lang::Text;
use crate::person::Subject;
use crate::time::PartialDate;

fields! {
    /// A member of a group.
    Member {
        /// The person, with what they are in the case.
        required subject: Option<Subject>,
        /// What the person does in the group: a reason of their own.
        required part: Text,
    }
}

impl Rules for Member {}

fields! {
    /// M14: a report on an organised group.
    GroupIntel {
        /// Names the group goes by.
        required group: Vec<String>,
        /// By which criterion it is a group.
        required criterion: Text,
        /// Its members.
        stated members: Vec<Member>,
        /// What it does, and how.
        required activity: Text,
        /// Places and routes.
        stated route: Text,
        /// What is known.
        required facts: Text,
        /// What the sender makes of it.
        stated assessment: Text,
        /// Its link to citizens of each side.
        required link: Text,
        /// The date of the data.
        stated data_date: Option<PartialDate>,
    }
}

impl Rules for GroupIntel {
    fn rules(&self, faults: &mut Faults<'_>) {
        for (place, member) in self.members.iter().enumerate() {
            // A name on a list is no reason: each member has one.
            faults.required(&format!("members.{}.part", place + 1), !member.part.is_empty());
        }
    }
}
