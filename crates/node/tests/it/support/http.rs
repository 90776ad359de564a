//! HTTP/1.1 by hand, as anybody with a socket speaks it.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::SOON;

/// Sends a request to a port of this machine: its first line, its body; the whole answer.
pub(crate) async fn ask(port: u16, line: &str, body: &str) -> String {
    let text = format!(
        "{line} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut answer = Vec::new();
    let talk = async {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        while !is_whole(&answer) && matches!(stream.read_buf(&mut answer).await, Ok(1..)) {}
    };
    let done = tokio::time::timeout(SOON, talk).await;
    assert!(done.is_ok(), "port {port} does not answer {line}");
    String::from_utf8_lossy(&answer).into_owned()
}

/// Whether as many bytes are there as the answer says it has; not every server hangs up.
fn is_whole(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer);
    let Some((head, _)) = text.split_once("\r\n\r\n") else { return false };
    let mut lines = head.lines().map(str::to_ascii_lowercase);
    let length =
        lines.find_map(|l| l.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    length.is_some_and(|length| answer.len() >= head.len() + 4 + length)
}
