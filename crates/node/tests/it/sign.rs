//! What is to find or hold a person crosses with three names on it: who wrote it, the legal officer who
//! signed it, and who approved it. The receiver asks for the three as well.

use comity::app::{message_approve, message_sign, request_create, user_add};
use comity::ctx::Ctx;
use comity::error::AppError;
use comity::federation::Step;
use comity::federation::receive::{self, Peer};
use comity_domain::audit::AuditEntry;
use comity_domain::codes::PurposeCode;
use comity_domain::gate::{GateId, Moment, Verdict};
use comity_domain::ids::{MessageId, OfficerId};
use comity_domain::lang::Lang;
use comity_domain::message::draft::{Draft, Stamp};
use comity_domain::message::state::State;
use comity_domain::policy::{Action, Actor, DenialReason, Object, Role};
use comity_wire::{Delivery, EntryResult, Envelope, HeaderFields};

use crate::harness::{PASSWORD, World, operator, request_draft};

/// The demo's request, its person to be located for extradition.
fn locate() -> Draft {
    let charge = "
stage: prosecution
elements: [deceives, takes_property]
families: [fraud]
provision: Penal Code, art. 174
order: {kind: warrant, reference: 17/2026, authority: An invented procuracy, on: 2026-10-01}
max_months: 240
life: 'no'
death: 'no'
time: '2026-03'
place: Ha Long
part: {en: He opened the account and took the money out.}
presence: no_judgment
earlier: nothing
barred_after: 2041-03-31
";
    let mut draft = request_draft();
    draft.head.purpose = Some(PurposeCode::parse("LOCATE_FOR_EXTRADITION").unwrap());
    draft.head.charge = Some(serde_saphyr::from_str(charge).unwrap());
    draft
}

/// An officer of Viet Nam with these roles and an account.
async fn officer(world: &World, id: &str, roles: &[Role]) -> Ctx {
    let node = &world.vn.node;
    let user = user_add::NewUser {
        id: OfficerId::parse(id).unwrap(),
        display_name: id.to_owned(),
        roles: roles.to_vec(),
        lang: Lang::Vi,
        password: PASSWORD.to_owned(),
    };
    user_add::run(node, &operator(node), &user).await.unwrap();
    world.vn.officer(id).await
}

#[track_caller]
fn denied<T: std::fmt::Debug>(result: Result<T, AppError>, reason: DenialReason) {
    let Err(AppError::Denied(denial)) = result else { panic!("{result:?}") };
    assert_eq!(denial.reason, reason);
}

#[track_caller]
fn conflict<T: std::fmt::Debug>(result: Result<T, AppError>, expected: &str) {
    let Err(AppError::Conflict { key }) = result else { panic!("{result:?}") };
    assert_eq!(key, expected);
}

async fn written(world: &World, author: &Ctx, draft: Draft) -> MessageId {
    let made = request_create::run(&world.vn.node, author, draft).await.unwrap();
    let blocks: Vec<_> = made.run.blocks().collect();
    assert_eq!(made.state, State::Ready, "{blocks:?}");
    made.id
}

#[tokio::test]
async fn nothing_coercive_leaves_without_author_legal_signer_and_approver() {
    let world = World::new().await;
    let node = &world.vn.node;
    let chief = world.vn.officer("chief").await;
    let liaison = world.vn.officer("liaison").await;
    let lawyer = officer(&world, "lawyer", &[Role::LegalOfficer, Role::Approver]).await;
    let all = officer(&world, "all", &[Role::LiaisonOfficer, Role::LegalOfficer]).await;

    let id = written(&world, &all, locate()).await;
    conflict(message_approve::run(node, &chief, id).await, "error-legal-signature-missing");
    denied(message_sign::run(node, &all, id).await, DenialReason::OwnMessage);
    denied(message_sign::run(node, &chief, id).await, DenialReason::Role);
    denied(message_sign::run(node, &liaison, id).await, DenialReason::Role);
    let worker = Ctx { actor: Actor::Worker, now: node.now() };
    denied(message_sign::run(node, &worker, id).await, DenialReason::Role);

    assert_eq!(message_sign::run(node, &lawyer, id).await.unwrap().state, State::Ready);
    conflict(message_sign::run(node, &lawyer, id).await, "error-signed-already");
    denied(message_approve::run(node, &lawyer, id).await, DenialReason::OwnSignature);
    assert_eq!(message_approve::run(node, &chief, id).await.unwrap().state, State::Approved);
    world.settle().await;

    // The receiver sees the three and asks for them.
    let there = world.th.node.store.message(id).await.unwrap().unwrap();
    assert!(!there.stopped);
    assert_eq!(there.message.legal_signer.unwrap().as_str(), "lawyer");
    let runs = world.th.node.store.gate_runs(id).await.unwrap();
    let found = runs.iter().flat_map(|r| &r.findings).find(|f| f.gate == GateId::S26).unwrap();
    assert_eq!((runs[0].moment, found.verdict), (Moment::Receive, Verdict::Pass));
    for side in [&world.vn, &world.th] {
        side.assert_at_rest().await;
    }
    // Who tried what they may not, and who signed, is in the log.
    let log = node.store.log_about(&id.to_string()).await.unwrap();
    let signed =
        |outcome| log.iter().filter(move |l| l.action == "sign_legal" && l.outcome == outcome);
    assert_eq!((signed("refused").count(), signed("done").count()), (4, 1));
}

