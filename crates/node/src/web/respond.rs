//! Answers: pages, redirects, and problems told in the reader's language. Every answer leaves with
//! the security headers.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::lang;
use super::view::frame::{Frame, T};
use crate::dates;
use crate::error::AppError;
use crate::i18n::text_with;
use crate::node::Node;

/// What pages may load and do: only what comes from this host, nothing inline, no framing.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
     img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

/// A problem that ends a request. The page that tells of it is made where the language is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Problem {
    /// The HTTP status.
    pub(super) status: StatusCode,
    /// The key of the sentence that says what happened and what to do.
    pub(super) key: &'static str,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::Denied(_) => StatusCode::FORBIDDEN,
            Self::Faults(_) | Self::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        if status.is_server_error() {
            let chain = anyhow::Error::from(self);
            tracing::error!(error = format!("{chain:#}"), "a page failed");
            let key = chain.downcast_ref().map_or("error-internal", Self::key);
            return Problem { status, key }.into_response();
        }
        Problem { status, key: self.key() }.into_response()
    }
}

/// The answer to an address that leads nowhere.
pub(super) async fn not_found() -> Response {
    AppError::NotFound.into_response()
}

/// A page.
pub(super) fn page(template: &impl Template) -> Response {
    page_with(StatusCode::OK, template)
}

/// A page with a status.
pub(super) fn page_with(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => {
            let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
            (status, kind, html).into_response()
        }
        Err(error) => AppError::Internal(error.into()).into_response(),
    }
}

/// Sends the browser on with a GET.
pub(super) fn see_other(path: &str) -> Response {
    match HeaderValue::from_str(path) {
        Ok(path) => (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response(),
        Err(_) => not_a_path(),
    }
}

fn not_a_path() -> Response {
    Problem { status: StatusCode::NOT_FOUND, key: "error-not-found" }.into_response()
}

/// A path of this host, or the inbox: a form never sends the browser elsewhere.
pub(super) fn local_path(path: &str) -> &str {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    let local = path.starts_with('/') && !path.starts_with("//") && path.chars().all(plain);
    if local { path } else { "/inbox" }
}

/// Adds a cookie to an answer.
pub(super) fn add_cookie(response: &mut Response, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    sentence: String,
    time: String,
    path: &'static str,
}

/// The outermost layer: turns problems into pages and adds the headers.
pub(super) async fn finish(
    State(node): State<Arc<Node>>,
    request: Request,
    next: Next,
) -> Response {
    let lang = lang::of(request.headers(), node.config.lang);
    let response = next.run(request).await;
    let mut response = match response.extensions().get::<Problem>() {
        Some(problem) => problem_page(&node, T(lang), *problem),
        None => response,
    };
    add_headers(&mut response);
    response
}

fn problem_page(node: &Node, t: T, problem: Problem) -> Response {
    let title = match problem.status {
        StatusCode::NOT_FOUND => "error-not-found-title",
        StatusCode::FORBIDDEN => "error-denied-title",
        _ => "error-title",
    };
    let moment = dates::moment(t.lang(), node.now());
    let page = ProblemPage {
        frame: Frame::new(node, t, t.s(title)),
        sentence: t.s(problem.key),
        time: text_with(t.lang(), "error-time", &[("time", &moment)]),
        path: "/inbox",
    };
    match page.render() {
        Ok(html) => {
            let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
            (problem.status, kind, html).into_response()
        }
        Err(_) => problem.status.into_response(),
    }
}

fn add_headers(response: &mut Response) {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let keep = headers.contains_key(header::CACHE_CONTROL);
    if !keep {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_never_sends_the_browser_elsewhere() {
        for (path, expect) in [
            ("/messages/1", "/messages/1"),
            ("//evil.example", "/inbox"),
            ("https://evil.example", "/inbox"),
            ("/\\evil.example", "/inbox"),
            ("/a\r\nSet-Cookie: x", "/inbox"),
            ("", "/inbox"),
        ] {
            assert_eq!(local_path(path), expect, "{path}");
        }
    }
}
