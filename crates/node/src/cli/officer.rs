//! Who acts at the command line: an officer with account and password, as on the pages.

use anyhow::{Context, anyhow};
use comity_domain::policy::{Action, Actor, Object, role_may};
use std::io::IsTerminal;
use std::path::Path;

use crate::app::sign_in::{self, SignIn};
use crate::cli::Session;
use crate::cli::access::Access;
use crate::cli::out::Failure;
use crate::ctx::Ctx;
use crate::node::Node;

/// The context of a command that an officer runs, whose roles fit its row in the table of commands.
pub(super) async fn ctx(session: &Session, node: &Node) -> Result<Ctx, Failure> {
    let Some(account) = &session.account else {
        return Err(Failure::Other(anyhow!(
            "say who acts: --as ACCOUNT (the password is asked for, or read from COMITY_PASSWORD)"
        )));
    };
    let password = password(session, &format!("Password of {account}: "))?;
    let input = SignIn { account: account.clone(), password };
    let account = sign_in::check(node, &input, node.now()).await?;
    let ctx = Ctx { actor: sign_in::actor(&account), now: node.now() };
    let actions = session.access.actions();
    let may = |action: &Action| account.roles.iter().any(|role| role_may(*role, *action));
    if actions.iter().any(may) {
        return Ok(ctx);
    }
    match actions.first() {
        Some(action) => Err(ctx.permit(*action, &Object::named("command")).err().map_or_else(
            || Failure::Other(anyhow!("the table of roles contradicts itself")),
            Failure::App,
        )),
        None => Err(Failure::Other(anyhow!("this command acts for nobody: run it without --as"))),
    }
}

/// The context of a command that an administrator answers for; at a node without accounts, whoever
/// runs the machine.
pub(super) async fn administrator(session: &Session, node: &Node) -> Result<Ctx, Failure> {
    match node.store.accounts().await?.is_empty() {
        true => operator(session, node),
        false => ctx(session, node).await,
    }
}

/// The context of a command run by whoever runs the machine, or by an officer who is named.
pub(super) async fn operator_or(session: &Session, node: &Node) -> Result<Ctx, Failure> {
    match session.account {
        None => operator(session, node),
        Some(_) => ctx(session, node).await,
    }
}

/// The context of a command run by whoever runs the machine: the file system is their key.
pub(super) fn operator(session: &Session, node: &Node) -> Result<Ctx, Failure> {
    match session.access {
        Access::Operator | Access::OperatorOr(_) | Access::FirstOperator(_) => {
            Ok(Ctx { actor: Actor::Operator, now: node.now() })
        }
        Access::Anyone | Access::AnyoneOr(_) | Access::May(_) | Access::MayOne(_) => {
            Err(Failure::Other(anyhow!("the table of commands gives this to no operator")))
        }
    }
}

/// A password out of the environment, or asked for on a terminal.
pub(super) fn password(session: &Session, prompt: &str) -> Result<String, Failure> {
    if let Some(password) = &session.environment.password {
        return Ok(password.clone());
    }
    if !std::io::stdin().is_terminal() {
        return Err(Failure::Other(anyhow!(
            "no terminal to ask for the password on: set COMITY_PASSWORD"
        )));
    }
    Ok(rpassword::prompt_password(prompt)?)
}

/// A new password: out of a file, out of the environment, or asked for twice on a terminal. Never
/// the password of the officer who acts: two accounts with one password are one pair of eyes.
pub(super) fn new_password(
    session: &Session,
    account: &str,
    file: Option<&Path>,
) -> Result<String, Failure> {
    if let Some(file) = file {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        return Ok(text.trim_end_matches(['\r', '\n']).to_owned());
    }
    if let Some(password) = &session.environment.new_password {
        return Ok(password.clone());
    }
    if !std::io::stdin().is_terminal() {
        return Err(Failure::Other(anyhow!(
            "no terminal to ask for the new password on: give --password-file, or set \
             COMITY_NEW_PASSWORD"
        )));
    }
    let first = rpassword::prompt_password(format!("New password of {account}: "))?;
    if first != rpassword::prompt_password("Once more: ")? {
        return Err(Failure::Other(anyhow!("the two passwords differ; nothing was changed")));
    }
    Ok(first)
}
