//! No line of a log holds a person: not the text log of either node at its most talkative, not
//! the audit log. The exchange runs, refusals of every kind happen, then every name, date and
//! document number of both registers and of the messages is looked for.

use comity_wire::delivery::{DELIVERY_MEDIA_TYPE, Delivery, ENTRIES_PATH};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, SignatureScheme};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::support::node::Node;
use crate::support::pair::Pair;
use crate::support::seed::{PERSONS_TH, PERSONS_VN, REPLY, REQUEST};
use crate::support::{SOON, db, desk, http, wait_for};

/// Letters below which a folded name is too ordinary a word to be looked for.
const FOLDED_MIN: usize = 6;

/// What must not be found.
#[derive(Debug, Default)]
struct Needles {
    /// Anywhere, in any case.
    anywhere: BTreeSet<String>,
    /// As a word: a bare year.
    words: BTreeSet<String>,
}

impl Needles {
    /// Everything personal in the seed.
    fn of_the_seed() -> Self {
        let mut needles = Self::default();
        for line in PERSONS_VN.lines().chain(PERSONS_TH.lines()) {
            let entity: Value = serde_json::from_str(line).unwrap();
            let keys = ["name", "alias", "birthDate", "passportNumber", "idNumber"];
            let values = keys.iter().filter_map(|key| entity["properties"][key].as_array());
            values.flatten().filter_map(Value::as_str).for_each(|value| needles.add(value));
        }
        for draft in [REQUEST, REPLY] {
            let draft: Value = serde_saphyr::from_str(draft).unwrap();
            needles.strings(&draft);
        }
        needles
    }

    /// Names, dates, numbers and free text of a draft: what has a space or a digit, and no code.
    fn strings(&mut self, value: &Value) {
        match value {
            Value::Object(fields) => {
                let codes = ["legal_basis", "evaluation", "handling"];
                let told = fields.iter().filter(|(key, _)| !codes.contains(&key.as_str()));
                told.for_each(|(_, value)| self.strings(value));
            }
            Value::Array(values) => values.iter().for_each(|value| self.strings(value)),
            Value::String(text) if text.contains([' ', '0', '1', '2', '5']) => self.add(text),
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) {
            self.words.insert(text.to_owned());
            return;
        }
        self.anywhere.insert(comity_names::fold(text));
        for escaped in [text.escape_unicode().to_string(), format!("{text:?}"), url(text)] {
            self.anywhere.insert(escaped.trim_matches('"').to_lowercase());
        }
        let parts: Vec<String> = comity_names::fold(text)
            .split([' ', '-'])
            .map(comity_names::plain)
            .filter(|part| !part.is_empty())
            .collect();
        for glue in ["", " ", "-", "_"] {
            let folded = parts.join(glue);
            if folded.len() >= FOLDED_MIN && parts.len() > 1 {
                self.anywhere.insert(folded);
            }
        }
    }

    /// What of it a text holds.
    fn found_in(&self, text: &str) -> Vec<String> {
        let (lower, folded) = (text.to_lowercase(), comity_names::fold(text));
        let plain: String =
            folded.split(' ').map(comity_names::plain).collect::<Vec<_>>().join(" ");
        let haystacks = [lower.as_str(), folded.as_str(), plain.as_str()];
        let within = |needle: &&String| haystacks.iter().any(|text| text.contains(needle.as_str()));
        let mut found: Vec<String> = self.anywhere.iter().filter(within).cloned().collect();
        // The parts of an identifier look like years now and then.
        let words: BTreeSet<&str> =
            text.split(|c: char| c.is_whitespace() || "\"'=:,;()[]{}".contains(c)).collect();
        found.extend(self.words.iter().filter(|year| words.contains(year.as_str())).cloned());
        found
    }
}

/// A text without the escape sequences that colour a terminal.
fn without_colours(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or(part, |(_, rest)| rest))
}

