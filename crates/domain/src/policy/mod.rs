//! Who may do what. One table (`table`), one function ([`decide`]); the only maker of permits.
//!
//! Rules of separation: the author of a message never signs or approves it, its legal signer never
//! approves it; an administrator reads no content; oversight and auditor read what was done, never
//! content, and change nothing. `docs/ROLES.md` is the table for those who read no code.

mod action;
mod role;
mod table;

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::ids::{AgencyId, OfficerId};

pub use action::{Action, ActionGroup};
pub use role::Role;
pub use table::{Reach, reach, role_may};

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
    /// Who of this agency wrote it, where that matters; of a thread, who opened it.
    pub author: Option<OfficerId>,
    /// The legal officer who signed it.
    pub signer: Option<OfficerId>,
}

impl Object {
    /// An object without an author.
    pub fn named(id: impl fmt::Display) -> Self {
        Self { id: id.to_string(), ..Self::default() }
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
    /// The actor's roles may do it with their own only, and this is not.
    NotOwn,
    /// The author may not sign or approve their own message.
    OwnMessage,
    /// The legal officer who signed a message may not approve it too.
    OwnSignature,
}

impl DenialReason {
    /// The key of the sentence that explains it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Role => "denied-role",
            Self::NotOwn => "denied-not-own",
            Self::OwnMessage => "denied-own-message",
            Self::OwnSignature => "denied-own-signature",
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
    let reach = match actor {
        Actor::Officer { roles, .. } => {
            roles.iter().map(|role| reach(*role, action)).max().unwrap_or(Reach::Nothing)
        }
        Actor::Operator => all_of(table::OPERATOR, action),
        Actor::Worker => all_of(table::WORKER, action),
        Actor::Partner(_) => all_of(table::PARTNER, action),
        Actor::Stranger => Reach::Nothing,
    };
    let officer = actor.officer();
    let wrote = officer.is_some() && officer == object.author.as_ref();
    let signed = officer.is_some() && officer == object.signer.as_ref();
    match reach {
        Reach::Nothing => return Err(deny(DenialReason::Role)),
        Reach::Own if !wrote => return Err(deny(DenialReason::NotOwn)),
        Reach::Own | Reach::All => {}
    }
    // Who wrote it never signs or approves it; who signed it never approves it. An object whose author
    // is not known is nobody's to sign or approve.
    let separate = matches!(action, Action::ApproveMessage | Action::SignLegal);
    if separate && (wrote || object.author.is_none()) {
        return Err(deny(DenialReason::OwnMessage));
    }
    if action == Action::ApproveMessage && signed {
        return Err(deny(DenialReason::OwnSignature));
    }
    Ok(Permit { actor: actor.to_string(), action, object: object.id.clone() })
}

fn all_of(actions: &[Action], action: Action) -> Reach {
    if actions.contains(&action) { Reach::All } else { Reach::Nothing }
}

#[cfg(test)]
mod tests;
