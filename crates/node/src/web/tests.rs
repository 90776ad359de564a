//! The pages as a browser sees them: every page in every language, who gets in, and what is refused.

mod case;
mod clock;
mod fixture;
mod watch;

use axum::http::{StatusCode, header};
use comity_domain::ids::MessageId;
use comity_domain::lang::Lang;

use comity_domain::message::Body;

use self::fixture::{Browser, MARKUP, PASSWORD, World, draft, officer, token};
use crate::app::{message_approve, reply_create, request_create};
use crate::i18n;
use crate::web::router::{Access, routes};

const REQUEST: &str = include_str!("../../seed/request.yaml");
const REPLY: &str = include_str!("../../seed/reply.yaml");

/// The request of the seed, about somebody whose name is markup, sent and waiting at Thailand.
async fn asked(world: &World) -> MessageId {
    let mut request = draft(REQUEST);
    let Some(Body::VerifyReq(body)) = &mut request.body else { panic!("a verification") };
    body.subject.as_mut().unwrap().names[0].text = MARKUP.to_owned();
    let made = request_create::run(&world.vn, &officer(&world.vn, "liaison").await, request).await;
    let id = made.unwrap().id;
    message_approve::run(&world.vn, &officer(&world.vn, "chief").await, id).await.unwrap();
    world.settle().await;
    id
}

/// Thailand's reply, waiting for approval.
async fn replied(world: &World, request: MessageId) -> MessageId {
    let liaison = officer(&world.th, "liaison").await;
    reply_create::run(&world.th, &liaison, request, draft(REPLY)).await.unwrap().id
}

#[test]
fn the_table_of_routes_is_as_agreed() {
    let lines: Vec<String> = routes()
        .iter()
        .map(|route| {
            let access = match route.access {
                Access::Anyone => "anyone".to_owned(),
                Access::SignedIn => "signed in".to_owned(),
                Access::May(action) => action.code().to_owned(),
            };
            format!("{} {}: {access}", route.method, route.path)
        })
        .collect();
    let agreed = "\
GET /: signed in
GET /static/{*name}: anyone
POST /language: anyone
GET /sign-in: anyone
POST /sign-in: anyone
POST /sign-out: signed in
GET /inbox: signed in
GET /messages/{id}: read_content
GET /messages/{id}/delivery: read_content
POST /messages/{id}/take-up: take_up
POST /messages/{id}/extend: extend_clock
POST /messages/{id}/to-obtain: extend_clock
GET /messages/{id}/release: read_content
POST /messages/{id}/sign: sign_legal
GET /messages/{id}/approve: approve_message
POST /messages/{id}/approve: approve_message
POST /messages/{id}/decide: decide_gate
POST /messages/{id}/recheck: recheck
POST /messages/{id}/protect: write_case_file
GET /messages/{id}/reply: create_reply
POST /messages/{id}/reply: create_reply
POST /messages/{id}/reply-neutral: create_reply
GET /requests/new: create_request
GET /requests/new/{kind}: create_request
POST /requests/new/{kind}: create_request
GET /search: search
POST /search: search
GET /oversight: read_safeguards
GET /watches: list_watches
GET /watches/new: store_watch
POST /watches/new: store_watch
GET /watches/{id}: list_watches
POST /watches/{id}/close: close_watch
POST /alerts/{id}/settle: settle_alert";
    assert_eq!(lines.join("\n"), agreed);
}

fn concrete(path: &str) -> String {
    path.replace("{id}", "01890a5d-ac96-774b-bcce-b302099a8057").replace("{kind}", "INFO_REQ")
}

async fn assert_forged_forms_refused(browser: &mut Browser, path: &str) {
    for form in [vec![], vec![("csrf", "")], vec![("csrf", "guess")]] {
        let answer = browser.post(path, &form).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {form:?}");
    }
}

