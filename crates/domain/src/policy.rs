//! Who may do what. One table, one function; the only maker of permits.
//!
//! Rules of separation: the author of a message never approves it; an administrator reads no
//! content; oversight reads the log, never writes.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::codes::code_list;
use crate::ids::{AgencyId, OfficerId};

code_list!(
    /// What a person is in their agency.
    Role {
        /// Works with the partner agency: drafts requests, answers, searches.
        LiaisonOfficer = "liaison_officer",
        /// The desk that is always open: takes requests up.
        DutyDesk = "duty_desk",
        /// Checks law and safeguards.
        LegalOfficer = "legal_officer",
        /// Approves what leaves the agency.
        Approver = "approver",
        /// Keeps the record of meetings and commitments.
        Secretariat = "secretariat",
        /// Guards personal data.
        DataProtection = "data_protection",
        /// Reviews from outside the chain of command.
        Oversight = "oversight",
        /// Speaks for human rights: assesses political character and the risk to a person.
        HumanRights = "human_rights",
        /// Runs the machine; must not read content.
        Administrator = "administrator",
    }
);

code_list!(
    /// What can be done with the program.
    Action {
        /// Write a request.
        CreateRequest = "create_request",
        /// Approve what is to leave.
        ApproveMessage = "approve_message",
        /// Read requests and answers.
        ReadContent = "read_content",
        /// Take a received request up.
        TakeUp = "take_up",
        /// Write an answer.
        CreateReply = "create_reply",
        /// Search the register of persons.
        Search = "search",
        /// Hold a list of persons against the register.
        Screen = "screen",
        /// Store a search that watches the register.
        StoreWatch = "store_watch",
        /// End a stored search.
        CloseWatch = "close_watch",
        /// Read whom stored searches look for, and their alerts.
        ReadWatch = "read_watch",
        /// See that there are stored searches: by whom, what for, until when; not for whom.
        ListWatches = "list_watches",
        /// Say what an alert is.
        SettleAlert = "settle_alert",
        /// Raise an alert.
        RaiseAlert = "raise_alert",
        /// Enter persons into the register.
        ImportPersons = "import_persons",
        /// Enter agreements, meetings and commitments.
        ImportRecords = "import_records",
        /// Make and change accounts.
        ManageUsers = "manage_users",
        /// Make and change partners.
        ManagePartners = "manage_partners",
        /// Read and verify the log.
        ReadLog = "read_log",
        /// Set up the node and issue its card.
        OperateNode = "operate_node",
        /// Sign in and out.
        SignIn = "sign_in",
        /// Deliver approved envelopes to a partner.
        Transmit = "transmit",
        /// Accept an envelope from a partner.
        Receive = "receive",
        /// Sort what was received into the desk's inbox.
        ProcessInbox = "process_inbox",
    }
);

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// An officer, signed in.
    Officer {
        /// The account.
        id: OfficerId,
        /// Its roles.
        roles: Vec<Role>,
    },
    /// The person at the machine before any account exists.
    Operator,
    /// The node's own workers: they carry and sort, they never decide or answer.
    Worker,
    /// A partner agency, known by its certificate and signatures.
    Partner(AgencyId),
    /// Somebody who is not known.
    Stranger,
}

impl Actor {
    /// The officer's account, if an officer acts.
    pub fn officer(&self) -> Option<&OfficerId> {
        match self {
            Self::Officer { id, .. } => Some(id),
            Self::Operator | Self::Worker | Self::Partner(_) | Self::Stranger => None,
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Officer { id, .. } => write!(f, "officer:{id}"),
            Self::Operator => f.write_str("operator"),
            Self::Worker => f.write_str("worker"),
            Self::Partner(agency) => write!(f, "partner:{agency}"),
            Self::Stranger => f.write_str("stranger"),
        }
    }
}

/// What is acted on, as far as the rules look at it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Object {
    /// Its id, for the log: a message id, an account, a partner. Never a name.
    pub id: String,
    /// Who wrote it, where that matters.
    pub author: Option<OfficerId>,
}

impl Object {
    /// An object without an author.
    pub fn named(id: impl fmt::Display) -> Self {
        Self { id: id.to_string(), author: None }
    }
}

/// Leave to do one thing to one object. Only [`decide`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    actor: String,
    action: Action,
    object: String,
}

impl Permit {
    /// Who may.
    pub fn actor(&self) -> &str {
        &self.actor
    }
    /// What.
    pub fn action(&self) -> Action {
        self.action
    }
    /// On what.
    pub fn object(&self) -> &str {
        &self.object
    }
}

/// A refusal, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// Who asked.
    pub actor: String,
    /// For what.
    pub action: Action,
    /// On what.
    pub object: String,
    /// Why not.
    pub reason: DenialReason,
}

/// Why something is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DenialReason {
    /// None of the actor's roles may do it.
    Role,
    /// The author may not approve their own message.
    OwnMessage,
}

impl DenialReason {
    /// The key of the sentence that explains it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Role => "denied-role",
            Self::OwnMessage => "denied-own-message",
        }
    }
}

