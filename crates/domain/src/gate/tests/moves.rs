//! Threads that grow by chance: whatever is written, by whom and in which order, nothing leaves that the
//! law forbids. The forbidden is told here again in plain words, without the gates' own code.

use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::scenarios::{merged, register};
use super::*;
use crate::day::Day;
use crate::gate::file::{Decision, Protection};
use crate::message::charge::Stage;
use crate::message::kinds;
use crate::message::neutral::{self, NeutralStamp};
use crate::message::recall::RecallAct;
use crate::message::state::State;
use crate::policy::Role;

const BASES: &str = include_str!("../../../scenarios/thread_bases.yaml");

static DRAFTS: LazyLock<Vec<Draft>> = LazyLock::new(|| {
    let bases: Value = serde_saphyr::from_str(BASES).unwrap();
    let names = bases.as_object().unwrap().keys();
    let draft = |name: &String| {
        let mut draft = merged(&bases, name, &BTreeMap::new());
        numbered(&mut draft);
        serde_json::from_value(draft).unwrap()
    };
    names.map(draft).collect()
});

const OFFICERS: [&str; 5] = ["lan", "LAN", "thu", "hoa", "malee"];
const GATES: [GateId; 6] =
    [GateId::S05, GateId::S08, GateId::S14, GateId::S16, GateId::S19, GateId::S20];
const ROLES: [Role; 4] =
    [Role::LegalOfficer, Role::HumanRights, Role::Oversight, Role::LiaisonOfficer];
const DAYS: [&str; 4] = ["2026-10-15", "2026-11-21", "2029-01-31", "2029-02-01"];

