//! Who acts at the command line: an officer with account and password, as on the pages.

use anyhow::anyhow;
use comity_domain::policy::Actor;
use std::io::IsTerminal;

use crate::app::sign_in::{self, SignIn};
use crate::cli::Session;
use crate::cli::out::Failure;
use crate::ctx::Ctx;
use crate::node::Node;

/// The context of a command that an officer runs.
pub(super) async fn ctx(session: &Session, node: &Node) -> Result<Ctx, Failure> {
    let Some(account) = &session.account else {
        return Err(Failure::Other(anyhow!(
            "say who acts: --as ACCOUNT (the password is asked for, or read from COMITY_PASSWORD)"
        )));
    };
    let password = password(session, &format!("Password of {account}: "))?;
    let input = SignIn { account: account.clone(), password };
    let account = sign_in::check(node, &input, node.now()).await?;
    Ok(Ctx { actor: sign_in::actor(&account), now: node.now() })
}

/// The context of a command run by whoever runs the machine: the file system is their key.
pub(super) fn operator(node: &Node) -> Ctx {
    Ctx { actor: Actor::Operator, now: node.now() }
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

/// A new password, asked for twice on a terminal.
pub(super) fn new_password(session: &Session, account: &str) -> Result<String, Failure> {
    let first = password(session, &format!("New password of {account}: "))?;
    if session.environment.password.is_none() {
        let second = rpassword::prompt_password("Once more: ")?;
        if first != second {
            return Err(Failure::Other(anyhow!("the two passwords differ; nothing was changed")));
        }
    }
    Ok(first)
}
