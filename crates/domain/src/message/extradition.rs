//! M08 `EXTRADITION`, formal request for extradition (yêu cầu dẫn độ).
//!
//! Required beside the envelope: the person and the charge; the central authority; the documents, by the
//! receiver's list; the texts of the law; limitation; nationality; in-absentia statement; authentication and
//! translation. Goes through the central authorities.
//! Source: UN Model Treaty on Extradition art. 5; laws of both countries; to be confirmed by a legal officer.

use super::fault::Faults;
use super::field::{Rules, fields};
use crate::lang::{Lang, Text};
use crate::person::Subject;

fields! {
    /// A document that goes with a request.
    EnclosedDocument {
        /// Which of the receiver's list it is, by the code in its pack.
        required code: String,
        /// Its number or date.
        required reference: String,
        /// Its language.
        optional language: Option<Lang>,
    }
}

impl Rules for EnclosedDocument {}

fields! {
    /// M08: a formal request for extradition.
    Extradition {
        /// The person.
        required subject: Option<Subject>,
        /// The central authority that asks.
        required central_authority: String,
        /// The documents enclosed.
        required documents: Vec<EnclosedDocument>,
        /// The texts of the law on the offence and its penalty.
        required law_texts: Text,
        /// Until when it can be prosecuted or carried out, and why.
        required limitation: Text,
        /// What is known of the person's nationality.
        required nationality: Text,
        /// Whether a judgment was given without the person, and what right to a new trial there is.
        required in_absentia: Text,
        /// How the documents are authenticated.
        required authentication: Text,
        /// The languages of the translation.
        required translations: Vec<Lang>,
    }
}

impl Rules for Extradition {
    fn rules(&self, faults: &mut Faults<'_>) {
        let mut codes: Vec<&str> = self.documents.iter().map(|d| d.code.as_str()).collect();
        codes.sort_unstable();
        if codes.windows(2).any(|pair| pair.first() == pair.last()) {
            faults.add("documents", "field-twice");
        }
    }
}
