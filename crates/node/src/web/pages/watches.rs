//! The stored searches, and the alerts that nobody has looked at.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use comity_domain::policy::Action;
use serde::Deserialize;

use crate::app::watch_list;
use crate::error::AppError;
use crate::node::Node;
use crate::web::respond;
use crate::web::session::SignedIn;
use crate::web::view::frame::{Frame, T};
use crate::web::view::watch::{AlertModel, WatchModel};

#[derive(Template)]
#[template(path = "watches.html")]
pub(in crate::web) struct WatchesPage {
    pub(in crate::web) frame: Frame,
    pub(in crate::web) csrf: String,
    /// Alerts to look at; `None` where the reader may not know them.
    pub(in crate::web) alerts: Option<Vec<AlertModel>>,
    pub(in crate::web) watches: Vec<WatchModel>,
    pub(in crate::web) may_store: bool,
    /// The page a form comes back to.
    pub(in crate::web) back: String,
}

/// What was done on the page before.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Done {
    pub(in crate::web) done: Option<String>,
}

impl Done {
    /// The sentence about it.
    pub(in crate::web) fn notice(&self, t: T) -> Option<(String, &'static str)> {
        let key = match self.done.as_deref()? {
            "stored" => "notice-watch-stored",
            "closed" => "notice-watch-closed",
            "settled" => "notice-alert-settled",
            _ => return None,
        };
        Some((t.s(key), "notice"))
    }
}

/// `GET /watches`.
pub(in crate::web) async fn show(
    State(node): State<Arc<Node>>,
    session: SignedIn,
    Query(done): Query<Done>,
) -> Result<Response, AppError> {
    let t = T(session.lang);
    let watches = watch_list::run(&node, &session.ctx).await?;
    let may_settle = session.may(Action::SettleAlert);
    let alerts = match session.may(Action::ReadWatch) {
        true => Some(watch_list::alerts(&node, &session.ctx, None).await?),
        false => None,
    };
    let open = |alerts: Vec<watch_list::AlertView>| {
        let open = alerts.iter().filter(|alert| alert.settled.is_none());
        open.map(|alert| AlertModel::new(t, alert, may_settle)).collect()
    };
    let mut frame = Frame::of(&node, &session, t.s("watches-title"), "/watches");
    frame.notice = done.notice(t);
    Ok(respond::page(&WatchesPage {
        frame,
        csrf: session.csrf.clone(),
        alerts: alerts.map(open),
        watches: watches.iter().map(|w| WatchModel::new(t, w)).collect(),
        may_store: session.may(Action::StoreWatch),
        back: "/watches".to_owned(),
    }))
}