/// What happens next.
#[derive(Debug, Clone)]
enum Step {
    /// A message is written: which base, on which earlier one, by which side and whom, with what changed.
    Write {
        base: usize,
        on: usize,
        opener: bool,
        author: usize,
        change: u8,
    },
    /// A message with nothing in it.
    Empty {
        kind: usize,
        on: usize,
    },
    /// The asked side gives the neutral answer.
    Neutral {
        on: usize,
        author: usize,
    },
    /// A message is to go to a state, with an approver if it is approved.
    Go {
        message: usize,
        to: usize,
        by: usize,
    },
    /// A message is made ready, approved and transmitted, as far as it may.
    Send {
        message: usize,
        by: usize,
    },
    /// A written decision.
    Decide {
        gate: usize,
        role: usize,
        by: usize,
        allows: bool,
    },
    /// Both officers assess the risk: without it hardly a thread gets far.
    Assess,
    Protect(usize),
    Day(usize),
    Register(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let any = || 0_usize..1024;
    prop_oneof![
        6 => (any(), any(), proptest::bool::ANY, any(), 0_u8..40)
            .prop_map(|(base, on, opener, author, change)| Step::Write { base, on, opener, author, change }),
        1 => (any(), any()).prop_map(|(kind, on)| Step::Empty { kind, on }),
        2 => (any(), any()).prop_map(|(on, author)| Step::Neutral { on, author }),
        6 => (any(), any(), any()).prop_map(|(message, to, by)| Step::Go { message, to, by }),
        6 => (any(), any()).prop_map(|(message, by)| Step::Send { message, by }),
        1 => (any(), any(), any(), proptest::bool::ANY)
            .prop_map(|(gate, role, by, allows)| Step::Decide { gate, role, by, allows }),
        2 => Just(Step::Assess),
        2 => any().prop_map(Step::Protect),
        1 => any().prop_map(Step::Day),
        1 => any().prop_map(Step::Register),
    ]
}

#[derive(Debug)]
struct World {
    messages: Vec<(Message, State)>,
    file: CaseFile,
    at: Timestamp,
    agreements: Vec<Agreement>,
    /// How often each thing left that the rules let leave.
    left: BTreeMap<&'static str, usize>,
    states: Vec<State>,
}

fn moment(day: &str) -> Timestamp {
    Day::parse(day).unwrap().begins().plus_ms(36_000_000)
}

fn id(number: usize) -> MessageId {
    MessageId::from_parts(1, [u8::try_from(number).unwrap(); 10])
}

fn officer(at: usize) -> OfficerId {
    OfficerId::parse(OFFICERS[at % OFFICERS.len()]).unwrap()
}

fn pick<T: Clone>(all: &[T], at: usize) -> T {
    all[at % all.len()].clone()
}

/// Somebody approves it, and mostly a legal officer has signed what needs it.
fn signed(message: &mut Message, by: usize) {
    message.approver = Some(officer(by));
    let legal = || OfficerId::parse("luat").ok();
    let signer = [None, Some(officer(by)), legal(), legal(), legal(), legal()];
    message.legal_signer = message.needs_legal_signature().then(|| pick(&signer, by / 8)).flatten();
}

/// Mostly a step towards leaving; now and then any state.
fn next(at: usize) -> State {
    match at % 4 {
        0 => pick(State::ALL, at / 4),
        to => [State::Ready, State::Approved, State::Transmitted][to - 1],
    }
}

/// `$3` becomes the third message's id.
fn numbered(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(number) = text.strip_prefix('$').and_then(|n| n.parse().ok()) {
                *text = id(number).to_string();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(numbered),
        Value::Object(map) => map.values_mut().for_each(numbered),
        _ => {}
    }
}

/// Things that are often wrong or right in a message.
fn change(message: &mut Message, change: u8, earlier: &[(Message, State)]) {
    let words = |message: &mut Message, text: &str| message.necessity = Text::draft(Lang::En, text);
    match (change, &mut message.body) {
        (0, Body::Wanted(body)) => body.expires_on = Some(Day::parse("2026-10-20").unwrap()),
        (1, _) => message.charge = None,
        (2, _) => message.legal_basis.clear(),
        (3, _) => {
            message.legal_basis = vec![BasisRef {
                agreement: AgreementId::parse("signed-only").unwrap(),
                article: None,
            }];
        }
        (4, _) => words(message, "She is charged with propaganda against the state."),
        (5, _) => words(message, "She asked for asylum."),
        (6, Body::Decision(body)) => body.appeal = Some(crate::message::decision::Appeal::Pending),
        (7, Body::Decision(body)) => {
            body.ruling = Some(crate::message::decision::Ruling::Refuse);
            body.grounds = vec![Ground::Form];
        }
        (8, _) => message.charge.iter_mut().for_each(|c| c.stage = Stage::Sentence),
        (9, Body::Recall(body)) => body.act = Some(RecallAct::Correct),
        (_, Body::Surrender(body)) => {
            // Mostly it names the last decision there is, final or not.
            let decisions = earlier.iter().rev();
            let decision = decisions.map(|(m, _)| m).find(|m| m.kind() == MessageKind::Decision);
            body.final_decision = decision.map(|m| m.id).or(body.final_decision);
        }
        _ => {}
    }
}

impl World {
    fn new() -> Self {
        Self {
            messages: Vec::new(),
            file: CaseFile::EMPTY.clone(),
            at: moment("2026-11-21"),
            agreements: register(),
            left: BTreeMap::new(),
            states: vec![State::Draft],
        }
    }

    fn write(&mut self, (base, on): (usize, usize), opener: bool, author: usize, how: u8) {
        // Mostly on the last message: so a thread comes to its end.
        let place = if on.is_multiple_of(4) { on / 4 } else { self.messages.len().wrapping_sub(1) };
        let on = (!self.messages.is_empty()).then(|| pick(&self.messages, place).0);
        let opener = opener || on.is_none();
        let fits = |kind: MessageKind| match &on {
            Some(on) => kinds::may_follow(kind, on.kind(), opener),
            // Mostly one to find or hold somebody.
            None if base % 4 != 0 => kinds::rule(kind).coercive,
            None => kinds::rule(kind).place != kinds::Place::Follows,
        };
        // Every other time what leads to a hand-over, where it can follow.
        let onward = |kind| matches!(kind, MessageKind::Decision | MessageKind::Surrender);
        let fitting = |wanted: &dyn Fn(MessageKind) -> bool| -> Vec<Draft> {
            let fits = |d: &&Draft| d.kind().is_some_and(|kind| fits(kind) && wanted(kind));
            DRAFTS.iter().filter(fits).cloned().collect()
        };
        let preferred = if author.is_multiple_of(2) { fitting(&onward) } else { Vec::new() };
        let fitting = if preferred.is_empty() { fitting(&|_| true) } else { preferred };
        if fitting.is_empty() || self.messages.len() >= 12 {
            return;
        }
        let draft = pick(&fitting, base);
        let (asker, asked) = (agency("vn.mps"), agency("th.rtp"));
        let (from, partner) = if opener { (asker, asked) } else { (asked, asker) };
        let follows = on.map(|on| Followed { id: on.id, thread: id(1), partner });
        let stamp = Stamp {
            id: id(self.messages.len() + 1),
            from,
            author: officer(author),
            created_at: self.at,
            follows,
        };
        let mut message = draft.into_message(stamp).unwrap();
        change(&mut message, how, &self.messages);
        self.messages.push((message, State::Draft));
    }

