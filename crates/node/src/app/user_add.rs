//! Accounts: adding one, changing roles, closing one.

use comity_domain::audit::AuditEntry;
use comity_domain::ids::OfficerId;
use comity_domain::lang::Lang;
use comity_domain::policy::{Action, Object, Role};
use comity_domain::time::Timestamp;
use comity_store::Account;

use crate::app::sign_in::hash_password;
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// A new account.
#[derive(Clone, PartialEq, Eq)]
pub struct NewUser {
    /// Sign-in name.
    pub id: OfficerId,
    /// Name as shown to colleagues.
    pub display_name: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// Language of the pages.
    pub lang: Lang,
    /// First password.
    pub password: String,
}

impl std::fmt::Debug for NewUser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewUser").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Adds an account.
///
/// # Errors
/// When the actor may not, the name is taken, or the password is too short.
pub async fn run(node: &Node, ctx: &Ctx, user: &NewUser) -> Result<(), AppError> {
    let permit = ctx.permit(Action::ManageUsers, &Object::named(&user.id))?;
    if user.roles.is_empty() {
        return Err(AppError::Invalid { key: "error-roles-missing" });
    }
    // `lan` and `Lan` would be two accounts of one person, and four eyes two.
    if user.id.as_str().chars().any(|c| c.is_ascii_uppercase()) {
        return Err(AppError::Invalid { key: "error-account-lower" });
    }
    stand_alone(&user.roles)?;
    let account = Account {
        id: user.id.clone(),
        display_name: user.display_name.trim().to_owned(),
        roles: user.roles.clone(),
        lang: user.lang,
        password_hash: hash_password(node, &user.password)?,
        disabled: false,
        failures: 0,
        wait_until: Timestamp(0),
    };
    let roles: Vec<&str> = user.roles.iter().map(|r| r.code()).collect();
    let mut tx = node.store.write().await?;
    tx.add_account(&account, ctx.now).await?;
    tx.commit_with(&AuditEntry::new(&permit, roles.join(" ")), ctx.now).await?;
    Ok(())
}

/// Whoever runs the machine reads no content, and nobody reviews their own work: such roles come alone.
fn stand_alone(roles: &[Role]) -> Result<(), AppError> {
    match roles.len() > 1 && roles.iter().any(|role| role.stands_alone()) {
        true => Err(AppError::Invalid { key: "error-role-alone" }),
        false => Ok(()),
    }
}

/// Gives an account other roles, or closes it (no roles).
///
/// # Errors
/// When the actor may not, or there is no such account.
pub async fn change(
    node: &Node,
    ctx: &Ctx,
    id: &OfficerId,
    roles: &[Role],
) -> Result<(), AppError> {
    let permit = ctx.permit(Action::ManageUsers, &Object::named(id))?;
    stand_alone(roles)?;
    let manages = |a: &Account| !a.disabled && a.roles.contains(&Role::Administrator);
    let accounts = node.store.accounts().await?;
    let others = accounts.iter().any(|a| a.id != *id && manages(a));
    if !others && !roles.contains(&Role::Administrator) {
        return Err(AppError::Conflict { key: "error-last-administrator" });
    }
    let codes: Vec<&str> = roles.iter().map(|r| r.code()).collect();
    let mut tx = node.store.write().await?;
    tx.change_account(id, roles, roles.is_empty()).await?;
    tx.commit_with(&AuditEntry::new(&permit, codes.join(" ")), ctx.now).await?;
    Ok(())
}

/// Gives an account a new password: an officer's own, or any by whoever manages accounts.
///
/// # Errors
/// When the actor may not, there is no such account, or the password is too short.
pub async fn set_password(
    node: &Node,
    ctx: &Ctx,
    id: &OfficerId,
    password: &str,
) -> Result<(), AppError> {
    let own = ctx.actor.officer() == Some(id);
    let action = if own { Action::SignIn } else { Action::ManageUsers };
    let permit = ctx.permit(action, &Object::named(id))?;
    let hash = hash_password(node, password)?;
    let mut tx = node.store.write().await?;
    tx.set_password(id, &hash).await?;
    tx.commit_with(&AuditEntry::new(&permit, "new password"), ctx.now).await?;
    Ok(())
}

/// Every account, for whoever manages them.
///
/// # Errors
/// When the actor may not.
pub async fn list(node: &Node, ctx: &Ctx) -> Result<Vec<Account>, AppError> {
    ctx.permit(Action::ManageUsers, &Object::named("accounts"))?;
    Ok(node.store.accounts().await?)
}
