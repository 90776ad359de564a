//! The codes with which one node refuses what another sent. A code is part of the contract: it is
//! never renamed and never changes its class.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why an entry was refused or quarantined. Each says what the sender did, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Sent before its card was added here. Do: exchange cards, then the queue moves by itself.
    UnknownPartner,
    /// Sent while the receiver has suspended the partnership. Do: telephone the contact point.
    PartnerSuspended,
    /// Connected with a certificate that its card here does not pin. Do: send the new card.
    WrongCertificate,
    /// Sent to an agency that does not live here. Do: correct the partner's card or endpoint.
    WrongAddressee,
    /// Sent bytes that cannot be parsed. Do: nothing by hand; report it as a fault of the program.
    BadEnvelope,
    /// Sent bytes of which a signature does not verify. Do: compare fingerprints by telephone; the
    /// keys have changed, or somebody is in between.
    BadSignature,
    /// Used a sequence number or an id a second time for other bytes, or chained to another entry
    /// than the last one accepted. Do: recover; the sender's log was set back.
    Replay,
    /// Sent an entry before the ones in front of it. Do: send again from the highest accepted
    /// sequence number plus one.
    Gap,
    /// Sent more bytes or entries than the limit. Do: make the message shorter.
    TooLarge,
    /// Sent a message that is not valid for its type, or not the one its header announces. Do:
    /// correct the message and send it as a new one.
    BadBody,
    /// Sealed the body to a key the receiver does not hold. Do: fetch the receiver's present card
    /// and send the message as a new one.
    CannotOpen,
    /// Speaks a version the receiver does not know. Do: update the older of the two programs.
    UnknownVersion,
    /// Sent a type of message that the receiver does not take from this partner. Do: agree on the
    /// type first.
    NotAllowed,
    /// Sent an entry created too far in the receiver's future. Do: set the clock; it is sent again.
    Clock,
    /// Did nothing wrong: the receiver has too much to do. Do: nothing; it is sent again.
    Busy,
    /// Did nothing wrong: the receiver failed. Do: nothing; it is sent again.
    Internal,
}

/// What a sender does about a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RefusalClass {
    /// The same bytes will never be accepted: stop sending them, tell a person.
    Permanent,
    /// Send the same bytes again, later.
    Temporary,
    /// Send the same bytes again, later; tell a person that the clocks differ.
    Clock,
    /// Hold the whole queue, tell a person, try again at the longest wait.
    UnknownSender,
    /// Send again from the receiver's highest accepted sequence number plus one.
    Gap,
}

impl Refusal {
    /// Every code, in the order of the checks as far as there is one.
    pub const ALL: [Self; 16] = [
        Self::UnknownPartner,
        Self::PartnerSuspended,
        Self::WrongCertificate,
        Self::WrongAddressee,
        Self::BadEnvelope,
        Self::BadSignature,
        Self::Replay,
        Self::Gap,
        Self::TooLarge,
        Self::BadBody,
        Self::CannotOpen,
        Self::UnknownVersion,
        Self::NotAllowed,
        Self::Clock,
        Self::Busy,
        Self::Internal,
    ];

    /// The code as it is sent.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownPartner => "unknown_partner",
            Self::PartnerSuspended => "partner_suspended",
            Self::WrongCertificate => "wrong_certificate",
            Self::WrongAddressee => "wrong_addressee",
            Self::BadEnvelope => "bad_envelope",
            Self::BadSignature => "bad_signature",
            Self::Replay => "replay",
            Self::Gap => "gap",
            Self::TooLarge => "too_large",
            Self::BadBody => "bad_body",
            Self::CannotOpen => "cannot_open",
            Self::UnknownVersion => "unknown_version",
            Self::NotAllowed => "not_allowed",
            Self::Clock => "clock",
            Self::Busy => "busy",
            Self::Internal => "internal",
        }
    }

    /// The refusal a code stands for, if it is in the list.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refusal| refusal.code() == code)
    }

    /// What a sender does about it.
    pub fn class(self) -> RefusalClass {
        match self {
            Self::UnknownPartner | Self::PartnerSuspended | Self::WrongCertificate => {
                RefusalClass::UnknownSender
            }
            Self::Gap => RefusalClass::Gap,
            Self::Clock => RefusalClass::Clock,
            Self::Busy | Self::Internal => RefusalClass::Temporary,
            Self::WrongAddressee
            | Self::BadEnvelope
            | Self::BadSignature
            | Self::Replay
            | Self::TooLarge
            | Self::BadBody
            | Self::CannotOpen
            | Self::UnknownVersion
            | Self::NotAllowed => RefusalClass::Permanent,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canonical;

    #[test]
    fn codes_read_back_what_they_print_and_serde_prints_the_same() {
        for refusal in Refusal::ALL {
            assert_eq!(Refusal::from_code(refusal.code()), Some(refusal));
            let bytes = canonical::to_bytes(&refusal).unwrap();
            assert_eq!(canonical::from_bytes::<String>(&bytes).unwrap(), refusal.code());
            assert_eq!(canonical::from_bytes::<Refusal>(&bytes).unwrap(), refusal);
        }
        assert_eq!(Refusal::from_code("Gap"), None);
    }

    #[test]
    fn what_is_not_the_senders_fault_is_never_permanent() {
        for refusal in [Refusal::Busy, Refusal::Internal, Refusal::Clock, Refusal::Gap] {
            assert_ne!(refusal.class(), RefusalClass::Permanent, "{refusal}");
        }
    }
}