    fn followed(&self, message: &Message) -> Option<&Message> {
        self.messages.iter().map(|(m, _)| m).find(|m| Some(m.id) == message.in_reply_to)
    }

    fn run(&self, message: &Message, moment: Moment) -> GateRun {
        let before = |(earlier, _): &&(Message, State)| earlier.id < message.id;
        let thread: Vec<&Message> = self.messages.iter().filter(before).map(|(m, _)| m).collect();
        run(&Case {
            message,
            moment,
            at: self.at,
            agreements: &self.agreements,
            packs: packs(),
            answers: self.followed(message),
            thread: &thread,
            file: &self.file,
        })
    }

    /// Goes there if the table has the way, and the gates let it pass where it is to leave.
    fn go(&mut self, message: usize, to: State, by: usize) {
        if self.messages.is_empty() {
            return;
        }
        let at = message % self.messages.len();
        let (mut message, state) = self.messages[at].clone();
        let leaves = matches!(to, State::Approved | State::Transmitted);
        let reached = if leaves { state.go(to) } else { state.reach(to) };
        let Ok(next) = reached else { return };
        // Nothing arrives that was not sent.
        let sent =
            |state: State| !matches!(state, State::Draft | State::Ready | State::ChecksFailed);
        let off = matches!(next, State::Recalled | State::Expired);
        if !leaves && !sent(state) && sent(next) && !off {
            return;
        }
        if leaves {
            if to == State::Approved {
                signed(&mut message, by);
            }
            let when = if to == State::Approved { Moment::Approve } else { Moment::Transmit };
            if !self.run(&message, when).passes() {
                return;
            }
            self.lawful(&message);
        }
        self.states.push(next);
        self.messages[at] = (message, next);
    }

    /// What must hold of a message that was just approved or transmitted.
    fn lawful(&mut self, message: &Message) {
        let approver = message.approver.as_ref().expect("approved by somebody");
        assert!(!approver.as_str().eq_ignore_ascii_case(message.author.as_str()), "{message:?}");
        let neutral =
            self.followed(message).is_some_and(|asked| neutral::is_neutral(message, asked));
        let takes_back = matches!(&message.body, Body::Recall(r)
            if matches!(r.act, Some(RecallAct::Recall | RecallAct::Delete))
                && self.messages.iter().any(|(m, _)| Some(m.id) == r.target && m.from == message.from));
        if self.file.protection.protects() {
            assert!(!message.is_coercive() && (neutral || takes_back), "{message:?}");
            *self.left.entry("about a protected person").or_default() += 1;
        }
        if message.needs_legal_signature() {
            let signer = message.legal_signer.as_ref().expect("signed by a legal officer");
            let same = |by: &OfficerId| signer.as_str().eq_ignore_ascii_case(by.as_str());
            assert!(!same(&message.author) && !same(approver), "{message:?}");
        }
        if message.is_coercive() {
            self.lawful_coercion(message);
        }
        if let Body::Surrender(record) = &message.body {
            let decided = self.messages.iter().any(|(m, _)| {
                let final_grant = matches!(&m.body, Body::Decision(d) if d.is_final_grant());
                Some(m.id) == record.final_decision && m.id < message.id && final_grant
            });
            assert!(decided, "a hand-over on no decision: {message:?}");
            *self.left.entry("surrender").or_default() += 1;
        }
        *self.left.entry("message").or_default() += 1;
    }

