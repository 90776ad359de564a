//! Searching the register. The form is sent with POST, so that no name stands in an address, in a
//! browser's history or in a proxy's log.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use comity_domain::policy::{Action, Object};

use crate::app::search_run::{self, Query};
use crate::error::AppError;
use crate::node::Node;
use crate::web::csrf::Posted;
use crate::web::forms::fields::Fields;
use crate::web::respond;
use crate::web::session::SignedIn;
use crate::web::view::frame::{Frame, T};
use crate::web::view::hits::HitModel;

/// Hits shown on the page.
const HITS_SHOWN: u32 = 20;

#[derive(Template)]
#[template(path = "search.html")]
pub(in crate::web) struct SearchPage {
    pub(in crate::web) frame: Frame,
    pub(in crate::web) csrf: String,
    pub(in crate::web) name: String,
    pub(in crate::web) born: String,
    pub(in crate::web) document: String,
    /// Which field is wrong; empty when none is.
    pub(in crate::web) wrong: String,
    /// What is wrong with it.
    pub(in crate::web) sentence: String,
    /// The hits; none before the first search.
    pub(in crate::web) hits: Option<(String, Vec<HitModel>)>,
}

/// `GET /search`.
pub(in crate::web) async fn show(
    State(node): State<Arc<Node>>,
    session: SignedIn,
) -> Result<Response, AppError> {
    session.ctx.permit(Action::Search, &Object::named("register"))?;
    Ok(respond::page(&page(&node, &session, &Fields::default())))
}

/// `POST /search`.
pub(in crate::web) async fn run(
    State(node): State<Arc<Node>>,
    posted: Posted,
) -> Result<Response, AppError> {
    let Posted { session, fields } = posted;
    let t = T(session.lang);
    let query = Query {
        name: fields.one("name").to_owned(),
        born: fields.some("born").map(str::to_owned),
        document: fields.some("document").map(str::to_owned),
        limit: HITS_SHOWN,
    };
    let mut page = page(&node, &session, &fields);
    match search_run::run(&node, &session.ctx, &query).await {
        Ok(hits) => {
            let count = hits.len().to_string();
            let hits = hits.iter().map(|hit| HitModel::new(t, hit)).collect();
            page.hits = Some((t.w("search-results", &[("count", &count)]), hits));
            Ok(respond::page(&page))
        }
        Err(AppError::Invalid { key }) => {
            page.wrong = (if key == "error-born" { "born" } else { "name" }).to_owned();
            page.sentence = t.s(key);
            Ok(respond::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(error) => Err(error),
    }
}

fn page(node: &Node, session: &SignedIn, fields: &Fields) -> SearchPage {
    let t = T(session.lang);
    SearchPage {
        frame: Frame::of(node, session, t.s("search-title"), "/search"),
        csrf: session.csrf.clone(),
        name: fields.one("name").to_owned(),
        born: fields.one("born").to_owned(),
        document: fields.one("document").to_owned(),
        wrong: String::new(),
        sentence: String::new(),
        hits: None,
    }
}
