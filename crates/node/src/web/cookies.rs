//! Cookies in and out. All of them are sent over TLS only and only to this host.

use axum::http::{HeaderMap, HeaderValue, header};
use comity_domain::ids::AgencyId;

/// The sign-in session. The agency is part of the name, because a browser tells hosts apart and not
/// ports: two nodes on one machine would sign each other's officers out.
pub(super) fn session(agency: &AgencyId) -> String {
    format!("__Host-comity-{agency}")
}

/// The double-submit token of the sign-in form.
pub(super) fn sign_in(agency: &AgencyId) -> String {
    format!("__Host-comity-form-{agency}")
}

/// The language of the pages.
pub(super) const LANG: &str = "lang";

/// A year, in seconds.
const LANG_SECONDS: u32 = 365 * 24 * 60 * 60;

/// The value of a cookie of the request.
pub(super) fn value<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

/// A cookie that lasts until the browser closes or the server ends the session.
pub(super) fn secret(name: &str, value: &str) -> Option<HeaderValue> {
    let line = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Strict");
    HeaderValue::from_str(&line).ok()
}

/// A cookie that takes back one of the same name.
pub(super) fn removed(name: &str) -> Option<HeaderValue> {
    let line = format!("{name}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict");
    HeaderValue::from_str(&line).ok()
}

/// The cookie of the chosen language. It is no secret and grants nothing.
pub(super) fn language(tag: &str) -> Option<HeaderValue> {
    let line =
        format!("{LANG}={tag}; Path=/; Max-Age={LANG_SECONDS}; Secure; HttpOnly; SameSite=Lax");
    HeaderValue::from_str(&line).ok()
}
