//! The partner channel over HTTP: one route, one media type, limits before anything is read.

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Router};
use comity_domain::limits::{DELIVERY_TIMEOUT_MS, ENVELOPE_BYTES_MAX};
use comity_wire::delivery::{ANSWER_MEDIA_TYPE, DELIVERY_BYTES_MAX, ENTRIES_PATH};
use comity_wire::{Refusal, RefusalClass};
use http_body_util::LengthLimitError;
use std::sync::Arc;
use std::time::Duration;

use crate::federation::receive::{self, Peer};
use crate::node::Node;

/// Bytes a stranger may send: one envelope, to be told under which code it is refused.
const STRANGER_BYTES_MAX: usize = ENVELOPE_BYTES_MAX + 64;

/// The routes partners may use.
pub fn router(node: Arc<Node>) -> Router {
    Router::new()
        .route(ENTRIES_PATH, post(entries))
        .layer(DefaultBodyLimit::disable())
        .with_state(node)
}

async fn entries(
    State(node): State<Arc<Node>>,
    Extension(peer): Extension<Peer>,
    body: Body,
) -> Response {
    // A stranger may say one thing and be refused; only a partner may fill a batch.
    let limit = match receive::is_partner(&node, peer).await {
        true => DELIVERY_BYTES_MAX,
        false => STRANGER_BYTES_MAX,
    };
    let bytes = match read(body, limit).await {
        Ok(bytes) => bytes,
        Err(refusal) => {
            let now = node.now();
            receive::note_delivery(&node, peer, refusal, now).await;
            return refused(refusal);
        }
    };
    match receive::accept(&node, peer, &bytes, node.now()).await {
        Ok(answer) => match answer.to_bytes() {
            Ok(bytes) => ([(header::CONTENT_TYPE, ANSWER_MEDIA_TYPE)], bytes).into_response(),
            Err(error) => {
                tracing::error!(error = ?error, "an answer could not be written");
                refused(Refusal::Internal)
            }
        },
        Err(refusal) => refused(refusal),
    }
}

async fn read(body: Body, limit: usize) -> Result<Bytes, Refusal> {
    let wait = Duration::from_millis(DELIVERY_TIMEOUT_MS);
    let read = tokio::time::timeout(wait, axum::body::to_bytes(body, limit));
    read.await.or(Err(Refusal::Busy))?.map_err(|error| {
        let source = std::error::Error::source(&error);
        let too_large = source.is_some_and(|s| s.is::<LengthLimitError>());
        if too_large { Refusal::TooLarge } else { Refusal::BadEnvelope }
    })
}

/// The answer to a delivery that is refused as a whole: a status and the code as text.
fn refused(refusal: Refusal) -> Response {
    let status = match (refusal, refusal.class()) {
        (Refusal::TooLarge, _) => StatusCode::PAYLOAD_TOO_LARGE,
        (_, RefusalClass::Temporary) => StatusCode::SERVICE_UNAVAILABLE,
        (_, RefusalClass::UnknownSender) => StatusCode::FORBIDDEN,
        (_, RefusalClass::Permanent | RefusalClass::Clock | RefusalClass::Gap) => {
            StatusCode::BAD_REQUEST
        }
    };
    (status, [(header::CONTENT_TYPE, "text/plain")], refusal.code()).into_response()
}
