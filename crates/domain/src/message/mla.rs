//! M12 `MLA`, formal request for legal assistance, as a register entry (yêu cầu tương trợ tư pháp về hình sự).
//!
//! Required beside the envelope: the authority; the subject and nature of the proceedings; the facts; what
//! assistance and by which procedure; dual criminality; the central authority it goes through.
//! Source: UN Convention against Transnational Organized Crime art. 18(15); ASEAN Treaty on Mutual Legal
//! Assistance in Criminal Matters; to be confirmed by a legal officer.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::field::{Rules, fields};
use crate::codes::code_list;
use crate::lang::Text;
use crate::person::Subject;

code_list!(
    /// What is asked for.
    Assistance {
        /// Statements of witnesses or experts.
        Statements = "statements",
        /// Statements by video link.
        VideoLink = "video_link",
        /// Service of documents.
        Service = "service",
        /// Search and seizure.
        SearchSeizure = "search_seizure",
        /// Examination of places and objects.
        Examination = "examination",
        /// Documents and records.
        Records = "records",
        /// Proceeds of crime: tracing, freezing, return.
        Proceeds = "proceeds",
        /// Summons of a witness.
        Summons = "summons",
        /// Transfer of a person in custody for a statement.
        CustodyTransfer = "custody_transfer",
        /// Transfer of criminal proceedings.
        Proceedings = "proceedings",
        /// Exchange of information.
        Information = "information",
        /// Anything else the law of the receiver allows.
        Other = "other",
    }
);

fields! {
    /// M12: a formal request for legal assistance.
    Mla {
        /// The authority that conducts the proceedings.
        required authority: String,
        /// The central authority the request goes through.
        required central_authority: String,
        /// The matter and its stage.
        required matter: Text,
        /// The facts.
        required facts: Text,
        /// What is asked for.
        required assistance: Vec<Assistance>,
        /// What exactly, and how it is to be done.
        required procedure: Text,
        /// How the conduct is punishable in both countries.
        stated dual_criminality: Text,
        /// The person, when it is about one.
        optional subject: Option<Subject>,
    }
}

impl Rules for Mla {}
