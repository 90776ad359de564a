//! Sign-in with a local account: argon2id, a wait after too many wrong passwords, one neutral
//! answer for every failure.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use comity_domain::audit::AuditEntry;
use comity_domain::ids::OfficerId;
use comity_domain::limits;
use comity_domain::policy::{Action, Actor, Object};
use comity_domain::time::Timestamp;
use comity_store::{Account, SessionRow};
use comity_wire::hash::{hex, sha256};

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// What a person types.
#[derive(Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Account name.
    pub account: String,
    /// Password.
    pub password: String,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignIn")
    }
}

/// A session that has begun.
#[derive(Clone)]
pub struct SignedIn {
    /// Whose.
    pub account: Account,
    /// The secret of the cookie. Only its hash is kept.
    pub token: [u8; 32],
    /// The token of the session's forms.
    pub csrf: String,
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedIn").field("account", &self.account.id).finish_non_exhaustive()
    }
}

/// The hash that is checked when there is no such account, so that the answer takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$\
     AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Checks account and password. Every try counts before the password is looked at; every failure
/// has the same answer and takes as long, whether the account exists, waits or is closed.
///
/// # Errors
/// `error-sign-in` for every failure.
pub async fn check(node: &Node, input: &SignIn, now: Timestamp) -> Result<Account, AppError> {
    let id = OfficerId::parse(input.account.trim()).ok();
    let known = match &id {
        Some(id) => node.store.account(id).await?,
        None => None,
    };
    let wait_until = now.plus_ms(limits::SIGN_IN_WAIT_MS);
    let may = match &known {
        Some(account) => {
            let tries = limits::SIGN_IN_FAILURES_MAX;
            node.store.count_sign_in(&account.id, now, tries, wait_until).await?
        }
        None => false,
    };
    let hash = known.as_ref().map_or(NOBODY, |a| a.password_hash.as_str());
    let right = verify_apart(hash.to_owned(), input.password.clone()).await?;
    match known {
        Some(account) if may && right && !account.disabled => {
            node.store.clear_sign_in(&account.id).await?;
            Ok(account)
        }
        known => {
            note_failure(node, known.as_ref(), now).await?;
            Err(AppError::Invalid { key: "error-sign-in" })
        }
    }
}

/// A failed try at an account that exists leaves a line in the log.
async fn note_failure(
    node: &Node,
    account: Option<&Account>,
    now: Timestamp,
) -> Result<(), AppError> {
    let Some(account) = account else { return Ok(()) };
    tracing::warn!(account = %account.id, "sign-in failed");
    let ctx = Ctx { actor: actor(account), now };
    let permit = ctx.permit(Action::SignIn, &Object::named(&account.id));
    let entry = match &permit {
        Ok(permit) => AuditEntry::refused(permit, "wrong password"),
        Err(AppError::Denied(denial)) => AuditEntry::denied(denial),
        Err(_) => return Ok(()),
    };
    let tx = node.store.write().await?;
    Ok(tx.commit_with(&entry, now).await?)
}

/// Begins a session of the pages.
///
/// # Errors
/// As [`check`].
pub async fn run(node: &Node, input: &SignIn, now: Timestamp) -> Result<SignedIn, AppError> {
    let account = check(node, input, now).await?;
    let ctx = Ctx { actor: actor(&account), now };
    let permit = ctx.permit(Action::SignIn, &Object::named(&account.id))?;
    let (mut token, mut csrf) = ([0; 32], [0; 32]);
    node.random(&mut token)?;
    node.random(&mut csrf)?;
    let session = SessionRow {
        account: account.id.clone(),
        csrf: hex(&csrf),
        expires_at: now.plus_ms(limits::SESSION_MS),
    };
    let mut tx = node.store.write().await?;
    tx.add_session(&sha256(&token), &session, now).await?;
    tx.commit_with(&AuditEntry::new(&permit, "session begun"), now).await?;
    Ok(SignedIn { account, token, csrf: session.csrf })
}

/// The account and session behind a cookie, if it is still good.
///
/// # Errors
/// When the store fails.
pub async fn session(
    node: &Node,
    token: &[u8; 32],
    now: Timestamp,
) -> Result<Option<(Account, SessionRow)>, AppError> {
    let Some(session) = node.store.session(&sha256(token), now).await? else { return Ok(None) };
    let account = node.store.account(&session.account).await?;
    Ok(account.filter(|a| !a.disabled).map(|account| (account, session)))
}

/// Ends a session.
///
/// # Errors
/// When the store fails.
pub async fn out(node: &Node, ctx: &Ctx, token: &[u8; 32]) -> Result<(), AppError> {
    let permit = ctx.permit(Action::SignIn, &Object::named(&ctx.actor))?;
    let mut tx = node.store.write().await?;
    tx.end_session(&sha256(token)).await?;
    tx.commit_with(&AuditEntry::new(&permit, "session ended"), ctx.now).await?;
    Ok(())
}

/// The actor an account is.
pub fn actor(account: &Account) -> Actor {
    Actor::Officer { id: account.id.clone(), roles: account.roles.clone() }
}

/// Hashes a new password.
///
/// # Errors
/// `error-password-short` when it is shorter than the limit, `error-password-long` when longer.
pub fn hash_password(node: &Node, password: &str) -> Result<String, AppError> {
    if password.chars().count() < limits::PASSWORD_CHARS_MIN {
        return Err(AppError::Invalid { key: "error-password-short" });
    }
    if password.len() > limits::PASSWORD_BYTES_MAX {
        return Err(AppError::Invalid { key: "error-password-long" });
    }
    let mut salt = [0; 16];
    node.random(&mut salt)?;
    let hash = argon2().hash_password_with_salt(password.as_bytes(), &salt);
    Ok(hash.map_err(|e| AppError::Internal(anyhow::anyhow!("argon2: {e}")))?.to_string())
}

fn verify(hash: &str, password: &str) -> bool {
    if password.len() > limits::PASSWORD_BYTES_MAX {
        return false;
    }
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    argon2().verify_password(password.as_bytes(), &hash).is_ok()
}

/// Verifies on a thread of its own: the hash is slow by design and must not hold up partners.
async fn verify_apart(hash: String, password: String) -> Result<bool, AppError> {
    let task = tokio::task::spawn_blocking(move || verify(&hash, &password));
    task.await.map_err(|error| AppError::Internal(error.into()))
}

/// Argon2id with 19 MiB, two passes, one lane (OWASP's first choice).
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Otherwise an unknown account would be answered faster than a known one.
    #[test]
    fn nobody_has_a_hash_that_takes_as_long_as_any() {
        let hash = PasswordHash::new(NOBODY).unwrap();
        let (used, wanted) = (Params::try_from(&hash).unwrap(), Params::default());
        let costs = |p: &Params| (p.m_cost(), p.t_cost(), p.p_cost());
        assert_eq!(costs(&used), costs(&wanted));
        assert!(!verify(NOBODY, "anything"));
    }
}