#[tokio::test]
async fn what_holds_nobody_needs_no_legal_officer() {
    let world = World::new().await;
    let node = &world.vn.node;
    let lawyer = officer(&world, "lawyer", &[Role::LegalOfficer]).await;
    let id = written(&world, &world.vn.officer("liaison").await, request_draft()).await;
    conflict(message_sign::run(node, &lawyer, id).await, "error-no-signature-needed");
    message_approve::run(node, &world.vn.officer("chief").await, id).await.unwrap();
    conflict(message_sign::run(node, &lawyer, id).await, "error-not-waiting-for-approval");
    world.settle().await;
}

#[tokio::test]
async fn a_partner_that_leaves_the_signature_out_is_stopped_at_the_receiver() {
    for (signer, stopped) in [(None, true), (Some("liaison"), true), (Some("lawyer"), false)] {
        let world = World::new().await;
        let (vn, th) = (&world.vn.node, &world.th.node);
        let officer = |id: &str| OfficerId::parse(id).unwrap();
        let stamp = Stamp {
            id: vn.new_message_id(vn.now()).unwrap(),
            from: vn.agency.clone(),
            author: officer("liaison"),
            created_at: vn.now(),
            follows: None,
        };
        let mut message = locate().into_message(stamp).unwrap();
        message.approver = Some(officer("chief"));
        message.legal_signer = signer.map(officer);
        let fields = HeaderFields { seq: 1, previous: [0; 32] };
        let to = th.keys.sealing.public();
        let envelope = Envelope::seal(fields, &message, &to, &vn.keys.signing, [7; 32]).unwrap();
        let delivery = Delivery { envelopes: vec![envelope.bytes.clone()] }.to_bytes().unwrap();
        let peer = Peer(vn.keys.tls_pin());
        let answer = receive::accept(th, peer, &delivery, th.now()).await.unwrap();
        assert!(matches!(answer.entries[0].result, EntryResult::Receipt(_)), "{signer:?}");
        while world.th.sort().await != Step::Idle {}
        let row = th.store.message(message.id).await.unwrap().unwrap();
        assert_eq!(row.stopped, stopped, "{signer:?}");
        let runs = th.store.gate_runs(message.id).await.unwrap();
        let blocked = runs.iter().flat_map(|r| r.blocks()).any(|f| f.gate == GateId::S26);
        assert_eq!(blocked, stopped, "{signer:?}");
    }
}

#[tokio::test]
async fn a_signature_taken_out_after_approval_is_missed_before_the_message_leaves() {
    for signer in [None, Some("liaison"), Some("chief")] {
        let world = World::new().await;
        let node = &world.vn.node;
        let id = written(&world, &world.vn.officer("liaison").await, locate()).await;
        let lawyer = officer(&world, "lawyer", &[Role::LegalOfficer]).await;
        message_sign::run(node, &lawyer, id).await.unwrap();
        message_approve::run(node, &world.vn.officer("chief").await, id).await.unwrap();
        // Whoever holds the machine takes the signature out after the approval.
        let liaison = world.vn.officer("liaison").await;
        let permit = liaison.permit(Action::CreateRequest, &Object::named(id)).unwrap();
        let mut tx = node.store.write().await.unwrap();
        let mut row = tx.message(id).await.unwrap();
        row.message.legal_signer = signer.map(|s| OfficerId::parse(s).unwrap());
        tx.update_message(&row).await.unwrap();
        let entry = AuditEntry::new(&permit, "tampered");
        tx.commit_with(&entry, node.now()).await.unwrap();
        world.settle().await;
        let row = node.store.message(id).await.unwrap().unwrap();
        assert_eq!(row.state, State::ChecksFailed, "{signer:?}");
        assert!(world.th.node.store.message(id).await.unwrap().is_none(), "{signer:?}");
    }
}