fn url(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

#[test]
fn the_search_for_persons_finds_them() {
    let needles = Needles::of_the_seed();
    assert!(needles.anywhere.len() > 400, "{}", needles.anywhere.len());
    for line in [
        "INFO search name=สมชาย พรหมจักร",
        "WARN refused name=\"XỔM-CHAI Phôm-ma-chắc\"",
        "DEBUG nguyen van thu",
        "DEBUG born 1985-03-12",
        "DEBUG born=1985 x",
        "INFO number zz8503120",
        r"INFO \u{e2a}\u{e21}\u{e0a}\u{e32}\u{e22}\u{20}\u{e1e}\u{e23}\u{e2b}\u{e21}\u{e08}\u{e31}\u{e01}\u{e23}",
        "INFO 2528-03-12",
    ] {
        assert!(!needles.found_in(line).is_empty(), "{line}");
    }
    let innocent =
        "2026-11-21T22:02:27.198500Z INFO received message=01a2001e-1985-7f39-b607-1 seq=1";
    assert_eq!(needles.found_in(innocent), Vec::<String>::new());
}

/// A stranger takes any certificate for the server's.
#[derive(Debug)]
struct Anybody;

impl rustls::client::danger::ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<rustls::client::danger::ServerCertVerified, rustls::Error> {
        Ok(rustls::client::danger::ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        Ok(rustls::client::danger::HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        Ok(rustls::client::danger::HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let provider = rustls::crypto::aws_lc_rs::default_provider();
        provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Posts bytes to a node's partner channel as a stranger, whose certificate says a name from the
/// register; what came back, which may be nothing.
async fn post(node: &Node, with_certificate: bool, body: &[u8]) -> String {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anybody));
    let config = if with_certificate {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut params = rcgen::CertificateParams::new(vec!["stranger.example".into()]).unwrap();
        params.distinguished_name.push(rcgen::DnType::CommonName, "Somchai Phromjan");
        let cert = params.self_signed(&key).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        builder.with_client_auth_cert(vec![cert.der().clone()], key).unwrap()
    } else {
        builder.with_no_client_auth()
    };
    let tcp = TcpStream::connect(("127.0.0.1", node.ports.link)).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let Ok(mut tls) = TlsConnector::from(Arc::new(config)).connect(name, tcp).await else {
        return String::new();
    };
    let head = format!(
        "POST {ENTRIES_PATH} HTTP/1.1\r\nhost: localhost\r\ncontent-type: {DELIVERY_MEDIA_TYPE}\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let mut answer = Vec::new();
    let talk = async {
        drop(tls.write_all(head.as_bytes()).await);
        drop(tls.write_all(body).await);
        drop(tls.read_to_end(&mut answer).await);
    };
    tokio::time::timeout(SOON, talk).await.expect("the partner channel answers or hangs up");
    String::from_utf8_lossy(&answer).into_owned()
}

/// Everything strangers and clumsy colleagues may do at a node.
async fn provoke(pair: &Pair, id: &str) {
    let node = &pair.asked;
    let mut garbage = TcpStream::connect(("127.0.0.1", node.ports.link)).await.unwrap();
    garbage.write_all("GET /สมชาย พรหมจักร HTTP/1.1\r\n\r\n".as_bytes()).await.unwrap();
    drop(garbage);
    post(node, false, b"x").await;
    let refused = post(node, true, "Somchai Phromjan ZZ8503120".as_bytes()).await;
    assert!(refused.contains(" 400 "), "{refused}");
    // The very envelope that was accepted, from somebody else's certificate.
    let envelope = db::bytes(pair.asker.home(), "SELECT envelope FROM outbox").await.unwrap();
    let stolen = Delivery { envelopes: vec![envelope] }.to_bytes().unwrap();
    let refused = post(node, true, &stolen).await;
    assert!(refused.contains(" 200 "), "{refused}");

    let name = "Xổm-chai Phôm-ma-chắc";
    let search = ["search", name, "--document", "ZZ8503120", "--born", "1985-03-12"];
    node.desk.run("malee", &search).await.done();
    assert_eq!(node.desk.run(name, &["inbox"]).await.code, 1);
    let bad = REQUEST.replace("purpose: IDENTIFY", &format!("purpose: \"{name}\""));
    assert_eq!(pair.asker.desk.feed("lan", &["request", "new", "-"], &bad).await.code, 1);
    assert_eq!(pair.asker.desk.run("lan", &["request", "approve", id]).await.code, 1);
    let mut wrong = desk::comity();
    wrong.env("COMITY_PASSWORD", name).arg("--home").arg(node.home());
    wrong.args(["--json", "--as", "malee", "inbox"]);
    assert_eq!(desk::run(wrong, "").await.code, 1);
    pages(node, name).await;
}

/// Asks the pages for addresses with a name in them, and signs in with one.
async fn pages(node: &Node, name: &str) {
    let form = format!("account={}&password=ZZ8503120&csrf=x", url(name));
    for (line, body) in [
        (format!("GET /search?name={}", url(name)), ""),
        (format!("GET /messages/{}", url(name)), ""),
        ("POST /sign-in".to_owned(), form.as_str()),
    ] {
        let answer = http::ask(node.ports.web, &line, body).await;
        assert!(answer.starts_with("HTTP/1.1 "), "{line}: {answer}");
    }
}

#[tokio::test]
async fn no_log_holds_a_person() {
    let mut pair = Pair::new().await;
    (pair.asker.log_level, pair.asked.log_level) = ("debug", "debug");
    tokio::join!(pair.asker.start(), pair.asked.start());
    let id = pair.write_request().await;
    pair.approve_request(&id).await;
    pair.request_arrived(&id).await;
    provoke(&pair, &id).await;
    pair.take_up(&id).await;
    let reply = pair.write_reply(&id).await;
    pair.approve_reply(&reply).await;
    pair.answered(&id).await;
    let refused =
        "SELECT COUNT(*) FROM log WHERE outcome = 'refused' AND detail = 'wrong_certificate'";
    wait_for("the stolen envelope is noted", SOON, || async {
        (db::number(pair.asked.home(), refused, "").await? == 1).then_some(())
    })
    .await;
    pair.stop().await;

    let needles = Needles::of_the_seed();
    for node in [&pair.asker, &pair.asked] {
        let log = without_colours(&node.log());
        assert!(log.contains("DEBUG") && log.contains(&id), "{}: no log", node.plan.agency);
        let audit = node.desk.run("admin", &["log", "show", "--last", "1000"]).await;
        assert!(audit.stdout.contains("process_inbox"), "no audit log");
        for (what, text) in [("log", &log), ("audit log", &audit.stdout)] {
            let found = needles.found_in(text);
            assert!(found.is_empty(), "{}: the {what} holds {found:?}", node.plan.agency);
        }
    }
}

#[tokio::test]
async fn a_line_left_out_of_an_import_is_named_and_not_repeated() {
    let pair = Pair::new().await;
    let file = pair.folder().join("persons.jsonl");
    let needles = Needles::of_the_seed();
    let name = "Xổm-chai Phôm-ma-chắc";
    let lines = [
        format!("{{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{{\"name\":\"{name}\"}}}}"),
        format!("{{\"id\":\"b\",\"schema\":\"{name}\",\"properties\":{{}}}}"),
        format!("{{\"id\":\"{name}\",\"schema\":\"Person\",\"properties\":{{\"name\":[\"x\"]}}}}"),
        "{\"id\":\"c\",\"schema\":\"Person\",\"properties\":{\"name\":[\"An Ba\"],\
          \"passportNumber\":\"ZZ8503120\"}}"
            .to_owned(),
    ];
    std::fs::write(&file, lines.join("\n")).unwrap();
    let ran = pair.asker.desk.run("dung", &["import", file.to_str().unwrap()]).await;
    assert_eq!(ran.code, 1, "{ran:?}");
    let refused = ran.value.pointer("/refused").and_then(Value::as_array).unwrap();
    assert_eq!(refused.len(), lines.len(), "{ran:?}");
    let found = needles.found_in(&format!("{} {}", ran.stdout, ran.stderr));
    assert!(found.is_empty(), "the import repeats {found:?}: {refused:?}");
}
