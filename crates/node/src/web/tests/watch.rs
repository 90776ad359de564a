//! Stored searches through the pages: stored, alerted, settled, ended; and who sees what.

use axum::http::StatusCode;
use comity_domain::lang::Lang;

use super::assert_pages_sound;
use super::fixture::{Browser, MARKUP, World, officer, token};
use crate::app::{person_import, person_read, watch_alert};
use crate::node::Node;

/// A search as an officer fills it in.
const FILLED: &[(&str, &str)] = &[
    ("name.1", "Xổm-chai Phôm-ma-chắc"),
    ("name_lang.1", "vi"),
    ("subject_birth", "1985"),
    ("calendar", "gregorian"),
    ("subject_nationalities", "th"),
    ("subject_role", "missing"),
    ("purpose", "FIND_MISSING"),
    ("necessity", "The family of an invented shipwreck asks for him."),
    ("until", "2027-06-30"),
];

async fn signed_in(world: &World, account: &str) -> Browser {
    let mut browser = Browser::new(&world.vn);
    browser.sign_in(account).await;
    browser.cookies.insert("lang".into(), "en".into());
    browser
}

/// Somebody enters the register, whose name is markup too.
async fn enters(node: &Node, id: &str) {
    let line = serde_json::json!({"id": id, "schema": "Person", "properties": {
        "name": ["สมชาย พรหมจักร", MARKUP], "birthDate": ["1985"]}});
    let line = line.to_string();
    let persons = person_read::json_lines(line.as_bytes(), "t");
    let guardian = officer(node, "guardian").await;
    person_import::run(node, &guardian, persons, |_| {}).await.unwrap();
    watch_alert::catch_up(node).await.unwrap();
}

