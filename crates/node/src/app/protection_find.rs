//! Whether the person of a thread is protected, by the register: somebody who is protected there and
//! fits the one a request is about. In doubt yes; a legal officer says otherwise in the sealed file.

use comity_domain::gate::file::Flag;
use comity_domain::ids::MessageId;
use comity_domain::limits;
use comity_domain::message::Message;
use comity_domain::person::Subject;
use comity_domain::time::Timestamp;
use comity_names::Rarity;
use comity_store::{FlagScope, WriteTx};
use std::collections::BTreeSet;

use crate::app::cross_check::Wanted;
use crate::app::person_match::{described, held};
use crate::app::register::Person;
use crate::error::AppError;
use crate::node::Node;

/// The finding of a document that is the same.
const DOCUMENT_SAME: &str = "document-same";

/// The flag to raise for a message: none when the thread's own file says anything already, when nobody
/// is protected, or when nobody who is fits.
///
/// # Errors
/// When the store fails.
pub async fn run(
    node: &Node,
    message: &Message,
    asked: Option<&Message>,
    at: Timestamp,
) -> Result<Option<Flag>, AppError> {
    let messages = [Some(message), asked].into_iter().flatten();
    let subjects: Vec<&Subject> = messages.flat_map(|m| m.body.persons()).collect();
    if subjects.is_empty() || is_judged(node, message.thread).await? {
        return Ok(None);
    }
    let protected = node.store.protected_persons().await?;
    if protected.is_empty() {
        return Ok(None);
    }
    let ids: BTreeSet<String> = protected.iter().map(|(id, _)| id.as_str().to_owned()).collect();
    let rows = node.store.persons_by_ids(&ids).await?;
    let register = node.index.current(&node.store).await?;
    let rarity = Rarity::of_index(&register);
    let wanted: Vec<_> = subjects.into_iter().map(|s| Wanted::of_subject(s).described()).collect();
    // Each of them is compared: a protected person must not be missed for a crowd of better hits.
    for row in &rows {
        let person = Person::from_row(row)?;
        let theirs = described(&person);
        let fits = wanted.iter().any(|wanted| {
            held(wanted, (&person, &theirs), &rarity).is_some_and(|(_, hit)| {
                let same = hit.pieces.iter().any(|piece| piece.finding == DOCUMENT_SAME);
                same || hit.permille >= limits::PROTECTED_HIT_PERMILLE_MIN
            })
        });
        let flag = protected.iter().find(|(id, _)| *id == row.id).map(|(_, flag)| flag);
        if let (true, Some(flag)) = (fits, flag) {
            let person = Some(row.id.clone());
            return Ok(Some(Flag { by: None, at, person, ..flag.clone() }));
        }
    }
    Ok(None)
}

async fn is_judged(node: &Node, thread: MessageId) -> Result<bool, AppError> {
    Ok(!node.store.flags(&FlagScope::Thread(thread)).await?.is_empty())
}

/// Keeps a flag that the register raised for a thread.
///
/// # Errors
/// When the store fails.
pub async fn note(
    tx: &mut WriteTx,
    thread: MessageId,
    raised: Option<&Flag>,
) -> Result<(), AppError> {
    match raised {
        Some(flag) => Ok(tx.add_flag(&FlagScope::Thread(thread), flag).await?),
        None => Ok(()),
    }
}
