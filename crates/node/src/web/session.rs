//! Who is signed in, from the session cookie.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use comity_domain::lang::Lang;
use comity_domain::policy::{Action, Actor, Object, role_may};
use comity_store::Account;

use super::router::Access;
use super::{cookies, lang, respond};
use crate::app;
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// A signed-in officer, for one request.
#[derive(Debug)]
pub(super) struct SignedIn {
    /// The account.
    pub(super) account: Account,
    /// The token every form of the session carries.
    pub(super) csrf: String,
    /// The session's own token.
    pub(super) token: [u8; 32],
    /// The language of the page.
    pub(super) lang: Lang,
    /// Who acts and when, for the use cases.
    pub(super) ctx: Ctx,
    /// Alerts that no officer has looked at, for the menu; `None` where it does not offer them.
    pub(super) alerts: Option<i64>,
}

impl SignedIn {
    /// Whether one of the officer's roles may do something. For what a page offers; the use case
    /// decides.
    pub(super) fn may(&self, action: Action) -> bool {
        self.account.roles.iter().any(|role| role_may(*role, action))
    }
}

impl FromRequestParts<Arc<Node>> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<Node>) -> Result<Self, Response> {
        let lang = lang::of(&parts.headers, node.config.lang);
        let name = cookies::session(&node.agency);
        let Some(token) = cookies::value(&parts.headers, &name).and_then(from_hex) else {
            return Err(to_sign_in(parts));
        };
        let now = node.now();
        let found = app::sign_in::session(node, &token, now).await;
        let Some((account, row)) = found.map_err(IntoResponse::into_response)? else {
            return Err(to_sign_in(parts));
        };
        let actor = Actor::Officer { id: account.id.clone(), roles: account.roles.clone() };
        let ctx = Ctx { actor, now };
        let alerts = app::watch_list::open_alerts(node, &ctx).await;
        let alerts = alerts.map_err(IntoResponse::into_response)?;
        let session = Self { account, csrf: row.csrf, token, lang, ctx, alerts };
        if let Some(Access::May(action)) = parts.extensions.get::<Access>()
            && !session.may(*action)
        {
            let object = Object::named(parts.uri.path());
            let denied = session.ctx.permit(*action, &object).err().unwrap_or(AppError::NotFound);
            return Err(app::denial::note(node, denied, now).await.into_response());
        }
        Ok(session)
    }
}

/// Sends a stranger to sign in, and back afterwards if they wanted to read a page.
fn to_sign_in(parts: &Parts) -> Response {
    let path = parts.uri.path();
    if parts.method == Method::GET && path != "/" {
        respond::see_other(&format!("/sign-in?back={path}"))
    } else {
        respond::see_other("/sign-in")
    }
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0_u8; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (place, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).ok()?;
        *place = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_read_back_from_the_cookie() {
        let bytes: [u8; 32] = std::array::from_fn(|i| u8::try_from(i * 7).unwrap());
        assert_eq!(from_hex(&comity_wire::hash::hex(&bytes)), Some(bytes));
        for bad in ["", "zz", &"g".repeat(64), &"ab".repeat(33), &"é".repeat(32)] {
            assert_eq!(from_hex(bad), None, "{bad}");
        }
    }
}
