//! How a message crossed the border: receipt, hash, attempts, refusal.

use comity_domain::message::state::State;
use comity_domain::time::Timestamp;
use comity_store::Direction;

use super::agencies::Agencies;
use super::clock::When;
use super::frame::T;
use super::message::Badge;
use crate::app::message_show::{EntryView, ReceiptView};

/// The delivery of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct DeliveryModel {
    /// The message, for the address the part renews itself from.
    pub(in crate::web) id: String,
    /// The state of the message.
    pub(in crate::web) state: Badge,
    /// Where it stands, in a sentence.
    pub(in crate::web) sentence: Option<String>,
    /// The partner's receipt, or ours to the partner.
    pub(in crate::web) receipt: Option<ReceiptModel>,
    /// What the moment of the receipt is called: ours or the partner's.
    pub(in crate::web) receipt_at: String,
    /// Whose log the receipt speaks of.
    pub(in crate::web) log_label: String,
    /// The envelope's hash.
    pub(in crate::web) hash: Option<Shortened>,
    /// The number in its direction.
    pub(in crate::web) seq: Option<String>,
    /// Failed attempts, and why.
    pub(in crate::web) tries: Option<String>,
    /// The last failure, in words.
    pub(in crate::web) failure: Option<String>,
    /// The partner's refusal, in words.
    pub(in crate::web) refusal: Option<String>,
    /// Whether something is still on its way, so that the part renews itself.
    pub(in crate::web) moving: bool,
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct ReceiptModel {
    /// Whether its signatures hold.
    pub(in crate::web) verified: bool,
    /// Who signed.
    pub(in crate::web) signer: String,
    /// When the receiver had it on disk.
    pub(in crate::web) when: When,
    /// What the receiver did with it.
    pub(in crate::web) outcome: String,
    /// Size of the receiver's log.
    pub(in crate::web) log_size: String,
    /// Hash of the receiver's log.
    pub(in crate::web) log_head: Shortened,
}

/// A long hexadecimal text: its beginning, and all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct Shortened {
    /// What is shown.
    pub(in crate::web) short: String,
    /// All of it.
    pub(in crate::web) full: String,
}

impl Shortened {
    fn new(full: &str) -> Self {
        let short: String = full.chars().take(16).collect();
        Self { short: format!("{short}…"), full: full.to_owned() }
    }
}

impl DeliveryModel {
    /// The delivery of an entry of a thread.
    pub(in crate::web) fn new(t: T, agencies: &Agencies, entry: &EntryView) -> Self {
        let (row, found) = (&entry.row, &entry.delivery);
        let sent = row.direction == Direction::Out;
        let on_its_way = matches!(row.state, State::Approved | State::Transmitted);
        let moving = sent && on_its_way && found.refusal.is_none();
        let sentence = match (sent, &found.receipt) {
            (true, None) if on_its_way => Some(queued(t, row.updated_at, found.not_before)),
            (true, None) => Some(t.s("delivery-none")),
            (false, _) => Some(t.s("delivery-received")),
            (true, Some(_)) => None,
        };
        let open_failure = moving && found.tries > 0;
        Self {
            id: row.message.id.to_string(),
            state: Badge::of(t, row.state),
            sentence,
            receipt: found.receipt.as_ref().map(|r| receipt(t, agencies, r)),
            receipt_at: t.s(if sent { "delivery-receipt-at" } else { "delivery-received-at" }),
            log_label: t.s(if sent { "delivery-log" } else { "delivery-own-log" }),
            hash: found.envelope_sha256.as_deref().map(Shortened::new),
            seq: found.seq.map(|seq| seq.to_string()),
            tries: open_failure.then(|| found.tries.to_string()),
            failure: found.last_error.as_deref().filter(|_| open_failure).map(|e| refusal(t, e)),
            refusal: found.refusal.as_deref().map(|code| refusal(t, code)),
            moving,
        }
    }
}

/// That it waits for the partner, or for its hour.
fn queued(t: T, approved_at: Timestamp, not_before: Option<Timestamp>) -> String {
    match not_before.filter(|at| *at > approved_at) {
        Some(at) => t.w("delivery-waits", &[("when", &When::new(t, at).text)]),
        None => t.s("delivery-queued"),
    }
}

fn receipt(t: T, agencies: &Agencies, found: &ReceiptView) -> ReceiptModel {
    let outcome = match found.outcome.as_str() {
        "accepted" => t.s("delivery-outcome-accepted"),
        code => format!("{}: {}", t.s("delivery-outcome-quarantined"), refusal(t, code)),
    };
    ReceiptModel {
        verified: found.verified,
        signer: agencies.name(t.lang(), &found.signer),
        when: When::new(t, found.received_at),
        outcome,
        log_size: t.w("delivery-log-size", &[("count", &found.log_size.to_string())]),
        log_head: Shortened::new(&found.log_head),
    }
}

fn refusal(t: T, code: &str) -> String {
    t.code("refusal", code)
}