/// Stores the search; the path of its page.
async fn stored(browser: &mut Browser) -> String {
    let page = browser.get("/watches/new").await.body;
    let csrf = token(&page);
    let once = page.split("name=\"once\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let form = [&[("csrf", csrf.as_str()), ("once", once.unwrap())], FILLED].concat();
    let made = browser.post("/watches/new", &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let again = browser.post("/watches/new", &form).await;
    assert_eq!(again.location(), "/watches?done=stored", "a form sent twice stores one search");
    made.location().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_search_is_stored_raises_an_alert_and_is_ended_through_the_pages() {
    let world = World::new().await;
    let mut desk = signed_in(&world, "liaison").await;
    let path = stored(&mut desk).await;
    let page = desk.get(&format!("{path}?done=stored")).await.body;
    assert!(page.contains("The search is stored.") && page.contains("Xổm-chai"));
    assert!(!desk.get("/inbox").await.body.contains("1 new"));

    enters(&world.vn, "new-1").await;
    assert!(desk.get("/inbox").await.body.contains("1 new"), "the menu tells");
    let list = desk.get("/watches").await.body;
    assert!(list.contains("สมชาย พรหมจักร") && list.contains("Alert a1"), "{list}");
    let csrf = token(&list);
    let form = [("csrf", csrf.as_str()), ("outcome", "unclear"), ("back", "/watches")];
    let settled = desk.post("/alerts/a1/settle", &form).await;
    assert_eq!(settled.location(), "/watches?done=settled");
    let form = [("csrf", csrf.as_str()), ("outcome", "same_person"), ("back", path.as_str())];
    assert_eq!(desk.post("/alerts/a1/settle", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.post("/alerts/a1/settle", &form).await.status, StatusCode::CONFLICT);
    for (alert, outcome, status) in [
        ("a9", "unclear", StatusCode::NOT_FOUND),
        ("x", "unclear", StatusCode::NOT_FOUND),
        ("a1", "perhaps", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let form = [("csrf", csrf.as_str()), ("outcome", outcome)];
        let answer = desk.post(&format!("/alerts/{alert}/settle"), &form).await;
        assert_eq!(answer.status, status, "{alert} {outcome}");
    }
    let page = desk.get(&path).await.body;
    assert!(page.contains("Same person") && page.contains("liaison,"), "{page}");

    let close = format!("{path}/close");
    let empty = desk.post(&close, &[("csrf", csrf.as_str()), ("reason", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("reason-error"));
    let reason = [("csrf", csrf.as_str()), ("reason", "He was found at home.")];
    assert_eq!(desk.post(&close, &reason).await.location(), format!("{path}?done=closed"));
    assert_eq!(desk.post(&close, &reason).await.status, StatusCode::CONFLICT);
    enters(&world.vn, "new-2").await;
    assert!(!desk.get("/inbox").await.body.contains("1 new"), "it is ended");
}

#[tokio::test]
async fn a_search_without_purpose_person_or_end_comes_back_with_what_was_typed() {
    let world = World::new().await;
    let mut desk = signed_in(&world, "liaison").await;
    let csrf = token(&desk.get("/watches/new").await.body);
    let empty = [("csrf", csrf.as_str()), ("necessity", "typed text")];
    let faulty = desk.post("/watches/new", &empty).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["typed text", "href=\"#f-subject\"", "href=\"#f-until\""] {
        assert!(faulty.body.contains(kept), "{kept}");
    }
    let rows: &[(&str, &str, &str)] = &[
        ("until", "2029-01-01", "within a year"),
        ("necessity", "because", "necessity is not explained"),
        ("necessity", "all persons of the province of the case", "everybody instead of a person"),
        ("purpose", "", "No purpose is given"),
        ("subject_birth", "", "Give one document, or two"),
        ("message", "01890a5d-ac96-774b-bcce-b302099a8057", "no such request"),
    ];
    for (field, value, words) in rows {
        let mut form: Vec<(&str, &str)> = vec![("csrf", &csrf)];
        form.extend(FILLED.iter().filter(|(name, _)| name != field));
        form.push((field, value));
        if *field == "subject_birth" {
            form.retain(|(name, _)| *name != "subject_nationalities");
        }
        let faulty = desk.post("/watches/new", &form).await;
        assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(faulty.body.contains(words), "{field}: {}", faulty.body);
    }
    assert!(desk.get("/watches").await.body.contains("No search is stored."));
}

#[tokio::test]
async fn who_guards_data_sees_that_a_search_exists_and_not_for_whom() {
    let world = World::new().await;
    let mut desk = signed_in(&world, "liaison").await;
    let path = stored(&mut desk).await;
    enters(&world.vn, "new-1").await;
    let mut guardian = signed_in(&world, "guardian").await;
    for page in ["/watches".to_owned(), path.clone()] {
        let answer = guardian.get(&page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(answer.body.contains("Find a missing person"), "{page}");
        for hidden in ["Xổm-chai", "สมชาย", "shipwreck", "settle"] {
            assert!(!answer.body.contains(hidden), "{page}: {hidden}");
        }
    }
    let csrf = token(&guardian.get(&path).await.body);
    let form = [("csrf", csrf.as_str()), ("outcome", "same_person")];
    assert_eq!(guardian.post("/alerts/a1/settle", &form).await.status, StatusCode::FORBIDDEN);
    assert_eq!(guardian.get("/watches/new").await.status, StatusCode::FORBIDDEN);
    let mut chief = signed_in(&world, "chief").await;
    let shown = chief.get("/watches").await.body;
    assert!(shown.contains("สมชาย") && !shown.contains("/settle"), "an approver reads only");
    let mut secretary = signed_in(&world, "secretary").await;
    assert_eq!(secretary.get("/watches").await.status, StatusCode::FORBIDDEN);
    assert!(!secretary.get("/inbox").await.body.contains("/watches"));
    let reason = [("csrf", csrf.as_str()), ("reason", "It serves no purpose any more.")];
    let ended = guardian.post(&format!("{path}/close"), &reason).await;
    assert_eq!(ended.location(), format!("{path}?done=closed"));
}

#[tokio::test]
async fn the_pages_of_searches_are_whole_in_every_language() {
    let world = World::new().await;
    let mut desk = signed_in(&world, "liaison").await;
    let path = stored(&mut desk).await;
    enters(&world.vn, "new-1").await;
    let mut guardian = signed_in(&world, "guardian").await;
    let pages = ["/watches".to_owned(), path, "/watches/new".to_owned()];
    for lang in Lang::ALL {
        assert_pages_sound(&mut desk, &pages, lang).await;
        assert_pages_sound(&mut guardian, &pages[..2], lang).await;
    }
}
