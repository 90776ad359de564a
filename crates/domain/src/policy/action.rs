//! What can be done with the program.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::codes::code_list;

code_list!(
    // These sentences are printed in docs/ROLES.md.
    /// What can be done with the program.
    Action {
        /// Write a request.
        CreateRequest = "create_request",
        /// Sign a request that is to find or hold a person: it is lawful.
        SignLegal = "sign_legal",
        /// Approve what is to leave.
        ApproveMessage = "approve_message",
        /// Read requests and answers.
        ReadContent = "read_content",
        /// Take a received request up.
        TakeUp = "take_up",
        /// Write an answer.
        CreateReply = "create_reply",
        /// Take more time for an answer that is owed.
        ExtendClock = "extend_clock",
        /// See the clocks: of which message, whom they bind, until when.
        ListClocks = "list_clocks",
        /// Run the safeguards again on a message they stopped.
        Recheck = "recheck",
        /// Record that a person is held, and that what a clock is for was done.
        RecordCustody = "record_custody",
        /// Search the register of persons.
        Search = "search",
        /// Hold a list of persons against the register.
        Screen = "screen",
        /// Store a search that watches the register.
        StoreWatch = "store_watch",
        /// End a stored search.
        CloseWatch = "close_watch",
        /// Read whom stored searches look for, and their alerts.
        ReadWatch = "read_watch",
        /// See that there are stored searches: by whom, what for, until when; not for whom.
        ListWatches = "list_watches",
        /// Say what an alert is.
        SettleAlert = "settle_alert",
        /// Raise an alert.
        RaiseAlert = "raise_alert",
        /// Enter persons into the register.
        ImportPersons = "import_persons",
        /// Read agreements, meetings and commitments.
        ReadRecords = "read_records",
        /// Enter agreements, meetings and commitments.
        ImportRecords = "import_records",
        /// Make and change accounts.
        ManageUsers = "manage_users",
        /// Make and change partners.
        ManagePartners = "manage_partners",
        /// Decide in writing on a safeguard that asks for it.
        DecideGate = "decide_gate",
        /// Write into the sealed file of a case or a person: who is protected.
        WriteCaseFile = "write_case_file",
        /// Read the sealed file.
        ReadCaseFile = "read_case_file",
        /// Read what the safeguards did: counts, without content.
        ReadSafeguards = "read_safeguards",
        /// Read and verify the log.
        ReadLog = "read_log",
        /// Set up the node and issue its card.
        OperateNode = "operate_node",
        /// Sign in and out.
        SignIn = "sign_in",
        /// Deliver approved envelopes to a partner.
        Transmit = "transmit",
        /// Accept an envelope from a partner.
        Receive = "receive",
        /// Sort what was received into the desk's inbox.
        ProcessInbox = "process_inbox",
        /// Mark clocks that ran out.
        KeepClocks = "keep_clocks",
        /// Let bodies go: their date has come, or their originator took them back.
        PurgeBody = "purge_body",
    }
);

code_list!(
    // These codes are headings in docs/ROLES.md.
    /// What an action is about.
    ActionGroup {
        /// Requests and answers.
        Messages = "Requests and answers",
        /// The register of persons, and searches in it.
        Register = "Register of persons",
        /// Agreements, meetings and commitments.
        Record = "Record of the dialogue",
        /// What was done, and whether it was lawful.
        Control = "Control",
        /// The node, its accounts and partners.
        House = "The node",
        /// What only the node does.
        Machine = "What only the node does by itself",
    }
);

impl Action {
    /// What it is about.
    pub fn group(self) -> ActionGroup {
        match self {
            Self::CreateRequest
            | Self::SignLegal
            | Self::ApproveMessage
            | Self::ReadContent
            | Self::TakeUp
            | Self::CreateReply
            | Self::ExtendClock
            | Self::ListClocks
            | Self::RecordCustody
            | Self::Recheck => ActionGroup::Messages,
            Self::Search
            | Self::Screen
            | Self::StoreWatch
            | Self::CloseWatch
            | Self::ReadWatch
            | Self::ListWatches
            | Self::SettleAlert
            | Self::ImportPersons => ActionGroup::Register,
            Self::ReadRecords | Self::ImportRecords => ActionGroup::Record,
            Self::DecideGate
            | Self::WriteCaseFile
            | Self::ReadCaseFile
            | Self::ReadSafeguards
            | Self::ReadLog => ActionGroup::Control,
            Self::ManageUsers | Self::ManagePartners | Self::OperateNode | Self::SignIn => {
                ActionGroup::House
            }
            Self::RaiseAlert
            | Self::Transmit
            | Self::Receive
            | Self::ProcessInbox
            | Self::KeepClocks
            | Self::PurgeBody => ActionGroup::Machine,
        }
    }
}
