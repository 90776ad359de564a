//! `comity user`.

use comity_store::Account;

use crate::app::user_add::{self, NewUser};
use crate::cli::Session;
use crate::cli::args::UserCommand;
use crate::cli::officer::{ctx, new_password};
use crate::cli::out::Failure;

pub(super) async fn run(session: &Session, command: UserCommand) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    match command {
        UserCommand::Add { account, name, roles, page_lang, password_file } => {
            let password = new_password(session, account.as_str(), password_file.as_deref())?;
            let user = NewUser {
                id: account.clone(),
                display_name: name,
                roles,
                lang: page_lang.unwrap_or(node.config.lang),
                password,
            };
            user_add::run(&node, &ctx, &user).await?;
            let value = serde_json::json!({"ok": true, "account": account});
            session.out.print(&value, || format!("{account} can sign in now."))
        }
        UserCommand::List => {
            let accounts = user_add::list(&node, &ctx).await?;
            let rows: Vec<serde_json::Value> = accounts
                .iter()
                .map(|a| {
                    serde_json::json!({"account": a.id, "name": a.display_name, "roles": a.roles,
                        "lang": a.lang, "disabled": a.disabled})
                })
                .collect();
            session.out.print(&rows, || accounts.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
        UserCommand::Roles { account, roles } => {
            user_add::change(&node, &ctx, &account, &roles).await?;
            let value = serde_json::json!({"ok": true, "account": account, "roles": roles});
            session.out.print(&value, || format!("{account} has its new roles."))
        }
        UserCommand::Close { account } => {
            user_add::change(&node, &ctx, &account, &[]).await?;
            let value = serde_json::json!({"ok": true, "account": account});
            session
                .out
                .print(&value, || format!("{account} is closed; `user roles` opens it again."))
        }
        UserCommand::Password { account, password_file } => {
            let password = new_password(session, account.as_str(), password_file.as_deref())?;
            user_add::set_password(&node, &ctx, &account, &password).await?;
            let value = serde_json::json!({"ok": true, "account": account});
            session.out.print(&value, || format!("{account} has a new password."))
        }
    }
}

fn line(account: &Account) -> String {
    let roles: Vec<&str> = account.roles.iter().map(|r| r.code()).collect();
    let roles = if account.disabled { "closed".to_owned() } else { roles.join(", ") };
    format!("{:<16} {:<28} {roles}", account.id, account.display_name)
}
