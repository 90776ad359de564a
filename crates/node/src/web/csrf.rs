//! Forms that somebody else's page sends in an officer's name are refused: every form carries the
//! token of the session, and a browser that says where a form comes from must say "here".

use std::sync::Arc;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::cookies;
use super::forms::fields::Fields;
use super::respond::Problem;
use super::session::SignedIn;
use crate::node::Node;

/// The name of the hidden field.
pub(super) const FIELD: &str = "csrf";

/// A form of a signed-in officer, its token checked.
#[derive(Debug)]
pub(super) struct Posted {
    /// Whose it is.
    pub(super) session: SignedIn,
    /// What was filled in.
    pub(super) fields: Fields,
}

/// A form that changes nothing but the reader's own browser; only its origin is checked.
#[derive(Debug)]
pub(super) struct SameOrigin(pub(super) Fields);

/// The form of somebody who has no session yet: the token of a cookie and that of the form agree.
#[derive(Debug)]
pub(super) struct DoubleSubmitted(pub(super) Fields);

impl FromRequest<Arc<Node>> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, node: &Arc<Node>) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let session = SignedIn::from_request_parts(&mut parts, node).await?;
        let SameOrigin(fields) =
            SameOrigin::from_request(Request::from_parts(parts, body), node).await?;
        if !same(fields.one(FIELD), &session.csrf) {
            return Err(forged());
        }
        Ok(Self { session, fields })
    }
}

impl FromRequest<Arc<Node>> for SameOrigin {
    type Rejection = Response;

    async fn from_request(request: Request, node: &Arc<Node>) -> Result<Self, Response> {
        if !from_here(request.headers()) {
            return Err(forged());
        }
        match Bytes::from_request(request, node).await {
            Ok(bytes) => Ok(Self(Fields::parse(&bytes))),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                let problem = Problem { status: error.status(), key: "error-form-too-large" };
                Err(problem.into_response())
            }
            Err(_) => Err(forged()),
        }
    }
}

impl FromRequest<Arc<Node>> for DoubleSubmitted {
    type Rejection = Response;

    async fn from_request(request: Request, node: &Arc<Node>) -> Result<Self, Response> {
        let token =
            cookies::value(request.headers(), &cookies::sign_in(&node.agency)).map(str::to_owned);
        let SameOrigin(fields) = SameOrigin::from_request(request, node).await?;
        match token {
            Some(token) if same(fields.one(FIELD), &token) => Ok(Self(fields)),
            Some(_) | None => Err(forged()),
        }
    }
}

/// Whether two tokens are equal, in a time that does not tell how much of them is. An empty token
/// equals nothing.
fn same(sent: &str, kept: &str) -> bool {
    !kept.is_empty() && verify_slices_are_equal(sent.as_bytes(), kept.as_bytes()).is_ok()
}

/// Whether the browser says that the form comes from a page of this host. Browsers that say nothing
/// are left to the token.
fn from_here(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else { return true };
    let host = origin.split_once("://").map(|(_, host)| host);
    // "null" is what a browser says under our own Referrer-Policy in some old versions.
    origin == "null" || host.is_some_and(|host| text(header::HOST.as_str()) == Some(host))
}

fn forged() -> Response {
    Problem { status: StatusCode::FORBIDDEN, key: "error-form-expired" }.into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn tokens_are_equal_or_not() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd"));
        assert!(!same("ab", "abc"));
        assert!(!same("", ""));
    }

    #[test]
    fn a_form_of_another_site_is_refused() {
        for (lines, here) in [
            (vec![], true),
            (vec![("sec-fetch-site", "same-origin")], true),
            (vec![("sec-fetch-site", "cross-site"), ("host", "a"), ("origin", "https://a")], false),
            (vec![("sec-fetch-site", "same-site")], false),
            (vec![("host", "node.example:8443"), ("origin", "https://node.example:8443")], true),
            (vec![("host", "node.example:8443"), ("origin", "https://evil.example")], false),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in &lines {
                headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            assert_eq!(from_here(&headers), here, "{lines:?}");
        }
    }
}
