//! How long a body is kept, and what is left of a message without it.
//!
//! A negative answer about somebody goes soonest, and the question with it; everything else is kept until its
//! first review. The numbers stand in the packs, with their sources, to be confirmed by a legal officer.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::codes::{PersonRole, code_list};
use crate::day::Day;
use crate::handling::Handling;
use crate::lang::Text;
use crate::limits;
use crate::message::reply::ReplyOutcome;
use crate::message::{Body, InfoReq, Message, Reply, VerifyReq};
use crate::pack::Packs;
use crate::pack::model::Clock;
use crate::person::Subject;
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

/// Until when a message is kept; `None` is for good.
pub fn kept_until(message: &Message, packs: &Packs) -> Option<Timestamp> {
    let clock = match &message.body {
        Body::Reply(reply) if reply.outcome == ReplyOutcome::Negative => Clock::NegativeKept,
        Body::InfoReq(_) | Body::VerifyReq(_) | Body::Reply(_) => Clock::RequestReview,
    };
    let on = Day::of(message.created_at);
    let limit = packs.all().iter().find_map(|pack| Some((pack, pack.limit(clock, on)?)));
    let end = limit.and_then(|(pack, limit)| pack.ends(limit, message.created_at));
    // A value nobody filled in is no leave to keep something for ever.
    Some(end.unwrap_or(message.created_at.plus_ms(limits::RETENTION_UNKNOWN_MS)))
}

/// Whether the message it answers goes as soon as this one: nothing was found about somebody.
pub fn shortens_request(message: &Message) -> bool {
    matches!(&message.body, Body::Reply(r) if r.outcome == ReplyOutcome::Negative)
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
        body: empty(&message.body),
        ..message.clone()
    }
}

/// The body of the same type in which nothing is filled in but codes.
fn empty(body: &Body) -> Body {
    match body {
        Body::InfoReq(_) => Body::InfoReq(InfoReq {
            subject: None,
            specification: Text::default(),
            facts: Text::default(),
            offence: Text::default(),
            link: Text::default(),
            reasons_to_believe: Text::default(),
            restrictions: Text::default(),
        }),
        Body::VerifyReq(asked) => Body::VerifyReq(VerifyReq {
            verify: asked.verify.clone(),
            subject: nobody(asked.subject.role),
            consequence: Text::default(),
        }),
        Body::Reply(reply) => Body::Reply(Reply {
            outcome: reply.outcome,
            checked: Text::default(),
            data_date: None,
            answer: Text::default(),
            conditions: Text::default(),
            unanswered: Text::default(),
            grounds: reply.grounds.clone(),
            record: None,
        }),
    }
}

fn nobody(role: PersonRole) -> Subject {
    Subject {
        role,
        names: Vec::new(),
        sex: None,
        birth: None,
        nationalities: Vec::new(),
        documents: Vec::new(),
    }
}
