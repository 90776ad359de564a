//! The table: which role may do what. docs/ROLES.md is printed from it.

use super::action::Action as A;
use super::role::Role;

/// How far a role reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// It may not.
    Nothing,
    /// It may, with what the officer wrote.
    Own,
    /// It may.
    All,
}

/// What every officer may.
const EVERYBODY: &[A] = &[A::SignIn];
/// The desk asks, takes up, answers, searches.
const DESK: &[A] = &[
    A::CreateRequest,
    A::ReadContent,
    A::TakeUp,
    A::CreateReply,
    A::ExtendClock,
    A::ListClocks,
    A::RecordCustody,
    A::Recheck,
    A::Search,
    A::Screen,
    A::StoreWatch,
    A::CloseWatch,
    A::ReadWatch,
    A::ListWatches,
    A::SettleAlert,
    A::ReadRecords,
];

/// Reads, and works with what it reads beside the desk.
const ANALYSIS: &[A] = &[
    A::ReadContent,
    A::Search,
    A::Screen,
    A::StoreWatch,
    A::CloseWatch,
    A::ReadWatch,
    A::ListWatches,
    A::ReadRecords,
];
/// Checks at the border, and asks what it cannot see.
const BORDER: &[A] = &[
    A::CreateRequest,
    A::Search,
    A::Screen,
    A::ReadWatch,
    A::ListWatches,
    A::SettleAlert,
    A::ReadRecords,
];
/// Signs, and reads what there is to judge.
const LEGAL: &[A] = &[
    A::SignLegal,
    A::ReadContent,
    A::ListClocks,
    A::Recheck,
    A::DecideGate,
    A::WriteCaseFile,
    A::ReadCaseFile,
    A::ListWatches,
    A::ReadRecords,
    A::ImportRecords,
    A::ReadLog,
];
/// Assesses, and keeps the sealed file with the legal officer.
const RIGHTS: &[A] =
    &[A::ReadContent, A::Recheck, A::DecideGate, A::WriteCaseFile, A::ReadCaseFile, A::ReadRecords];
/// Approves, and looks for itself.
const APPROVAL: &[A] = &[
    A::ApproveMessage,
    A::ReadContent,
    A::ListClocks,
    A::Search,
    A::ReadWatch,
    A::ListWatches,
    A::ReadRecords,
];
/// Formal requests only; no search.
const CENTRAL: &[A] = &[
    A::CreateRequest,
    A::ReadContent,
    A::TakeUp,
    A::CreateReply,
    A::Recheck,
    A::ExtendClock,
    A::ListClocks,
    A::RecordCustody,
    A::ReadRecords,
];
/// Keeps the register. Ends what serves no purpose any more, without reading whom it looks for.
const GUARD: &[A] = &[
    A::ReadContent,
    A::ListClocks,
    A::Recheck,
    A::DecideGate,
    A::WriteCaseFile,
    A::ReadCaseFile,
    A::CloseWatch,
    A::ListWatches,
    A::ImportPersons,
    A::ReadRecords,
    A::ReadLog,
];

/// Reviews: counts, and what it alone decides.
const REVIEW: &[A] = &[A::DecideGate, A::ReadSafeguards, A::ListClocks, A::ListWatches, A::ReadLog];

/// What a role may do, and what only with its own. What stands in neither list it may not.
fn row(role: Role) -> (&'static [A], &'static [A]) {
    match role {
        Role::LiaisonOfficer | Role::DutyDesk => (DESK, &[]),
        Role::LegalOfficer => (LEGAL, &[]),
        Role::Approver => (APPROVAL, &[]),
        Role::CentralAuthority => (CENTRAL, &[]),
        Role::Secretariat => (&[A::ReadRecords, A::ImportRecords], &[]),
        Role::Translator => (&[A::ReadContent, A::ReadRecords], &[]),
        Role::HumanRights => (RIGHTS, &[]),
        Role::Analyst => (ANALYSIS, &[]),
        Role::BorderPost => (BORDER, &[A::ReadContent]),
        Role::DataProtection => (GUARD, &[]),
        Role::Oversight => (REVIEW, &[]),
        Role::ProvincialUnit => (&[A::CreateRequest, A::ReadRecords], &[A::ReadContent]),
        Role::Auditor => (&[A::ReadSafeguards, A::ReadLog], &[]),
        Role::Administrator => {
            (&[A::ManageUsers, A::ManagePartners, A::OperateNode, A::ReadLog], &[])
        }
    }
}

/// How far a role reaches in an action.
pub fn reach(role: Role, action: A) -> Reach {
    let (all, own) = row(role);
    if all.contains(&action) || EVERYBODY.contains(&action) {
        Reach::All
    } else if own.contains(&action) {
        Reach::Own
    } else {
        Reach::Nothing
    }
}

/// Whether a role may do something at all, be it with its own only.
pub fn role_may(role: Role, action: A) -> bool {
    reach(role, action) > Reach::Nothing
}

/// What the person at the machine may before any account exists: the file system is their key.
pub(super) const OPERATOR: &[A] = &[A::OperateNode, A::ManageUsers, A::ManagePartners, A::ReadLog];
/// What the node's workers may: carry and sort. They never decide or answer.
pub(super) const WORKER: &[A] =
    &[A::Transmit, A::ProcessInbox, A::RaiseAlert, A::KeepClocks, A::PurgeBody];
/// What a partner may: hand an envelope over.
pub(super) const PARTNER: &[A] = &[A::Receive];