/// Decides whether `actor` may do `action` to `object`.
///
/// # Errors
/// A [`Denial`] with its reason.
pub fn decide(actor: &Actor, action: Action, object: &Object) -> Result<Permit, Denial> {
    let deny =
        |reason| Denial { actor: actor.to_string(), action, object: object.id.clone(), reason };
    let by_role = match actor {
        Actor::Officer { roles, .. } => roles.iter().any(|role| role_may(*role, action)),
        Actor::Operator => matches!(
            action,
            Action::OperateNode | Action::ManageUsers | Action::ManagePartners | Action::ReadLog
        ),
        Actor::Worker => {
            matches!(action, Action::Transmit | Action::ProcessInbox | Action::RaiseAlert)
        }
        Actor::Partner(_) => action == Action::Receive,
        Actor::Stranger => false,
    };
    if !by_role {
        return Err(deny(DenialReason::Role));
    }
    let own = actor.officer().is_some() && actor.officer() == object.author.as_ref();
    if action == Action::ApproveMessage && (own || object.author.is_none()) {
        return Err(deny(DenialReason::OwnMessage));
    }
    Ok(Permit { actor: actor.to_string(), action, object: object.id.clone() })
}

/// The table of roles and actions.
pub fn role_may(role: Role, action: Action) -> bool {
    use Action as A;
    match role {
        Role::LiaisonOfficer | Role::DutyDesk => matches!(
            action,
            A::CreateRequest
                | A::ReadContent
                | A::TakeUp
                | A::CreateReply
                | A::Search
                | A::Screen
                | A::StoreWatch
                | A::CloseWatch
                | A::ReadWatch
                | A::ListWatches
                | A::SettleAlert
                | A::SignIn
        ),
        Role::LegalOfficer => {
            let reads = matches!(action, A::ReadContent | A::ListWatches | A::ReadLog);
            reads || matches!(action, A::ImportRecords | A::SignIn)
        }
        Role::Approver => {
            let reads = matches!(action, A::ReadContent | A::ReadWatch | A::ListWatches);
            reads || matches!(action, A::ApproveMessage | A::Search | A::SignIn)
        }
        Role::Secretariat => matches!(action, A::ImportRecords | A::SignIn),
        Role::DataProtection => {
            // Ends what serves no purpose any more, without reading whom it looks for.
            let watches = matches!(action, A::ListWatches | A::CloseWatch);
            let reads = matches!(action, A::ReadContent | A::ReadLog);
            watches || reads || matches!(action, A::ImportPersons | A::SignIn)
        }
        Role::HumanRights => matches!(action, A::ReadContent | A::SignIn),
        Role::Oversight => matches!(action, A::ReadLog | A::ListWatches | A::SignIn),
        Role::Administrator => matches!(
            action,
            A::ManageUsers | A::ManagePartners | A::OperateNode | A::ReadLog | A::SignIn
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn officer(id: &str, roles: &[Role]) -> Actor {
        Actor::Officer { id: OfficerId::parse(id).unwrap(), roles: roles.to_vec() }
    }

    /// The matrix a person can read: regenerate it by copying what the failing test prints.
    #[test]
    fn the_matrix_of_roles_and_actions_is_as_agreed() {
        let mut matrix = String::new();
        for role in Role::ALL {
            let may: Vec<&str> =
                Action::ALL.iter().filter(|a| role_may(*role, **a)).map(|a| a.code()).collect();
            matrix.push_str(&format!("{role}: {}\n", may.join(" ")));
        }
        assert_eq!(matrix, include_str!("policy_matrix.txt"));
    }

    #[test]
    fn the_author_never_approves() {
        let both = officer("hai", &[Role::LiaisonOfficer, Role::Approver]);
        let own = Object { id: "m".into(), author: Some(OfficerId::parse("hai").unwrap()) };
        let other = Object { id: "m".into(), author: Some(OfficerId::parse("lan").unwrap()) };
        let unknown = Object { id: "m".into(), author: None };
        assert_eq!(
            decide(&both, Action::ApproveMessage, &own).unwrap_err().reason,
            DenialReason::OwnMessage
        );
        assert!(decide(&both, Action::ApproveMessage, &unknown).is_err());
        assert!(decide(&both, Action::ApproveMessage, &other).is_ok());
    }

    #[test]
    fn administrators_read_no_content_and_machines_never_answer() {
        let admin = officer("root", &[Role::Administrator]);
        let object = Object::named("m");
        let actions = [
            Action::ReadContent,
            Action::Search,
            Action::CreateReply,
            Action::Screen,
            Action::StoreWatch,
            Action::ReadWatch,
            Action::SettleAlert,
        ];
        for action in actions {
            assert!(decide(&admin, action, &object).is_err(), "{action}");
            assert!(decide(&Actor::Worker, action, &object).is_err(), "{action}");
            assert!(decide(&Actor::Operator, action, &object).is_err(), "{action}");
        }
    }
}