    fn lawful_coercion(&mut self, message: &Message) {
        let carries = |agreement: &Agreement| {
            let named = message.legal_basis.iter().any(|b| b.agreement == agreement.id);
            named
                && agreement.state == AgreementState::InForce
                && agreement.effects.contains(&message.act())
                && agreement.parties.contains(&message.from)
                && agreement.parties.contains(&message.to)
        };
        assert!(self.agreements.iter().any(carries), "no basis: {message:?}");
        let before = self.messages.iter().map(|(m, _)| m).filter(|m| m.id < message.id);
        for circular in before.chain([message]) {
            let Body::Wanted(body) = &circular.body else { continue };
            assert!(body.expires_on.is_none_or(|last| Day::of(self.at) <= last), "{message:?}");
        }
        assert!(message.charge.is_some(), "{message:?}");
        *self.left.entry("coercive").or_default() += 1;
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Write { base, on, opener, author, change } => {
                self.write((*base, *on), *opener, *author, *change);
            }
            Step::Empty { kind, on } => self.empty(pick(MessageKind::ALL, *kind), *on),
            Step::Neutral { on, author } => self.neutral(*on, *author),
            Step::Go { message, to, by } => self.go(*message, next(*to), *by),
            Step::Send { message, by } => {
                for to in [State::Ready, State::Approved, State::Transmitted] {
                    self.go(*message, to, *by);
                }
            }
            Step::Decide { gate, role, by, allows } => {
                let (gate, role) = (pick(&GATES, *gate), pick(&ROLES, *role));
                self.decide(gate, role, officer(*by), *allows);
            }
            Step::Assess => {
                let name = |text: &str| OfficerId::parse(text).unwrap();
                self.decide(GateId::S08, Role::LegalOfficer, name("phuc"), true);
                self.decide(GateId::S08, Role::HumanRights, name("binh"), true);
            }
            Step::Protect(at) => self.protect(*at),
            Step::Day(at) => self.at = moment(DAYS[at % DAYS.len()]),
            Step::Register(at) => {
                self.agreements = match at % 6 {
                    0 => Vec::new(),
                    1 => {
                        let signed = |a| Agreement { state: AgreementState::Signed, ..a };
                        register().into_iter().map(signed).collect()
                    }
                    _ => register(),
                };
            }
        }
    }

    /// Mostly nobody is protected, or nothing would leave.
    fn protect(&mut self, at: usize) {
        let known = at.is_multiple_of(3);
        self.file.protection = if known { pick(Protection::ALL, at / 3) } else { Protection::None };
    }

    fn decide(&mut self, gate: GateId, role: Role, by: OfficerId, allows: bool) {
        let text = Text::draft(Lang::En, "Assessed.");
        let decision = Decision { gate, allows, by, role, at: Timestamp(0), text };
        self.file.decisions.push(decision);
    }

    fn neutral(&mut self, on: usize, author: usize) {
        if self.messages.is_empty() || self.messages.len() >= 12 {
            return;
        }
        let (asked, _) = pick(&self.messages, on);
        if !kinds::may_follow(MessageKind::Reply, asked.kind(), asked.from != agency("vn.mps")) {
            return;
        }
        let stamp =
            NeutralStamp { id: id(self.messages.len() + 1), author: officer(author), at: self.at };
        self.messages.push((neutral::message(&asked, stamp), State::Draft));
    }

    /// Looks at a message of a type in which nothing is filled in, at every moment.
    fn empty(&self, kind: MessageKind, on: usize) {
        let mut message = match self.messages.is_empty() {
            true => request(),
            false => pick(&self.messages, on).0,
        };
        message.body = Body::empty(kind);
        for moment in Moment::ALL {
            assert_eq!(self.run(&message, *moment).findings.len(), GateId::ALL.len());
        }
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 20..120)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_leaves_that_the_law_forbids(steps in steps()) {
        let mut world = World::new();
        for step in &steps {
            world.take(step);
        }
    }
}

/// The same, always with the same numbers: what the runs have to come to, or they prove nothing.
#[test]
fn the_runs_come_to_everything_that_may_leave() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    let mut states = Vec::new();
    for _ in 0..256 {
        let mut world = World::new();
        for step in &steps().new_tree(&mut runner).unwrap().current() {
            world.take(step);
        }
        states.extend(world.states);
        for (what, count) in world.left {
            *left.entry(what).or_default() += count;
        }
    }
    for what in ["message", "coercive", "about a protected person", "surrender"] {
        assert!(left.contains_key(what), "{what} never leaves: {left:?}");
    }
    // The others are what becomes of a message that has arrived: the table's own test reaches them.
    for state in [
        State::ChecksFailed,
        State::Ready,
        State::Approved,
        State::Transmitted,
        State::Delivered,
        State::Recalled,
        State::Expired,
    ] {
        assert!(states.contains(&state), "{state} is never reached");
    }
}
