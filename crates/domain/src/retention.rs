//! How long a body is kept, and what is left of a message without it.
//!
//! A negative answer about somebody goes soonest, and the question with it; everything else is kept until its
//! first review. The numbers stand in the packs, with their sources, to be confirmed by a legal officer.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

use crate::codes::code_list;
use crate::day::Day;
use crate::handling::Handling;
use crate::lang::Text;
use crate::limits;
use crate::message::clarify::Clarify;
use crate::message::decision::Decision;
use crate::message::recall::Recall;
use crate::message::reply::ReplyOutcome;
use crate::message::surrender::Surrender;
use crate::message::wanted::Wanted;
use crate::message::{Body, Message, Reply, VerifyReq};
use crate::pack::Packs;
use crate::pack::model::Clock;
use crate::time::Timestamp;

code_list!(
    /// Why a body went.
    PurgeReason {
        /// Its date came.
        Expired = "expired",
        /// Its originator took it back, or had it deleted.
        Recalled = "recalled",
    }
);

/// Until when a message is kept; `None` is for good: what was agreed in meetings is the archive of both.
pub fn kept_until(message: &Message, packs: &Packs) -> Option<Timestamp> {
    let clock = match &message.body {
        Body::Dialogue(_) => return None,
        Body::Wanted(Wanted { expires_on: Some(last), .. }) => {
            return Some(last.plus_days(1).begins());
        }
        Body::Wanted(_) => Clock::NoticeExpiry,
        Body::Reply(reply) if reply.outcome == Some(ReplyOutcome::Negative) => Clock::NegativeKept,
        Body::VictimMissing(_) => Clock::NegativeKept,
        _ => Clock::RequestReview,
    };
    let on = Day::of(message.created_at);
    let limit = packs.all().iter().find_map(|pack| Some((pack, pack.limit(clock, on)?)));
    let end = limit.and_then(|(pack, limit)| pack.ends(limit, message.created_at));
    // A value nobody filled in is no leave to keep something for ever.
    Some(end.unwrap_or(message.created_at.plus_ms(limits::RETENTION_UNKNOWN_MS)))
}

/// Whether the message it answers goes as soon as this one: nothing was found about somebody.
pub fn shortens_request(message: &Message) -> bool {
    matches!(&message.body, Body::Reply(r) if r.outcome == Some(ReplyOutcome::Negative))
}

/// The message without what it says: who wrote to whom, when, of which type and on which basis stays.
pub fn emptied(message: &Message) -> Message {
    let code = |handling: &Handling| Handling { code: handling.code, text: Text::default() };
    Message {
        urgency_reason: Text::default(),
        necessity: Text::default(),
        handling: message.handling.as_ref().map(code),
        charge: None,
        third_party: None,
        absent: BTreeMap::new(),
        body: empty(&message.body),
        ..message.clone()
    }
}

/// The body of the same type in which nothing is filled in but the codes that say what it did.
fn empty(body: &Body) -> Body {
    match body {
        Body::VerifyReq(asked) => {
            Body::VerifyReq(VerifyReq { verify: asked.verify.clone(), ..VerifyReq::default() })
        }
        Body::Reply(reply) => Body::Reply(Reply {
            outcome: reply.outcome,
            grounds: reply.grounds.clone(),
            ..Reply::default()
        }),
        Body::Decision(decision) => Body::Decision(Decision {
            ruling: decision.ruling,
            grounds: decision.grounds.clone(),
            appeal: decision.appeal,
            ..Decision::default()
        }),
        Body::Clarify(clarify) => Body::Clarify(Clarify { act: clarify.act, ..Clarify::default() }),
        Body::Recall(recall) => Body::Recall(Recall {
            act: recall.act,
            target: recall.target,
            holders: recall.holders.clone(),
            ..Recall::default()
        }),
        Body::Surrender(record) => {
            Body::Surrender(Surrender { stage: record.stage, ..Surrender::default() })
        }
        other => Body::empty(other.kind()),
    }
}
