//! The link over mutual TLS: a connection to the partner's endpoint, its certificate pinned.

use comity_wire::Card;
use comity_wire::delivery::{ANSWER_BYTES_MAX, DELIVERY_MEDIA_TYPE, ENTRIES_PATH};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::{Request, StatusCode, Uri, header};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use comity_domain::limits::DELIVERY_TIMEOUT_MS;

use crate::federation::link::{Answer, Link, LinkError};
use crate::federation::mtls;
use crate::node::Node;
use crate::run;

/// Port of an endpoint that names none.
const PORT_DEFAULT: u16 = 443;

/// The link of a running node.
#[derive(Debug)]
pub struct MtlsLink {
    node: Arc<Node>,
}

impl MtlsLink {
    /// The link of a node.
    pub fn new(node: Arc<Node>) -> Self {
        Self { node }
    }

    async fn post(&self, to: &Card, delivery: Vec<u8>) -> Result<Vec<u8>, LinkError> {
        let uri: Uri = to.endpoint.parse().or(Err(LinkError::Unreachable))?;
        let host = uri.host().ok_or(LinkError::Unreachable)?.trim_matches(['[', ']']).to_owned();
        let port = uri.port_u16().unwrap_or(PORT_DEFAULT);
        let tcp =
            TcpStream::connect((host.as_str(), port)).await.or(Err(LinkError::Unreachable))?;
        tcp.set_nodelay(true).or(Err(LinkError::Unreachable))?;
        let config = mtls::client(&self.node.keys, &to.tls_pins).map_err(|error| {
            tracing::error!(error = ?error, "our own TLS key or certificate is damaged");
            LinkError::Unreachable
        })?;
        let name = ServerName::try_from(host.clone()).or(Err(LinkError::Unreachable))?;
        let tls = TlsConnector::from(config).connect(name, tcp).await.map_err(|error| {
            let refused = error.get_ref().and_then(|e| e.downcast_ref::<rustls::Error>());
            match refused {
                Some(rustls::Error::InvalidCertificate(_)) => LinkError::WrongCertificate,
                _ => LinkError::Unreachable,
            }
        })?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(tls))
            .await
            .or(Err(LinkError::Unreachable))?;
        let request = Request::post(ENTRIES_PATH)
            .header(header::HOST, host)
            .header(header::CONTENT_TYPE, DELIVERY_MEDIA_TYPE)
            .body(Full::new(Bytes::from(delivery)))
            .or(Err(LinkError::Unreachable))?;
        // Ends with the connection, which ends with the sender at the end of this function.
        run::background(async move {
            if let Err(error) = connection.await {
                tracing::debug!(error = %error, "connection to a partner ended");
            }
        });
        let response = sender.send_request(request).await.or(Err(LinkError::Unreachable))?;
        let status = response.status();
        let body = Limited::new(response.into_body(), ANSWER_BYTES_MAX).collect().await;
        let bytes = body.or(Err(LinkError::BadAnswer))?.to_bytes().to_vec();
        match status {
            StatusCode::OK => Ok(bytes),
            _ => Err(refusal(&bytes)),
        }
    }
}

/// The code of a refused delivery; what is not a code we know is not repeated.
fn refusal(body: &[u8]) -> LinkError {
    let code = std::str::from_utf8(body).ok().and_then(comity_wire::Refusal::from_code);
    code.map_or(LinkError::BadAnswer, |code| LinkError::Refused(code.code().to_owned()))
}

impl Link for MtlsLink {
    fn deliver<'a>(&'a self, to: &'a Card, delivery: Vec<u8>) -> Answer<'a> {
        let limit = Duration::from_millis(DELIVERY_TIMEOUT_MS);
        Box::pin(async move {
            let answer = tokio::time::timeout(limit, self.post(to, delivery)).await;
            answer.unwrap_or(Err(LinkError::Unreachable))
        })
    }
}
