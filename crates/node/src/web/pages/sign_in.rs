//! Signing in and out.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::app::sign_in::{self, SignIn};
use crate::error::AppError;
use crate::node::Node;
use crate::web::csrf::{DoubleSubmitted, Posted};
use crate::web::lang::Reader;
use crate::web::view::frame::{Frame, T};
use crate::web::{cookies, respond};

#[derive(Template)]
#[template(path = "sign_in.html")]
pub(in crate::web) struct SignInPage {
    pub(in crate::web) frame: Frame,
    pub(in crate::web) csrf: String,
    pub(in crate::web) back: String,
    pub(in crate::web) account: String,
    pub(in crate::web) error: Option<String>,
}

/// Where to go after signing in.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Back {
    #[serde(default)]
    back: String,
}

/// `GET /sign-in`.
pub(in crate::web) async fn show(
    State(node): State<Arc<Node>>,
    Reader(lang): Reader,
    Query(query): Query<Back>,
) -> Result<Response, AppError> {
    let t = T(lang);
    let back = respond::local_path(&query.back).to_owned();
    form(&node, t, Failed { back, account: String::new(), key: None })
}

/// What the form shows again.
struct Failed {
    back: String,
    account: String,
    key: Option<&'static str>,
}

/// The form with a fresh token.
fn form(node: &Node, t: T, shown: Failed) -> Result<Response, AppError> {
    let mut token = [0; 32];
    node.random(&mut token)?;
    let csrf = comity_wire::hash::hex(&token);
    let page = SignInPage {
        frame: Frame::new(node, t, t.s("sign-in-title")),
        csrf: csrf.clone(),
        back: shown.back,
        account: shown.account,
        error: shown.key.map(|key| t.s(key)),
    };
    let status = match page.error {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let mut response = respond::page_with(status, &page);
    respond::add_cookie(&mut response, cookies::secret(&cookies::sign_in(&node.agency), &csrf));
    Ok(response)
}

/// `POST /sign-in`.
pub(in crate::web) async fn enter(
    State(node): State<Arc<Node>>,
    Reader(lang): Reader,
    headers: HeaderMap,
    form_sent: DoubleSubmitted,
) -> Result<Response, AppError> {
    let DoubleSubmitted(fields) = form_sent;
    let input = SignIn {
        account: fields.one("account").to_owned(),
        // A password is taken as typed, with any spaces around it.
        password: fields.all("password").next().unwrap_or_default().to_owned(),
    };
    let back = respond::local_path(fields.one("back")).to_owned();
    let signed_in = match sign_in::run(&node, &input, node.now()).await {
        Ok(signed_in) => signed_in,
        Err(AppError::Invalid { key }) => {
            return form(&node, T(lang), Failed { back, account: input.account, key: Some(key) });
        }
        Err(error) => return Err(error),
    };
    let mut response = respond::see_other(&back);
    let token = comity_wire::hash::hex(&signed_in.token);
    respond::add_cookie(&mut response, cookies::secret(&cookies::session(&node.agency), &token));
    respond::add_cookie(&mut response, cookies::removed(&cookies::sign_in(&node.agency)));
    if cookies::value(&headers, cookies::LANG).is_none() {
        respond::add_cookie(&mut response, cookies::language(signed_in.account.lang.tag()));
    }
    Ok(response)
}

/// `POST /sign-out`.
pub(in crate::web) async fn leave(
    State(node): State<Arc<Node>>,
    posted: Posted,
) -> Result<Response, AppError> {
    sign_in::out(&node, &posted.session.ctx, &posted.session.token).await?;
    let mut response = respond::see_other("/sign-in");
    respond::add_cookie(&mut response, cookies::removed(&cookies::session(&node.agency)));
    Ok(response.into_response())
}
