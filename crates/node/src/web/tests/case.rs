//! The sealed file and the figures of oversight through the pages: who decides, who reads, who does not.

use axum::http::StatusCode;
use comity_domain::ids::MessageId;
use comity_domain::lang::{Lang, Text};

use super::fixture::{Browser, World, draft, officer, token};
use super::{REQUEST, assert_pages_sound};
use crate::app::request_create;

async fn stopped(world: &World) -> MessageId {
    let mut request = draft(REQUEST);
    let words = "She is charged with propaganda against the state.";
    request.head.necessity.0.extend(Text::draft(Lang::En, words).0);
    let liaison = officer(&world.vn, "liaison").await;
    request_create::run(&world.vn, &liaison, request).await.unwrap().id
}

async fn signed_in(world: &World, account: &str) -> Browser {
    let mut browser = Browser::new(&world.vn);
    browser.sign_in(account).await;
    browser.cookies.insert("lang".into(), "en".into());
    browser
}

async fn decide(browser: &mut Browser, id: MessageId, role: &str, ruling: &str) -> StatusCode {
    let page = browser.get(&format!("/messages/{id}")).await.body;
    let csrf = token(&page);
    let form = [
        ("csrf", csrf.as_str()),
        ("gate", "S05"),
        ("role", role),
        ("ruling", ruling),
        ("text", "What predominates is the fraud."),
    ];
    browser.post(&format!("/messages/{id}/decide"), &form).await.status
}

#[tokio::test]
async fn a_stopped_message_is_decided_on_and_checked_again_through_the_pages() {
    let world = World::new().await;
    let id = stopped(&world).await;
    let path = format!("/messages/{id}");
    let mut desk = signed_in(&world, "liaison").await;
    let page = desk.get(&path).await.body;
    assert!(page.contains("Waiting for a written decision") && !page.contains("/decide"));
    assert_eq!(decide(&mut desk, id, "legal_officer", "allow").await, StatusCode::FORBIDDEN);
    for (account, role) in [("legal", "legal_officer"), ("rights", "human_rights")] {
        let mut browser = signed_in(&world, account).await;
        assert!(browser.get(&path).await.body.contains(&format!("{path}/decide")), "{account}");
        let unclear = decide(&mut browser, id, role, "perhaps").await;
        assert_eq!(unclear, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(decide(&mut browser, id, role, "allow").await, StatusCode::SEE_OTHER);
        assert!(browser.get(&path).await.body.contains("What predominates is the fraud."));
    }
    let page = desk.get(&path).await.body;
    assert!(!page.contains("What predominates"), "the words are in the sealed file");
    let csrf = token(&page);
    let again = desk.post(&format!("{path}/recheck"), &[("csrf", csrf.as_str())]).await;
    assert_eq!(again.location(), format!("{path}?done=rechecked"));
    assert!(desk.get(&path).await.body.contains("Waiting for approval"));
}

#[tokio::test]
async fn what_the_sealed_file_says_is_on_no_page_of_the_desk() {
    let world = World::new().await;
    let id = stopped(&world).await;
    let path = format!("/messages/{id}");
    let mut legal = signed_in(&world, "legal").await;
    let csrf = token(&legal.get(&path).await.body);
    let form =
        [("csrf", csrf.as_str()), ("status", "claimed"), ("text", "A letter of 2 November.")];
    let entered = legal.post(&format!("{path}/protect"), &form).await;
    assert_eq!(entered.location(), format!("{path}?done=case-written"));
    let empty = [("csrf", csrf.as_str()), ("status", ""), ("text", "A letter.")];
    let refused = legal.post(&format!("{path}/protect"), &empty).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = legal.get(&path).await.body;
    assert!(page.contains("A letter of 2 November.") && page.contains("Claimed"));
    let mut desk = signed_in(&world, "liaison").await;
    let csrf = token(&desk.get(&path).await.body);
    let form = [("csrf", csrf.as_str())];
    assert_eq!(
        desk.post(&format!("{path}/recheck"), &form).await.location(),
        format!("{path}?done=stopped")
    );
    let page = desk.get(&path).await.body;
    assert!(page.contains("Stopped. Ask the legal officer."), "{page}");
    for word in ["A letter", "Claimed", "wrote into the sealed file", "/protect"] {
        assert!(!page.contains(word), "{word}");
    }
}

#[tokio::test]
async fn the_pages_of_the_sealed_file_and_of_oversight_are_whole_in_every_language() {
    let world = World::new().await;
    let id = stopped(&world).await;
    let message = format!("/messages/{id}");
    let pages = [
        ("legal", vec![message.clone()]),
        ("liaison", vec![message]),
        ("watchdog", vec!["/oversight".to_owned(), "/oversight?since=2026-01-01".to_owned()]),
    ];
    for (account, paths) in pages {
        let mut browser = signed_in(&world, account).await;
        for lang in Lang::ALL {
            assert_pages_sound(&mut browser, &paths, lang).await;
        }
    }
    let mut watchdog = signed_in(&world, "watchdog").await;
    let page = watchdog.get("/oversight").await.body;
    assert!(page.contains("S05") && !page.contains("propaganda") && !page.contains("liaison"));
    let wrong = watchdog.get("/oversight?since=yesterday").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut desk = signed_in(&world, "liaison").await;
    assert_eq!(desk.get("/oversight").await.status, StatusCode::FORBIDDEN);
}
