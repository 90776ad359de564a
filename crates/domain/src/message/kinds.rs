//! The table of the twenty types: whether a type opens a thread or follows in one, on which messages and by
//! which side, who may send it, whether a legal officer signs it, and what it does to the message it
//! follows.

use super::body::Body;
use super::clarify::ClarifyAct;
use super::decision::Ruling;
use super::located::LocatedAction;
use super::recall::RecallAct;
use super::reply::ReplyOutcome;
use super::state::State;
use super::surrender::SurrenderStage;
use crate::codes::MessageKind as K;
use crate::policy::Role;

/// Where in a thread a type stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It opens a thread.
    Opens,
    /// It belongs to a message before it.
    Follows,
    /// Both.
    Either,
}

/// Which agency of a thread may send a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The agency that opened the thread.
    Asker,
    /// The other one.
    Asked,
    /// Both.
    Both,
}

/// What holds for a type.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Where in a thread it stands.
    pub place: Place,
    /// Which types it may follow.
    pub follows: &'static [K],
    /// Who may send it in a thread.
    pub side: Side,
    /// Roles that may write it.
    pub writers: &'static [Role],
    /// Whether it always is to find, hold or take over a person.
    pub coercive: bool,
    /// Whether it asks for something about a person, so that its purpose can make it coercive.
    pub asks: bool,
    /// Whether an answer is owed to it: then the clock of the answer runs from the day it arrives.
    pub answered: bool,
}

const DESK: &[Role] = &[Role::LiaisonOfficer, Role::DutyDesk];
const LAW: &[Role] = &[Role::LegalOfficer, Role::LiaisonOfficer];
const MEETING: &[Role] = &[Role::Secretariat];
const REQUESTS: &[K] = &[
    K::InfoReq,
    K::VerifyReq,
    K::Spontaneous,
    K::Wanted,
    K::Mla,
    K::CitizenCase,
    K::GroupIntel,
    K::JointOp,
    K::VictimMissing,
    // The neutral answer is a reply, and nothing else may be given about a protected person.
    K::ProvArrest,
    K::Extradition,
];
const FORMAL: &[K] = &[K::Wanted, K::Located, K::ProvArrest, K::Extradition, K::Mla, K::JointOp];
const CASE: &[K] = &[K::Wanted, K::Located, K::ProvArrest, K::Extradition, K::Decision];

const OPENS: Rule = Rule {
    place: Place::Opens,
    follows: &[],
    side: Side::Asker,
    writers: DESK,
    coercive: false,
    asks: true,
    answered: false,
};
/// What opens a thread and wants an answer.
const WANTS: Rule = Rule { answered: true, ..OPENS };
const FOLLOWS: Rule =
    Rule { place: Place::Follows, follows: K::ALL, side: Side::Both, asks: false, ..OPENS };

/// What holds for a type.
pub fn rule(kind: K) -> Rule {
    match kind {
        K::InfoReq | K::VerifyReq | K::VictimMissing => WANTS,
        K::Spontaneous | K::GroupIntel => OPENS,
        K::CitizenCase => Rule { asks: false, ..OPENS },
        K::JointOp => Rule { writers: LAW, ..WANTS },
        K::Mla => Rule { place: Place::Either, follows: FORMAL, writers: LAW, ..WANTS },
        K::Reply => Rule { follows: REQUESTS, side: Side::Asked, ..FOLLOWS },
        K::Wanted => Rule { coercive: true, ..OPENS },
        K::Located => Rule { follows: &[K::Wanted], side: Side::Asked, ..FOLLOWS },
        K::ProvArrest => Rule {
            place: Place::Either,
            follows: &[K::Wanted, K::Located],
            coercive: true,
            ..WANTS
        },
        K::Extradition => {
            Rule { place: Place::Either, follows: CASE, writers: LAW, coercive: true, ..WANTS }
        }
        K::Decision => Rule { follows: FORMAL, side: Side::Asked, writers: LAW, ..FOLLOWS },
        K::Surrender => Rule { follows: &[K::Decision, K::Surrender], writers: LAW, ..FOLLOWS },
        K::Assurance => Rule { follows: CASE_AND_ASSURANCE, writers: LAW, ..FOLLOWS },
        K::ClarifyRemind | K::CorrectRecall => FOLLOWS,
        K::InterpolMirror => {
            Rule { place: Place::Either, follows: K::ALL, side: Side::Both, asks: false, ..OPENS }
        }
        K::Dialogue => Rule {
            place: Place::Either,
            follows: &[K::Dialogue],
            side: Side::Both,
            writers: MEETING,
            asks: false,
            ..OPENS
        },
    }
}

