//! Every address of the pages, in one table: method, path, and who may use it. The router is made
//! from the table, so that no address exists outside it.

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router};
use comity_domain::limits;
use comity_domain::policy::Action;

use super::pages::{
    approve, case, inbox, message, oversight, release, reply_new, request_new, search, sign_in,
    watch, watch_new, watches,
};
use super::{lang, respond, statics};
use crate::node::Node;

/// Who may use an address. [`super::session::SignedIn`] turns others away before anything is read;
/// the use case behind the address decides once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Everybody.
    Anyone,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever is signed in and may do this.
    May(Action),
}

/// An address.
pub(super) struct Route {
    /// `GET` or `POST`.
    #[cfg_attr(not(test), expect(dead_code, reason = "for those who read the table, and tests"))]
    pub(super) method: &'static str,
    /// Its path.
    pub(super) path: &'static str,
    /// Who may use it.
    pub(super) access: Access,
    handler: MethodRouter<Arc<Node>>,
}

/// The table.
pub(super) fn routes() -> Vec<Route> {
    use Access::{Anyone, May, SignedIn};
    let get_ = |path, access, handler| Route { method: "GET", path, access, handler };
    let post_ = |path, access, handler| Route { method: "POST", path, access, handler };
    vec![
        get_("/", SignedIn, get(inbox::home)),
        get_("/static/{*name}", Anyone, get(statics::serve)),
        post_("/language", Anyone, post(lang::choose)),
        get_("/sign-in", Anyone, get(sign_in::show)),
        post_("/sign-in", Anyone, post(sign_in::enter)),
        post_("/sign-out", SignedIn, post(sign_in::leave)),
        get_("/inbox", SignedIn, get(inbox::show)),
        get_("/messages/{id}", May(Action::ReadContent), get(message::show)),
        get_("/messages/{id}/delivery", May(Action::ReadContent), get(message::delivery)),
        post_("/messages/{id}/take-up", May(Action::TakeUp), post(message::take_up)),
        post_("/messages/{id}/extend", May(Action::ExtendClock), post(message::extend)),
        post_("/messages/{id}/to-obtain", May(Action::ExtendClock), post(message::to_obtain)),
        get_("/messages/{id}/release", May(Action::ReadContent), get(release::show)),
        post_("/messages/{id}/sign", May(Action::SignLegal), post(message::sign)),
        get_("/messages/{id}/approve", May(Action::ApproveMessage), get(approve::show)),
        post_("/messages/{id}/approve", May(Action::ApproveMessage), post(approve::approve)),
        post_("/messages/{id}/decide", May(Action::DecideGate), post(case::decide)),
        post_("/messages/{id}/recheck", May(Action::Recheck), post(case::recheck)),
        post_("/messages/{id}/protect", May(Action::WriteCaseFile), post(case::protect)),
        get_("/messages/{id}/reply", May(Action::CreateReply), get(reply_new::show)),
        post_("/messages/{id}/reply", May(Action::CreateReply), post(reply_new::create)),
        post_("/messages/{id}/reply-neutral", May(Action::CreateReply), post(reply_new::neutral)),
        get_("/requests/new", May(Action::CreateRequest), get(request_new::choose)),
        get_("/requests/new/{kind}", May(Action::CreateRequest), get(request_new::show)),
        post_("/requests/new/{kind}", May(Action::CreateRequest), post(request_new::create)),
        get_("/search", May(Action::Search), get(search::show)),
        post_("/search", May(Action::Search), post(search::run)),
        get_("/oversight", May(Action::ReadSafeguards), get(oversight::show)),
        get_("/watches", May(Action::ListWatches), get(watches::show)),
        get_("/watches/new", May(Action::StoreWatch), get(watch_new::show)),
        post_("/watches/new", May(Action::StoreWatch), post(watch_new::create)),
        get_("/watches/{id}", May(Action::ListWatches), get(watch::show)),
        post_("/watches/{id}/close", May(Action::CloseWatch), post(watch::close)),
        post_("/alerts/{id}/settle", May(Action::SettleAlert), post(watch::settle)),
    ]
}

/// The pages of a node.
pub fn router(node: Arc<Node>) -> Router {
    let mut router = Router::new();
    for route in routes() {
        router = router.route(route.path, route.handler.layer(Extension(route.access)));
    }
    router
        .fallback(respond::not_found)
        .method_not_allowed_fallback(respond::not_found)
        .layer(DefaultBodyLimit::max(limits::FORM_BYTES_MAX))
        .layer(middleware::from_fn_with_state(Arc::clone(&node), respond::finish))
        .with_state(node)
}
