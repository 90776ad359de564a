//! Styles, fonts and the one script, all inside the program.

use std::sync::OnceLock;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_wire::hash::{hex, sha256};

use super::respond;

macro_rules! file {
    ($name:literal) => {
        include_bytes!(concat!("../../static/", $name)).as_slice()
    };
}

/// A day: what changes comes with another version of the program and another `?v=`.
const CACHE: HeaderValue = HeaderValue::from_static("public, max-age=86400");
/// The tag of a file: the beginning of its hash.
fn tag(bytes: &[u8]) -> String {
    hex(&sha256(bytes)).chars().take(16).collect()
}

/// The version of the styles, for their addresses: another version is another address.
pub(super) fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| tag(&[file!("app.css"), file!("fonts.css")].concat()))
}

fn find(name: &str) -> Option<(&'static str, &'static [u8])> {
    const CSS: &str = "text/css; charset=utf-8";
    const WOFF2: &str = "font/woff2";
    let found = match name {
        "app.css" => (CSS, file!("app.css")),
        "fonts.css" => (CSS, file!("fonts.css")),
        "icon.svg" => ("image/svg+xml", file!("icon.svg")),
        "htmx.min.js" => ("text/javascript; charset=utf-8", file!("htmx.min.js")),
        "fonts/noto-sans-latin.woff2" => (WOFF2, file!("fonts/noto-sans-latin.woff2")),
        "fonts/noto-sans-latin-ext.woff2" => (WOFF2, file!("fonts/noto-sans-latin-ext.woff2")),
        "fonts/noto-sans-vietnamese.woff2" => (WOFF2, file!("fonts/noto-sans-vietnamese.woff2")),
        "fonts/noto-sans-thai.woff2" => (WOFF2, file!("fonts/noto-sans-thai.woff2")),
        "fonts/noto-sans-lao.woff2" => (WOFF2, file!("fonts/noto-sans-lao.woff2")),
        _ => return None,
    };
    Some(found)
}

/// `GET /static/{*name}`.
pub(super) async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some((kind, bytes)) = find(&name) else { return respond::not_found().await };
    let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", tag(bytes))) else {
        return respond::not_found().await;
    };
    let same = headers.get(header::IF_NONE_MATCH) == Some(&tag);
    let meta = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, CACHE),
        (header::ETAG, tag),
    ];
    if same {
        return (StatusCode::NOT_MODIFIED, meta).into_response();
    }
    (meta, bytes).into_response()
}
