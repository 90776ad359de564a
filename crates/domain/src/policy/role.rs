//! What a person can be in their agency.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::codes::code_list;

code_list!(
    // These sentences are printed in docs/ROLES.md.
    /// What a person is in their agency.
    Role {
        /// Works with the partner agency: writes requests and answers, searches the register.
        LiaisonOfficer = "liaison_officer",
        /// The desk that is always open, the single point of contact: takes requests up and answers.
        DutyDesk = "duty_desk",
        /// Checks law and safeguards; signs what is to find or hold a person before it may be approved.
        LegalOfficer = "legal_officer",
        /// The commander who approves what leaves the agency; never what they wrote or signed.
        Approver = "approver",
        /// Handles formal requests for the authority a treaty names as central: writes, takes up, answers.
        CentralAuthority = "central_authority",
        /// Keeps the record of the dialogue: meetings, agreements, commitments.
        Secretariat = "secretariat",
        /// Translates and revises texts: reads them; approves and changes nothing.
        Translator = "translator",
        /// Looks for links: reads, searches, stores searches; asks and answers nobody.
        Analyst = "analyst",
        /// Stands at the border: searches, screens lists, says what an alert is, asks; reads own threads.
        BorderPost = "border_post",
        /// Guards personal data: keeps the register, ends what serves no purpose any more.
        DataProtection = "data_protection",
        /// The independent reviewer, outside the chain of command: reads safeguards, refusals and the log;
        /// never content; decides where a safeguard asks for it, and changes nothing else.
        Oversight = "oversight",
        /// Speaks for human rights: assesses political character and the risk to a person.
        HumanRights = "human_rights",
        /// A unit of a province: asks through its agency and reads the threads it opened itself.
        ProvincialUnit = "provincial_unit",
        /// Verifies what was done: reads the log, safeguards and refusals; never content, and changes
        /// nothing.
        Auditor = "auditor",
        /// Runs the machine: accounts, partners, keys; must not read content.
        Administrator = "administrator",
    }
);

impl Role {
    /// Whether whoever has it may have no other: nobody reviews their own work, and whoever runs the
    /// machine reads no content.
    pub fn stands_alone(self) -> bool {
        matches!(self, Self::Oversight | Self::Auditor | Self::Administrator)
    }
}
