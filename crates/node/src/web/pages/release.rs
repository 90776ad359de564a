//! The notice that a person must be released, in four languages, to be printed.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use comity_domain::clock::ReleaseNotice;
use comity_domain::lang::Lang;

use super::id_of;
use crate::app::message_show;
use crate::error::AppError;
use crate::node::Node;
use crate::release_text;
use crate::web::respond;
use crate::web::session::SignedIn;
use crate::web::view::agencies::Agencies;
use crate::web::view::frame::{Frame, T};
use crate::web::view::person::PersonModel;

#[derive(Template)]
#[template(path = "release.html")]
pub(in crate::web) struct ReleasePage {
    pub(in crate::web) frame: Frame,
    pub(in crate::web) notices: Vec<Notice>,
}

/// A notice: whom it is about, out of the sealed message, and its text in each language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct Notice {
    pub(in crate::web) person: Option<PersonModel>,
    /// The tag of a language and the lines of the notice in it.
    pub(in crate::web) texts: Vec<(&'static str, Vec<String>)>,
}

/// `GET /messages/{id}/release`: every notice of the case.
pub(in crate::web) async fn show(
    State(node): State<Arc<Node>>,
    session: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let t = T(session.lang);
    let thread = message_show::run(&node, &session.ctx, id_of(&id)?).await?;
    if thread.releases.is_empty() {
        return Err(AppError::NotFound);
    }
    let agencies = Agencies::load(&node).await?;
    let notices = thread.releases.iter().map(|notice| {
        let entry = thread.entries.iter().find(|entry| entry.row.message.id == notice.message);
        let subject = entry.and_then(|entry| entry.row.message.body.subject());
        Notice {
            person: subject.map(|subject| PersonModel::of_subject(t, subject)),
            texts: Lang::ALL.map(|lang| text(lang, &agencies, notice)).to_vec(),
        }
    });
    let notices = notices.collect();
    let path = format!("/messages/{id}/release");
    let frame = Frame::of(&node, &session, t.s("release-title"), &path);
    Ok(respond::page(&ReleasePage { frame, notices }))
}

fn text(lang: Lang, agencies: &Agencies, notice: &ReleaseNotice) -> (&'static str, Vec<String>) {
    let agency = agencies.name(lang, &notice.bound);
    (lang.tag(), release_text::lines(lang, notice, Some(&agency)))
}
