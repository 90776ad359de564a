//! Clocks on the pages: at both desks, in four languages, with their source; more time is taken through them.

use axum::http::StatusCode;
use comity_domain::ids::MessageId;
use comity_domain::lang::Lang;

use super::assert_pages_sound;
use super::fixture::{Browser, World, draft, officer, token};
use crate::app::custody_record::{self, Custody};
use crate::app::{clock_step, message_approve, request_create};

async fn asked(world: &World) -> MessageId {
    let request = draft(include_str!("../../../seed/request.yaml"));
    let author = officer(&world.vn, "liaison").await;
    let made = request_create::run(&world.vn, &author, request).await.unwrap();
    let chief = officer(&world.vn, "chief").await;
    message_approve::run(&world.vn, &chief, made.id).await.unwrap();
    world.settle().await;
    made.id
}

#[tokio::test]
async fn both_desks_see_the_clocks_with_date_and_source() {
    let world = World::new().await;
    let id = asked(&world).await;
    for (node, ours, count) in [(&world.th, true, 2), (&world.vn, false, 1)] {
        let mut browser = Browser::new(node);
        browser.sign_in("liaison").await;
        for (lang, year, open) in [
            (Lang::En, "2026", "to be confirmed by a legal officer"),
            (Lang::Vi, "2026", "chờ cán bộ pháp chế xác nhận"),
            (Lang::Th, "2569", "รอนิติกรยืนยัน"),
            (Lang::Lo, "2026", "ລໍຖ້າເຈົ້າໜ້າທີ່ນິຕິກຳຢືນຢັນ"),
        ] {
            browser.cookies.insert("lang".into(), lang.tag().into());
            let page = browser.get(&format!("/messages/{id}")).await.body;
            let (_, clocks) = page.split_once("class=\"clocks\"").unwrap();
            let clocks = clocks.split_once("</dl>").unwrap().0;
            assert!(clocks.contains(year) && clocks.contains(open), "{lang}: {clocks}");
            assert!(clocks.contains("2023/977"), "{lang}: {clocks}");
            assert_eq!(clocks.matches("<dt>").count(), count);
            assert_eq!(page.contains(&format!("/messages/{id}/extend")), ours);
            let inbox = browser.get("/inbox").await.body;
            assert_eq!(inbox.matches("class=\"clock\"").count(), count);
            let paths = ["/inbox".to_owned(), format!("/messages/{id}")];
            assert_pages_sound(&mut browser, &paths, lang).await;
        }
    }
}

#[tokio::test]
async fn more_time_is_taken_with_a_reason_and_its_old_date_stays_to_be_seen() {
    let world = World::new().await;
    let id = asked(&world).await;
    let mut desk = Browser::new(&world.th);
    desk.sign_in("liaison").await;
    desk.cookies.insert("lang".into(), "en".into());
    let path = format!("/messages/{id}");
    let csrf = token(&desk.get(&path).await.body);
    let obtain = desk.post(&format!("{path}/to-obtain"), &[("csrf", &csrf)]).await;
    assert_eq!(obtain.location(), format!("{path}?done=extended"));
    let extend = format!("{path}/extend");
    let why = "<i>The provincial archive</i> answers next week";
    for (until, reason, status) in [
        ("soon", why, StatusCode::UNPROCESSABLE_ENTITY),
        ("2026-11-22", why, StatusCode::CONFLICT),
        ("2027-01-15", " ", StatusCode::CONFLICT),
        ("15/01/2570", why, StatusCode::SEE_OTHER),
    ] {
        let form = [("csrf", csrf.as_str()), ("until", until), ("reason", reason)];
        assert_eq!(desk.post(&extend, &form).await.status, status, "{until}");
    }
    let page = desk.get(&path).await.body;
    for seen in ["15 January 2027", "before: ", "has to be obtained elsewhere", "archive"] {
        assert!(page.contains(seen), "{seen}: {page}");
    }
    assert!(!page.contains("<i>The provincial"));
    assert!(!page.contains("/to-obtain"), "once");
    world.forward_ms(70 * 24 * 60 * 60 * 1_000);
    world.th.store.note_time(world.th.now()).await.unwrap();
    clock_step::step(&world.th, world.th.now()).await.unwrap();
    let page = desk_after(&world, &path).await;
    for seen in ["ran out", "Reminder to both desks.", "Escalated to the duty desk."] {
        assert!(page.contains(seen), "{seen}: {page}");
    }
    assert!(!page.contains("/extend"), "too late");
}

/// The page for somebody who signs in again: the session has ended meanwhile.
async fn desk_after(world: &World, path: &str) -> String {
    let mut desk = Browser::new(&world.th);
    desk.sign_in("liaison").await;
    desk.cookies.insert("lang".into(), "en".into());
    desk.get(path).await.body
}

#[tokio::test]
async fn a_machine_whose_time_jumped_says_so_on_the_page() {
    let world = World::new().await;
    let id = asked(&world).await;
    clock_step::step(&world.th, world.th.now()).await.unwrap();
    world.forward_ms(70 * 24 * 60 * 60 * 1_000);
    clock_step::step(&world.th, world.th.now()).await.unwrap();
    let page = desk_after(&world, &format!("/messages/{id}")).await;
    assert!(page.contains("not plausible") && !page.contains("ran out"), "{page}");
}

#[tokio::test]
async fn the_notice_of_release_is_printed_in_four_languages_with_the_name_of_the_sealed_message() {
    let world = World::new().await;
    let id = asked(&world).await;
    let desk = officer(&world.th, "liaison").await;
    let custody = Custody { country: "TH".to_owned(), since: desk.now, ordered: false };
    custody_record::run(&world.th, &desk, id, &custody).await.unwrap();
    let mut browser = Browser::new(&world.th);
    let path = format!("/messages/{id}/release");
    browser.sign_in("liaison").await;
    assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);
    world.forward_ms(61 * 24 * 60 * 60 * 1_000);
    world.th.store.note_time(world.th.now()).await.unwrap();
    clock_step::step(&world.th, world.th.now()).await.unwrap();
    let mut browser = Browser::new(&world.th);
    browser.sign_in("liaison").await;
    for lang in Lang::ALL {
        let paths = [path.clone(), format!("/messages/{id}")];
        assert_pages_sound(&mut browser, &paths, lang).await;
        let page = browser.get(&path).await.body;
        for word in ["Notice of release", "Thông báo phải trả tự do", "ปล่อยตัว", "ປ່ອຍຕົວ", "2570"]
        {
            assert!(page.contains(word), "{lang}: {word}");
        }
        assert!(page.contains("Xổm-chai Phôm-ma-chắc") && page.contains("60 days"), "{page}");
        let message = browser.get(&format!("/messages/{id}")).await.body;
        assert!(message.contains(&format!("href=\"{path}\"")));
    }
}
