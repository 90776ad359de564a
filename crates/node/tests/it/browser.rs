//! The pages in a real browser: signing in, approving a request, seeing its receipt verified,
//! signing out.

use fantoccini::cookies::Cookie;
use fantoccini::elements::Element;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};
use tokio::task::JoinSet;

use crate::support::SOON;
use crate::support::desk::PASSWORD;
use crate::support::pair::Pair;

const DRIVER: &str = "/usr/bin/chromedriver";
const BROWSER: &str = "/usr/bin/chromium";
/// Long enough for a page that asks for news every few seconds.
const PAGE_WAIT: Duration = Duration::from_secs(30);

/// A browser and the program that drives it.
struct Browser {
    driver: Child,
    client: Client,
}

impl Browser {
    /// Starts both, with a profile of their own.
    async fn start(profile: &Path) -> Self {
        for program in [DRIVER, BROWSER] {
            let there = Path::new(program).exists();
            assert!(there, "{program} is missing: apt-get install chromium chromium-driver");
        }
        let mut driver = Command::new(DRIVER)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let port = port(driver.stdout.take().unwrap());
        let port = tokio::time::timeout(SOON, port).await.expect("chromedriver starts");
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(profile))
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .unwrap();
        Self { driver, client }
    }

    /// Ends the browser first, then its driver.
    async fn stop(mut self) {
        let closed = self.client.close().await;
        self.driver.kill().await.unwrap();
        closed.unwrap();
    }
}

/// The port the driver says it listens on.
async fn port(said: ChildStdout) -> String {
    let mut lines = BufReader::new(said).lines();
    loop {
        let line = lines.next_line().await.unwrap().expect("chromedriver says its port");
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            return port.trim_end_matches('.').to_owned();
        }
    }
}

fn capabilities(profile: &Path) -> Capabilities {
    let profile = format!("--user-data-dir={}", profile.display());
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1200,1000",
        &profile,
    ];
    let options = serde_json::json!({"binary": BROWSER, "args": arguments});
    Capabilities::from_iter([("goog:chromeOptions".to_owned(), options)])
}

/// An officer in front of the browser.
struct Officer {
    client: Client,
    /// Address of the node's pages.
    pages: String,
}

impl Officer {
    async fn go(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.pages)).await.unwrap();
    }

    /// What a selector finds, as soon as it does.
    async fn see(&self, selector: &str) -> Element {
        let wait = self.client.wait().at_most(PAGE_WAIT);
        match wait.for_element(Locator::Css(selector)).await {
            Ok(element) => element,
            Err(error) => {
                let (url, page) = (self.client.current_url().await, self.client.source().await);
                panic!("no {selector} ({error}) on {url:?}:\n{}", page.unwrap_or_default());
            }
        }
    }

    async fn click(&self, selector: &str) {
        self.see(selector).await.click().await.unwrap();
    }

    /// Fills the sign-in form in and sends it.
    async fn sign_in(&self, account: &str, password: &str) {
        for (name, value) in [("account", account), ("password", password)] {
            let field = self.see(&format!("form[action='/sign-in'] [name='{name}']")).await;
            field.clear().await.unwrap();
            field.send_keys(value).await.unwrap();
        }
        self.click("form[action='/sign-in'] button").await;
    }

    async fn path(&self) -> String {
        self.client.current_url().await.unwrap().path().to_owned()
    }

    /// The session's cookie as the browser keeps it.
    async fn session(&self) -> Option<Cookie<'static>> {
        let cookies = self.client.get_all_cookies().await.unwrap();
        let is_session = |cookie: &Cookie<'_>| {
            cookie.name().starts_with("__Host-") && !cookie.name().contains("form")
        };
        cookies.into_iter().find(is_session)
    }
}

/// Wrong passwords and unknown accounts get the same sentence and no session.
async fn refused(officer: &Officer) {
    let mut sentences = Vec::new();
    for (account, password) in [("minh", "not the password"), ("nobody", PASSWORD)] {
        officer.go("/sign-in").await;
        officer.sign_in(account, password).await;
        sentences.push(officer.see("[role='alert'] p").await.text().await.unwrap());
        assert!(officer.session().await.is_none(), "{account} has a session");
    }
    assert_eq!(sentences[0], sentences[1]);
    let neutral = "error-sign-in = ";
    let known = [include_str!("../../locales/en.ftl"), include_str!("../../locales/vi.ftl")];
    let mut lines = known.iter().flat_map(|file| file.lines());
    let neutral = |line: &str| line.strip_prefix(neutral) == Some(sentences[0].as_str());
    assert!(lines.any(neutral), "not the neutral sentence: {}", sentences[0]);
}

/// The approver signs in, finds the request, reads it, approves it, sees the receipt verified.
async fn approves(officer: &Officer, id: &str) {
    officer.go("/inbox").await;
    officer.sign_in("minh", PASSWORD).await;
    officer.click(&format!("a[href='/messages/{id}']")).await;
    officer.click(&format!("a[href='/messages/{id}/approve']")).await;
    let form = format!("form[action='/messages/{id}/approve']");
    let subject = "Xổm-chai Phôm-ma-chắc";
    let page = officer.see("main").await.text().await.unwrap();
    assert!(page.contains(subject), "the approver does not see whom it is about:\n{page}");
    officer.click(&format!("{form} button")).await;
    // The page asks for news by itself; nobody presses anything.
    officer.see(".delivery .verified.yes").await;
    assert_eq!(officer.path().await, format!("/messages/{id}"));
    let session = officer.session().await.expect("a session");
    assert_eq!(session.secure(), Some(true), "{session:?}");
    assert_eq!(session.http_only(), Some(true), "{session:?}");
    assert!(session.same_site().is_some_and(|site| site.is_strict()), "{session:?}");
    assert_eq!(session.expires_datetime(), None, "it ends with the browser: {session:?}");
}

async fn signs_out(officer: &Officer) {
    officer.click("details.account summary").await;
    officer.click("form[action='/sign-out'] button").await;
    officer.see("form[action='/sign-in']").await;
    assert_eq!(officer.path().await, "/sign-in");
    assert!(officer.session().await.is_none(), "the session's cookie is still there");
    officer.go("/inbox").await;
    officer.see("form[action='/sign-in']").await;
}

#[tokio::test]
async fn an_approver_sends_a_request_and_sees_its_receipt() {
    let mut pair = Pair::running().await;
    let id = pair.write_request().await;
    let browser = Browser::start(&pair.folder().join("profile")).await;
    let pages = format!("http://localhost:{}", pair.asker.ports.web);
    let officer = Officer { client: browser.client.clone(), pages };
    let request = id.clone();
    // On a task of its own, so that the browser ends whatever happens.
    let mut at_work = JoinSet::new();
    at_work.spawn(async move {
        refused(&officer).await;
        approves(&officer, &request).await;
        signs_out(&officer).await;
    });
    let worked = at_work.join_next().await.unwrap();
    browser.stop().await;
    worked.unwrap();
    pair.request_arrived(&id).await;
    pair.stop().await;
}
