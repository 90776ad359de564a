//! In which language a reader gets a page: the chosen one (cookie), else the first of ours the
//! browser asks for, else the agency's.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use comity_domain::lang::Lang;

use super::csrf::SameOrigin;
use super::{cookies, respond};
use crate::node::Node;

/// The reader's language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader(pub(super) Lang);

impl FromRequestParts<Arc<Node>> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<Node>) -> Result<Self, Infallible> {
        Ok(Self(of(&parts.headers, node.config.lang)))
    }
}

/// The language for a request with these headers.
pub(super) fn of(headers: &HeaderMap, agency: Lang) -> Lang {
    let chosen = cookies::value(headers, cookies::LANG).and_then(Lang::from_tag);
    chosen.or_else(|| asked(headers)).unwrap_or(agency)
}

/// The best of `Accept-Language` that we have.
fn asked(headers: &HeaderMap) -> Option<Lang> {
    let line = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(Lang, f32)> = None;
    for entry in line.split(',') {
        let (tag, weight) = entry.split_once(";q=").unwrap_or((entry, "1"));
        let primary = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
        let weight: f32 = weight.trim().parse().unwrap_or(0.0);
        let Some(lang) = Lang::from_tag(&primary) else { continue };
        if weight > 0.0 && best.is_none_or(|(_, known)| weight > known) {
            best = Some((lang, weight));
        }
    }
    best.map(|(lang, _)| lang)
}

/// `POST /language`: keeps the choice and goes back to the page it was made on.
pub(super) async fn choose(form: SameOrigin) -> Response {
    let SameOrigin(fields) = form;
    let mut response = respond::see_other(respond::local_path(fields.one("back")));
    if let Some(lang) = Lang::from_tag(fields.one("lang")) {
        respond::add_cookie(&mut response, cookies::language(lang.tag()));
    }
    response.into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_choice_comes_before_the_browser_and_the_browser_before_the_agency() {
        for (cookie, accept, expect) in [
            ("lang=lo", "th", Lang::Lo),
            ("lang=xx", "th-TH,th;q=0.9", Lang::Th),
            ("", "fr, vi;q=0.8, en;q=0.9", Lang::En),
            ("", "fr", Lang::Vi),
            ("", "", Lang::Vi),
            ("a=b; lang=en", "th", Lang::En),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_str(cookie).unwrap());
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_str(accept).unwrap());
            assert_eq!(of(&headers, Lang::Vi), expect, "{cookie} {accept}");
        }
    }
}