#[tokio::test]
async fn strangers_are_sent_to_sign_in_and_forms_without_a_token_are_refused() {
    let world = World::new().await;
    let mut stranger = Browser::new(&world.vn);
    let mut liaison = Browser::new(&world.vn);
    assert_eq!(liaison.sign_in("liaison").await.status, StatusCode::SEE_OTHER);
    let mut root = Browser::new(&world.vn);
    root.sign_in("root").await;
    for route in routes().iter().filter(|r| r.access != Access::Anyone) {
        let path = concrete(route.path);
        let answer = match route.method {
            "GET" => stranger.get(&path).await,
            _ => stranger.post(&path, &[]).await,
        };
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{} {path}", route.method);
        assert!(answer.location().starts_with("/sign-in"), "{path}");
        if route.method == "POST" {
            assert_forged_forms_refused(&mut liaison, &path).await;
        }
        // The administrator reads no content and writes nothing.
        if matches!(route.access, Access::May(_)) && route.method == "GET" {
            assert_eq!(root.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
    // Sign-in itself is protected too.
    let mut other = Browser::new(&world.vn);
    let form = [("csrf", "x"), ("account", "liaison"), ("password", PASSWORD)];
    assert_eq!(other.post("/sign-in", &form).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_session_begins_and_ends_and_its_cookie_is_locked_up() {
    let world = World::new().await;
    let mut browser = Browser::new(&world.vn);
    let page = browser.get("/sign-in").await;
    let (right, wrong) = (token(&page.body), "not the password");
    let form = [("csrf", right.as_str()), ("account", "liaison"), ("password", wrong)];
    let refused = browser.post("/sign-in", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains(&i18n::text(Lang::Vi, "error-sign-in")));
    assert!(!refused.body.contains(wrong));
    let entered = browser.sign_in("liaison").await;
    let cookies: Vec<&str> =
        entered.headers.get_all(header::SET_COOKIE).iter().map(|v| v.to_str().unwrap()).collect();
    let session = cookies.iter().find(|c| c.starts_with("__Host-comity-vn.mps=")).unwrap();
    for flag in ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"] {
        assert!(session.contains(flag), "{session}");
    }
    assert!(!session.contains("Domain"));
    let inbox = browser.get("/inbox").await;
    assert_eq!(inbox.status, StatusCode::OK);
    let policy = inbox.headers.get(header::CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap();
    assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"));
    assert_eq!(inbox.headers.get(header::CACHE_CONTROL).unwrap(), "no-store");
    assert_eq!(inbox.headers.get(header::REFERRER_POLICY).unwrap(), "no-referrer");
    assert_eq!(inbox.headers.get(header::X_CONTENT_TYPE_OPTIONS).unwrap(), "nosniff");
    let kept = browser.cookies.clone();
    let token = token(&inbox.body);
    browser.post("/sign-out", &[("csrf", &token)]).await;
    browser.cookies = kept;
    assert_eq!(browser.get("/inbox").await.status, StatusCode::SEE_OTHER);
}

/// What no page may contain: keys that were not found, markup of names, things inline.
fn assert_sound(page: &str, lang: Lang, path: &str) {
    assert!(page.contains(&format!("<html lang=\"{lang}\"")), "{path} {lang}");
    assert!(!page.contains("<script>alert"), "{path} {lang}: markup of a name");
    assert!(!page.contains("style=\"") && !page.contains("<style"), "{path} {lang}: inline style");
    let scripts = page.matches("<script").count();
    assert_eq!(scripts, page.matches("<script src=\"/static/").count(), "{path} {lang}");
    // A key that was not found shows itself: letters, hyphens, nothing else, between tags.
    for text in page.split(['<', '>']).skip(2).step_by(2) {
        let text = text.trim();
        let first = text.split('-').next().unwrap_or_default();
        let shaped = text.contains('-')
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        let ours = [
            "nav", "label", "state", "gate", "error", "kind", "message", "delivery", "match",
            "column", "hint", "button", "purpose", "refusal", "action", "moment",
        ];
        assert!(!(shaped && ours.contains(&first)), "{path} {lang}: {text}");
    }
}

#[tokio::test]
async fn every_page_is_whole_in_every_language() {
    let world = World::new().await;
    let id = asked(&world).await;
    let reply = replied(&world, id).await;
    let pages = [
        (
            &world.vn,
            "liaison",
            vec![
                "/inbox".to_owned(),
                format!("/messages/{id}"),
                format!("/messages/{id}/delivery"),
                "/requests/new".into(),
                "/requests/new/VERIFY_REQ".into(),
                format!("/requests/new/VERIFY_REQ?from={id}"),
                "/requests/new/INFO_REQ".into(),
                "/search".into(),
            ],
        ),
        (
            &world.th,
            "liaison",
            vec!["/inbox".into(), format!("/messages/{id}"), format!("/messages/{id}/reply")],
        ),
        (&world.th, "chief", vec![format!("/messages/{reply}/approve")]),
        (&world.vn, "root", vec!["/inbox".into()]),
    ];
    for (node, account, paths) in pages {
        let mut browser = Browser::new(node);
        browser.sign_in(account).await;
        for lang in Lang::ALL {
            assert_pages_sound(&mut browser, &paths, lang).await;
        }
    }
}

async fn assert_pages_sound(browser: &mut Browser, paths: &[String], lang: Lang) {
    browser.cookies.insert("lang".into(), lang.tag().into());
    for path in paths {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let body = match path.ends_with("/delivery") {
            true => format!("<html lang=\"{lang}\">{}", page.body),
            false => page.body,
        };
        assert_sound(&body, lang, path);
    }
    let missing = browser.get("/nothing").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert_sound(&missing.body, lang, "/nothing");
    assert!(missing.body.contains(&i18n::text(lang, "error-not-found-title")));
    assert_sound(&browser.get("/sign-in").await.body, lang, "/sign-in");
}

/// A request as an officer fills it in.
const FILLED: &[(&str, &str)] = &[
    ("to", "th.rtp"),
    ("lang1", "vi"),
    ("lang2", "en"),
    ("urgency", "normal"),
    ("verify", "identity"),
    ("verify", "document"),
    ("consequence", "Nếu đúng người, sẽ gửi yêu cầu thông tin."),
    ("consequence.2", "If it is the same person, a request follows."),
    ("name.1", "Xổm-chai Phôm-ma-chắc"),
    ("name_lang.1", "vi"),
    ("name_scheme.1", "respelling"),
    ("subject_birth", "1985"),
    ("calendar", "gregorian"),
    ("subject_nationalities", "th"),
    ("subject_role", "suspect"),
    ("document_kind.1", "passport"),
    ("document_number.1", "ZZ8503120"),
    ("purpose", "IDENTIFY"),
    ("necessity", "Cần biết hộ chiếu này là của ai trong vụ lừa đảo giả định."),
    ("agreement.1", "ag-vn-th-2016-memorandum"),
    ("handling", "H1"),
    ("onward_transfer", "none"),
    ("judicial_use", "ask"),
];

#[tokio::test]
async fn a_request_is_written_approved_taken_up_and_answered_through_the_pages() {
    let world = World::new().await;
    let mut author = Browser::new(&world.vn);
    author.sign_in("liaison").await;
    let page = author.get("/requests/new/VERIFY_REQ").await;
    let csrf = token(&page.body);
    let path = "/requests/new/VERIFY_REQ";
    let typed = [("csrf", csrf.as_str()), ("necessity", "typed text"), ("subject_birth", "soon")];
    let faulty = author.post(path, &typed).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["typed text", "value=\"soon\"", "href=\"#f-to\"", "href=\"#f-consequence\""] {
        assert!(faulty.body.contains(kept), "{kept}");
    }
    let form = [&[("csrf", csrf.as_str())], FILLED].concat();
    let made = author.post(path, &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    assert!(made.location().ends_with("?done=created"), "{}", made.location());
    let here = made.location().split('?').next().unwrap().to_owned();
    let own = author.get(&format!("{here}/approve")).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);

    let mut chief = Browser::new(&world.vn);
    chief.sign_in("chief").await;
    let confirm = chief.get(&format!("{here}/approve")).await;
    let csrf = token(&confirm.body);
    let approved = chief.post(&format!("{here}/approve"), &[("csrf", &csrf)]).await;
    assert!(approved.location().ends_with("?done=approved"), "{}", approved.body);
    world.settle().await;
    let sent = author.get(&here).await;
    assert!(sent.body.contains("verified yes"), "the receipt is verified");

    let mut desk = Browser::new(&world.th);
    desk.sign_in("liaison").await;
    let csrf = token(&desk.get(&here).await.body);
    let taken = desk.post(&format!("{here}/take-up"), &[("csrf", &csrf)]).await;
    assert!(taken.location().ends_with("?done=taken-up"));
    let answer = [
        ("csrf", csrf.as_str()),
        ("lang1", "th"),
        ("outcome", "positive"),
        ("checked", "ทะเบียนบุคคลทดสอบ"),
        ("data_date", "2026-01-15"),
        ("answer", "หนังสือเดินทางออกให้แก่ สมชาย พรหมจักร"),
        ("conditions", "ใช้เพื่อการพิสูจน์ตัวบุคคลเท่านั้น"),
        ("handling", "H1"),
        ("onward_transfer", "none"),
        ("judicial_use", "ask"),
    ];
    let replied = desk.post(&format!("{here}/reply"), &answer).await;
    assert!(replied.location().ends_with("?done=created"), "{}", replied.body);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_makes_one_request() {
    let world = World::new().await;
    let mut author = Browser::new(&world.vn);
    author.sign_in("liaison").await;
    let page = author.get("/requests/new/VERIFY_REQ").await.body;
    let csrf = token(&page);
    let once = page.split("name=\"once\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let form = [&[("csrf", csrf.as_str()), ("once", once.unwrap())], FILLED].concat();
    let (path, states) = ("/requests/new/VERIFY_REQ", comity_domain::message::state::State::ALL);
    let before = world.vn.store.requests_in(states, 100).await.unwrap().len();
    let (first, second) = (author.post(path, &form).await, author.post(path, &form).await);
    assert_eq!((first.status, second.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(first.location(), second.location());
    assert_eq!(world.vn.store.requests_in(states, 100).await.unwrap().len(), before + 1);
}

#[tokio::test]
async fn a_search_explains_itself_and_a_bad_one_keeps_what_was_typed() {
    let world = World::new().await;
    let mut browser = Browser::new(&world.th);
    browser.sign_in("liaison").await;
    browser.cookies.insert("lang".into(), "en".into());
    let csrf = token(&browser.get("/search").await.body);
    let form = [("csrf", csrf.as_str()), ("name", "Xổm-chai Phôm-ma-chắc"), ("born", "1985")];
    let found = browser.post("/search", &form).await;
    assert_eq!(found.status, StatusCode::OK);
    let sentence = "The year of birth is the same";
    for expected in ["สมชาย พรหมจักร", "sounds alike", "Date of birth: agrees", sentence]
    {
        assert!(found.body.contains(expected), "{expected}");
    }
    let zone = "P<THAPHROMCHAK<<SOMCHAI<<<<<<<<<<<<<<<<<<<<<\r\n\
                ZZ85031209THA8503127M3001019<<<<<<<<<<<<<<<2";
    let form = [("csrf", csrf.as_str()), ("mrz", zone), ("born", "1961")];
    let found = browser.post("/search", &form).await;
    for expected in
        ["Document: agrees", "A document has the same number", "The years of birth differ"]
    {
        assert!(found.body.contains(expected), "{expected}");
    }
    let short = [("csrf", csrf.as_str()), ("mrz", "P<THA<<\nAA")];
    let refused = browser.post("/search", &short).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Line 1 has 7 characters") && refused.body.contains("#mrz"));
    let form = [("csrf", csrf.as_str()), ("name", MARKUP), ("born", "soon")];
    let bad = browser.post("/search", &form).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("value=\"soon\"") && bad.body.contains("href=\"#born\""));
    assert_sound(&bad.body, Lang::En, "/search");
}

#[tokio::test]
async fn styles_and_fonts_come_from_the_program_and_are_kept_by_the_browser() {
    let world = World::new().await;
    let mut browser = Browser::new(&world.vn);
    for name in ["app.css", "fonts.css", "htmx.min.js", "fonts/noto-sans-lao.woff2"] {
        let file = browser.get(&format!("/static/{name}")).await;
        assert_eq!(file.status, StatusCode::OK, "{name}");
        assert!(file.headers.contains_key(header::ETAG));
        assert!(file.headers.get(header::CACHE_CONTROL).unwrap() != "no-store");
    }
    assert_eq!(browser.get("/static/../Cargo.toml").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_that_is_too_large_is_refused() {
    let world = World::new().await;
    let mut browser = Browser::new(&world.vn);
    browser.sign_in("liaison").await;
    let csrf = token(&browser.get("/search").await.body);
    let long = "a".repeat(comity_domain::limits::FORM_BYTES_MAX);
    let refused = browser.post("/search", &[("csrf", &csrf), ("name", &long)]).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
}