const CASE_AND_ASSURANCE: &[K] =
    &[K::Wanted, K::Located, K::ProvArrest, K::Extradition, K::Decision, K::Assurance];

/// Whether a type may follow a message of another, sent by the agency that opened the thread or by the other.
pub fn may_follow(kind: K, earlier: K, by_opener: bool) -> bool {
    let rule = rule(kind);
    let side = match rule.side {
        Side::Asker => by_opener,
        Side::Asked => !by_opener,
        Side::Both => true,
    };
    rule.place != Place::Opens && side && rule.follows.contains(&earlier)
}

/// The state the message it follows goes to, when this one has crossed; none where it stays.
pub fn effect(body: &Body) -> Option<State> {
    match body {
        Body::Reply(reply) => Some(match reply.outcome? {
            ReplyOutcome::Positive | ReplyOutcome::Negative => State::Answered,
            ReplyOutcome::Partial => State::AnsweredPartial,
            ReplyOutcome::NotCompetent => State::Refused,
        }),
        Body::Located(located) => match located.action? {
            LocatedAction::Released => None,
            _ => Some(State::InExecution),
        },
        Body::Decision(decision) => Some(match decision.ruling? {
            Ruling::Grant | Ruling::Conditional => State::Answered,
            Ruling::Postpone => State::InExecution,
            Ruling::Refuse => State::Refused,
        }),
        Body::Surrender(record) => {
            (record.stage? == SurrenderStage::Record).then_some(State::FeedbackGiven)
        }
        Body::Clarify(clarify) => match clarify.act? {
            ClarifyAct::Question => Some(State::Clarification),
            ClarifyAct::Supplement => Some(State::InExecution),
            ClarifyAct::Feedback => Some(State::FeedbackGiven),
            ClarifyAct::Reminder | ClarifyAct::Extension => None,
        },
        Body::Recall(recall) => match recall.act? {
            RecallAct::Delete | RecallAct::Recall => Some(State::Recalled),
            RecallAct::Correct | RecallAct::Restrict | RecallAct::Acknowledge => None,
        },
        _ => None,
    }
}

/// Whether it ends what was asked: only one of them may be on its way at a time.
pub fn answers(body: &Body) -> bool {
    matches!(body.kind(), K::Reply | K::Decision)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_a_place_that_can_be_reached() {
        for kind in K::ALL {
            let rule = rule(*kind);
            assert!(!rule.writers.is_empty(), "{kind}");
            assert_eq!(rule.place == Place::Opens, rule.follows.is_empty(), "{kind}");
            let followed = K::ALL
                .iter()
                .any(|other| may_follow(*kind, *other, true) || may_follow(*kind, *other, false));
            assert_eq!(followed, rule.place != Place::Opens, "{kind}");
        }
    }

    #[test]
    fn an_answer_is_owed_to_what_asks_and_to_nothing_that_only_tells() {
        let owed: Vec<K> = K::ALL.iter().copied().filter(|kind| rule(*kind).answered).collect();
        let expect = [
            K::InfoReq,
            K::VerifyReq,
            K::ProvArrest,
            K::Extradition,
            K::Mla,
            K::JointOp,
            K::VictimMissing,
        ];
        assert_eq!(owed, expect);
        for kind in owed {
            let reply = may_follow(K::Reply, kind, false);
            assert!(reply || may_follow(K::Decision, kind, false), "{kind} can be answered");
        }
    }

    #[test]
    fn what_answers_comes_from_the_other_side() {
        assert!(may_follow(K::Reply, K::InfoReq, false) && !may_follow(K::Reply, K::InfoReq, true));
        assert!(
            may_follow(K::Located, K::Wanted, false) && !may_follow(K::Located, K::InfoReq, false)
        );
        assert!(may_follow(K::Extradition, K::Located, true));
        assert!(
            !may_follow(K::Surrender, K::Extradition, false),
            "no hand-over without a decision"
        );
        assert!(!may_follow(K::InfoReq, K::InfoReq, true));
    }
}
