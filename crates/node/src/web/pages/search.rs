//! Searching the register. The form is sent with POST, so that no name stands in an address, in a
//! browser's history or in a proxy's log.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use comity_domain::codes::Sex;
use comity_domain::policy::{Action, Object};
use comity_domain::time::Calendar;
use comity_names::Name;
use comity_names::mrz::Mrz;

use crate::app::search_run::{self, Query};
use crate::error::AppError;
use crate::node::Node;
use crate::web::csrf::Posted;
use crate::web::forms::fields::Fields;
use crate::web::respond;
use crate::web::session::SignedIn;
use crate::web::view::frame::{Frame, T};
use crate::web::view::hits::HitModel;
use crate::{dates, explain};

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
    pub(in crate::web) sex: String,
    /// Codes and words of the sexes to choose from.
    pub(in crate::web) sexes: Vec<(String, String)>,
    pub(in crate::web) nationality: String,
    /// A machine-readable zone as typed.
    pub(in crate::web) mrz: String,
    /// Which field is wrong; empty when none is.
    pub(in crate::web) wrong: String,
    /// What is wrong with it.
    pub(in crate::web) sentence: String,
    /// What was folded away of the name looked for.
    pub(in crate::web) notes: Vec<String>,
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
    let mut page = page(&node, &session, &fields);
    let year = dates::year(session.ctx.now);
    let zone = match fields.some("mrz").map(|text| Mrz::read(text, year)).transpose() {
        Ok(zone) => zone,
        Err(refused) => {
            page.wrong = "mrz".to_owned();
            page.sentence = explain::mrz_refusal(session.lang, &refused);
            return Ok(respond::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    let given = |field: &str| fields.some(field).map(str::to_owned);
    let query = Query {
        name: fields.one("name").to_owned(),
        born: given("born"),
        calendar: Calendar::Gregorian,
        sex: given("sex"),
        nationality: given("nationality"),
        document: given("document"),
        mrz: zone,
        limit: HITS_SHOWN,
    };
    match search_run::run(&node, &session.ctx, &query).await {
        Ok(hits) => {
            let count = hits.len().to_string();
            let hits = hits.iter().map(|hit| HitModel::new(t, hit)).collect();
            page.notes = Name::read(&query.name)
                .map(|name| explain::notes(session.lang, &name))
                .unwrap_or_default();
            page.hits = Some((t.w("search-results", &[("count", &count)]), hits));
            Ok(respond::page(&page))
        }
        Err(AppError::Invalid { key }) => {
            let field = match key {
                "error-born" => "born",
                "error-sex" => "sex",
                "error-nationality" => "nationality",
                _ => "name",
            };
            page.wrong = field.to_owned();
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
        sex: fields.one("sex").to_owned(),
        sexes: [Sex::Female, Sex::Male]
            .map(|sex| (sex.code().to_owned(), t.code("sex", sex.code())))
            .into(),
        nationality: fields.one("nationality").to_owned(),
        mrz: fields.one("mrz").to_owned(),
        wrong: String::new(),
        sentence: String::new(),
        notes: Vec::new(),
        hits: None,
    }
}
