//! Closed lists of codes that messages carry. A code outside its list is data to be refused, never
//! a new meaning.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::limits;

/// Declares a closed list: an enum, its printed codes, and reading a code.
macro_rules! code_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize,
            schemars::JsonSchema,
        )]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+
        }
        impl $crate::message::field::Field for $name {
            fn is_empty(&self) -> bool {
                false
            }
            fn shown(&self) -> $crate::message::field::Shown<'_> {
                $crate::message::field::Shown::Code(stringify!($name), self.code())
            }
        }
        impl $name {
            /// Every code of the list, in its printed order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code as it is printed and sent.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The entry a code stands for, if it is in the list.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}
pub(crate) use code_list;

code_list!(
    /// The kinds of messages that cross the border.
    MessageKind {
        /// M01: a request for information.
        InfoReq = "INFO_REQ",
        /// M02: a request to verify an identity, a document or another fact.
        VerifyReq = "VERIFY_REQ",
        /// M03: the answer to a request.
        Reply = "REPLY",
        /// M04: information nobody asked for.
        Spontaneous = "SPONTANEOUS",
        /// M05: a wanted or locate circular.
        Wanted = "WANTED",
        /// M06: the report that a wanted person was found.
        Located = "LOCATED",
        /// M07: a request for provisional or urgent arrest.
        ProvArrest = "PROV_ARREST",
        /// M08: a formal request for extradition.
        Extradition = "EXTRADITION",
        /// M09: the decision on a request.
        Decision = "DECISION",
        /// M10: arrangement and record of a hand-over.
        Surrender = "SURRENDER",
        /// M11: an assurance asked for or given.
        Assurance = "ASSURANCE",
        /// M12: a formal request for legal assistance.
        Mla = "MLA",
        /// M13: a citizen's offence, with consular notice.
        CitizenCase = "CITIZEN_CASE",
        /// M14: a report on an organised group.
        GroupIntel = "GROUP_INTEL",
        /// M15: a joint operation.
        JointOp = "JOINT_OP",
        /// M16: a trafficking victim or a missing person.
        VictimMissing = "VICTIM_MISSING",
        /// M17: clarification, supplement, reminder, extension, feedback.
        ClarifyRemind = "CLARIFY_REMIND",
        /// M18: correction, restriction, deletion, recall.
        CorrectRecall = "CORRECT_RECALL",
        /// M19: the link to a notice of another system.
        InterpolMirror = "INTERPOL_MIRROR",
        /// M20: what is agreed and reviewed in meetings.
        Dialogue = "DIALOGUE",
    }
);

code_list!(
    /// What personal data may be processed for. There is no purpose for "activities against the
    /// other country": that is a sentence of diplomacy, never a reason about a person.
    Purpose {
        /// Prevent crime.
        Prevent = "PREVENT",
        /// Detect crime.
        Detect = "DETECT",
        /// Investigate a crime.
        Investigate = "INVESTIGATE",
        /// Prosecute a crime.
        Prosecute = "PROSECUTE",
        /// Execute a sentence.
        ExecuteSentence = "EXECUTE_SENTENCE",
        /// Locate a person so that extradition can be asked for.
        LocateForExtradition = "LOCATE_FOR_EXTRADITION",
        /// Identify a person or an object.
        Identify = "IDENTIFY",
        /// Find a missing person.
        FindMissing = "FIND_MISSING",
        /// Protect a victim.
        ProtectVictim = "PROTECT_VICTIM",
        /// Warn of a danger.
        Warn = "WARN",
        /// Humanitarian or consular help.
        Humanitarian = "HUMANITARIAN",
        /// Administration of the cooperation itself.
        AdminCooperation = "ADMIN_COOPERATION",
    }
);

code_list!(
    /// Areas of crime and of cooperation named in the parties' own documents. Politics and
    /// intelligence are topics of meetings, not crime areas, and are not in this list.
    CrimeArea {
        /// Drugs.
        Drug = "DRUG",
        /// Terrorism.
        Terr = "TERR",
        /// Trafficking in human beings.
        Thb = "THB",
        /// Transnational organised crime.
        Toc = "TOC",
        /// Environmental crime.
        Env = "ENV",
        /// Money laundering.
        Ml = "ML",
        /// Illegal migration.
        Mig = "MIG",
        /// High-tech crime and crime against cyber-security.
        Cyb = "CYB",
        /// Weapons.
        Arms = "ARMS",
        /// Fugitives.
        Fug = "FUG",
        /// Prison management.
        Pris = "PRIS",
        /// Border security.
        Bord = "BORD",
    }
);

code_list!(
    /// What meetings and commitments are about: the crime areas, and topics that are none. A topic
    /// is never a purpose of data about a person.
    Topic {
        /// Drugs.
        Drug = "DRUG",
        /// Terrorism.
        Terr = "TERR",
        /// Trafficking in human beings.
        Thb = "THB",
        /// Transnational organised crime.
        Toc = "TOC",
        /// Environmental crime.
        Env = "ENV",
        /// Money laundering.
        Ml = "ML",
        /// Illegal migration.
        Mig = "MIG",
        /// High-tech crime and crime against cyber-security.
        Cyb = "CYB",
        /// Weapons.
        Arms = "ARMS",
        /// Fugitives.
        Fug = "FUG",
        /// Prison management.
        Pris = "PRIS",
        /// Border security.
        Bord = "BORD",
        /// Economic challenges.
        Econ = "ECON",
        /// Politics and security.
        Pol = "POL",
        /// Intelligence.
        Intel = "INTEL",
        /// Use of one country's territory against the other: a sentence of diplomacy.
        Territory = "TERRITORY",
        /// Legal and judicial cooperation.
        Legal = "LEGAL",
    }
);

code_list!(
    /// How fast an answer is wanted.
    Urgency {
        /// The ordinary clock.
        Normal = "normal",
        /// The urgent clock; a reason is required.
        Urgent = "urgent",
    }
);

code_list!(
    /// The road a message takes.
    Channel {
        /// Straight between the two agencies.
        Bilateral = "bilateral",
        /// Through INTERPOL's I-24/7, mirrored here.
        InterpolI247 = "interpol_i247",
        /// Through the foreign ministries.
        Diplomatic = "diplomatic",
        /// Through the central authorities.
        CentralAuthority = "central_authority",
        /// Through a border liaison office.
        BorderLiaison = "border_liaison",
        /// By telephone, confirmed here.
        HotlineThenConfirmed = "hotline_then_confirmed",
    }
);

code_list!(
    /// What a person is in a case. A person is never more than the case says.
    PersonRole {
        /// Under suspicion.
        Suspect = "suspect",
        /// Charged.
        Accused = "accused",
        /// Convicted.
        Convicted = "convicted",
        /// Wanted on a warrant or judgment.
        Wanted = "wanted",
        /// A witness.
        Witness = "witness",
        /// A victim.
        Victim = "victim",
        /// Missing.
        Missing = "missing",
        /// Known to be in contact with another person of the case.
        Associate = "associate",
        /// Not identified yet.
        Unidentified = "unidentified",
        /// Somebody whose identity another person used.
        MisusedIdentity = "misused_identity",
    }
);

code_list!(
    /// Sex as printed in a document (ICAO 9303: F, M or unspecified).
    Sex {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Unspecified in the document.
        Unspecified = "unspecified",
    }
);

code_list!(
    /// Kinds of identity documents.
    DocumentKind {
        /// A passport.
        Passport = "passport",
        /// A national identity card or number.
        NationalId = "national_id",
        /// A border pass.
        BorderPass = "border_pass",
        /// A driving licence.
        DrivingLicence = "driving_licence",
        /// Any other document; its name belongs in the text.
        Other = "other",
    }
);

/// A purpose code as a message carries it: it may be outside the closed list, and gate S01 then
/// blocks the message on either side of the border.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PurposeCode(String);

impl PurposeCode {
    /// Takes a code as written.
    ///
    /// # Errors
    /// A sentence for the log when it is longer than any code could be.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        if text.len() > limits::LABEL_BYTES_MAX {
            return Err("a purpose code has at most 80 bytes");
        }
        Ok(Self(text.to_owned()))
    }

    /// The purpose, when the code is in the closed list.
    pub fn purpose(&self) -> Option<Purpose> {
        Purpose::from_code(&self.0)
    }

    /// The code as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl From<Purpose> for PurposeCode {
    fn from(purpose: Purpose) -> Self {
        Self(purpose.code().to_owned())
    }
}
impl TryFrom<String> for PurposeCode {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}
impl From<PurposeCode> for String {
    fn from(code: PurposeCode) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_what_they_print() {
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::from_code(purpose.code()), Some(*purpose));
        }
        for kind in MessageKind::ALL {
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{kind}\""));
        }
    }

    #[test]
    fn no_purpose_is_about_politics() {
        for code in ["ACTIVITIES_AGAINST_THE_STATE", "TERRITORY", "POL", "INTEL", "SECURITY"] {
            assert_eq!(Purpose::from_code(code), None, "{code}");
            assert_eq!(CrimeArea::from_code(code), None, "{code}");
        }
    }
}
