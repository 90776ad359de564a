//! The only file that loops and starts tasks: listeners, workers, work spread over the cores, and
//! the end of all of them.

use anyhow::Context;
use axum::Router;
use comity_domain::limits;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use std::collections::BTreeMap;
use std::future::Future;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::app::{body_purge, clock_step, index_keep, message_receive, watch_alert};
use crate::error::AppError;
use crate::federation::client::MtlsLink;
use crate::federation::receive::Peer;
use crate::federation::{Step, listener, mtls, send};
use crate::keys::pin;
use crate::node::Node;
use crate::web;

/// How long open connections may go on after the node was told to stop.
const STOP_WAIT: Duration = Duration::from_secs(3);
/// How long a client may take to send the head of a request.
const HEADER_WAIT: Duration = Duration::from_secs(10);

/// Starts a task that ends by itself.
#[expect(clippy::disallowed_methods, reason = "the one place that starts tasks")]
pub fn background(task: impl Future<Output = ()> + Send + 'static) {
    drop(tokio::spawn(task));
}

/// Does the same work to every piece, on as many tasks as the machine has cores; the answers stand
/// in the order of the pieces.
///
/// # Errors
/// [`AppError::Internal`] when the work breaks off.
pub async fn spread<P, A, W, F>(pieces: Vec<P>, work: W) -> Result<Vec<A>, AppError>
where
    P: Send + 'static,
    A: Send + 'static,
    W: Fn(P) -> F,
    F: Future<Output = A> + Send + 'static,
{
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (mut tasks, mut answers) = (JoinSet::new(), BTreeMap::new());
    let broken = |error: tokio::task::JoinError| AppError::Internal(error.into());
    for (place, piece) in pieces.into_iter().enumerate() {
        if tasks.len() >= cores.saturating_mul(PIECES_AHEAD)
            && let Some(ended) = tasks.join_next().await
        {
            let (place, answer) = ended.map_err(broken)?;
            answers.insert(place, answer);
        }
        let piece = work(piece);
        tasks.spawn(async move { (place, piece.await) });
    }
    while let Some(ended) = tasks.join_next().await {
        let (place, answer) = ended.map_err(broken)?;
        answers.insert(place, answer);
    }
    Ok(answers.into_values().collect())
}

/// Pieces of work under way for each core, so that none waits for the next.
const PIECES_AHEAD: usize = 2;

/// The sockets a node serves. Bound before anything else, so that a taken port is known at once.
#[derive(Debug)]
pub struct Listeners {
    /// For pages.
    pub web: TcpListener,
    /// For partners.
    pub link: TcpListener,
}

impl Listeners {
    /// Binds the addresses of the configuration.
    ///
    /// # Errors
    /// When an address is taken or not this machine's.
    pub async fn bind(node: &Node) -> anyhow::Result<Self> {
        let bind = async |what: &str, address: std::net::SocketAddr| {
            TcpListener::bind(address).await.with_context(|| {
                format!(
                    "cannot listen on {address} for {what}; is another node running? \
                         (comity.toml, {what}.listen)"
                )
            })
        };
        Ok(Self {
            web: bind("web", node.config.web.listen).await?,
            link: bind("link", node.config.link.listen).await?,
        })
    }
}

/// Serves until `stop` changes to true.
///
/// # Errors
/// When the node's TLS keys cannot be used.
pub async fn serve(
    node: Arc<Node>,
    listeners: Listeners,
    stop: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    node.store.release_all_partners().await?;
    let link_tls = TlsAcceptor::from(mtls::server(&node.keys)?);
    let web_tls = web_tls(&node)?;
    let partners = listener::router(Arc::clone(&node));
    let pages = web::router(Arc::clone(&node));
    let mut tasks = JoinSet::new();
    tasks.spawn(accept(listeners.link, Some(link_tls), partners, stop.clone()));
    tasks.spawn(accept(listeners.web, web_tls, pages, stop.clone()));
    // One partner that does not answer must not hold up the others.
    for _ in 0..limits::SENDERS {
        tasks.spawn(sender(Arc::clone(&node), stop.clone()));
    }
    tasks.spawn(sorter(Arc::clone(&node), stop.clone()));
    tasks.spawn(keeper(Arc::clone(&node), stop.clone()));
    tasks.spawn(watcher(Arc::clone(&node), stop.clone()));
    tasks.spawn(timekeeper(Arc::clone(&node), stop.clone()));
    tasks.spawn(purger(Arc::clone(&node), stop));
    while let Some(ended) = tasks.join_next().await {
        ended.context("a task of the node broke")?;
    }
    node.store.close().await;
    Ok(())
}

async fn sender(node: Arc<Node>, stop: watch::Receiver<bool>) {
    let link = Arc::new(MtlsLink::new(Arc::clone(&node)));
    let step = || -> StepFuture {
        let (node, link) = (Arc::clone(&node), Arc::clone(&link));
        Box::pin(async move { send::step(&node, &*link, node.now()).await })
    };
    repeat("send", stop, step).await;
}

async fn sorter(node: Arc<Node>, stop: watch::Receiver<bool>) {
    let step = || -> StepFuture {
        let node = Arc::clone(&node);
        Box::pin(async move { message_receive::step(&node, node.now()).await })
    };
    repeat("sort", stop, step).await;
}

async fn keeper(node: Arc<Node>, stop: watch::Receiver<bool>) {
    let step = || -> StepFuture {
        let node = Arc::clone(&node);
        Box::pin(async move { index_keep::step(&node).await })
    };
    repeat("index", stop, step).await;
}

async fn watcher(node: Arc<Node>, stop: watch::Receiver<bool>) {
    let step = || -> StepFuture {
        let node = Arc::clone(&node);
        Box::pin(async move { watch_alert::step(&node, node.now()).await })
    };
    repeat("watch", stop, step).await;
}

async fn timekeeper(node: Arc<Node>, stop: watch::Receiver<bool>) {
    let step = || -> StepFuture {
        let node = Arc::clone(&node);
        Box::pin(async move { clock_step::step(&node, node.now()).await })
    };
    repeat("clock", stop, step).await;
}

async fn purger(node: Arc<Node>, stop: watch::Receiver<bool>) {
    let step = || -> StepFuture {
        let node = Arc::clone(&node);
        Box::pin(async move { body_purge::step(&node, node.now()).await })
    };
    repeat("purge", stop, step).await;
}

/// One step of a worker.
type StepFuture = Pin<Box<dyn Future<Output = Result<Step, AppError>> + Send>>;

/// Does a worker's step on a task of its own, so that one that breaks off is an error like another
/// and the node goes on.
#[expect(clippy::disallowed_methods, reason = "the one place that starts tasks")]
async fn guarded(step: StepFuture) -> Result<Step, AppError> {
    match tokio::spawn(step).await {
        Ok(result) => result,
        Err(broken) => Err(AppError::Internal(broken.into())),
    }
}

/// Calls a worker's step until the node stops. A step that fails is tried again after a wait, so
/// that a full disk or a busy store stops nothing for good.
async fn repeat(
    worker: &'static str,
    mut stop: watch::Receiver<bool>,
    step: impl Fn() -> StepFuture,
) {
    let idle = Duration::from_millis(limits::WORKER_IDLE_MS);
    let mut failures: u32 = 0;
    while !*stop.borrow() {
        let wait = match guarded(step()).await {
            Ok(Step::Done) => {
                failures = 0;
                continue;
            }
            Ok(Step::Idle) => {
                failures = 0;
                idle
            }
            Err(error) => {
                failures = failures.saturating_add(1).min(8);
                tracing::error!(worker, failures, error = %one_line(&error), "a step failed");
                idle.saturating_mul(2_u32.saturating_pow(failures))
            }
        };
        // Whichever comes first; that the sender of `stop` is gone means stop as well.
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            changed = stop.changed() => if changed.is_err() { return },
        }
    }
}

/// An error and what caused it, in one line.
fn one_line(error: &AppError) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    text
}

/// Accepts connections and serves each on a task of its own.
async fn accept(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    router: Router,
    mut stop: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(limits::CONNECTIONS_MAX));
    let guests = Arc::new(Guests::default());
    let mut connections = JoinSet::new();
    while let Some(accepted) = next(&listener, &mut stop).await {
        while connections.try_join_next().is_some() {}
        let place = Arc::clone(&places).try_acquire_owned();
        let (Ok((stream, address)), Ok(place)) = (accepted, place) else {
            turned_away().await;
            continue;
        };
        let Some(seat) = Guests::seat(&guests, address.ip()) else { continue };
        let (tls, router) = (tls.clone(), router.clone());
        connections.spawn(async move {
            connection(stream, tls, router).await;
            drop((place, seat));
        });
    }
    let all = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(STOP_WAIT, all).await.is_err() {
        tracing::info!("open connections were cut");
    }
}

/// How many connections each address holds, so that one cannot hold them all.
#[derive(Debug, Default)]
struct Guests(Mutex<BTreeMap<IpAddr, usize>>);

/// One connection of an address, until it is dropped.
#[derive(Debug)]
struct Seat {
    guests: Arc<Guests>,
    address: IpAddr,
}

impl Guests {
    fn seat(guests: &Arc<Self>, address: IpAddr) -> Option<Seat> {
        let mut counts = guests.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= limits::CONNECTIONS_PER_ADDRESS_MAX {
            return None;
        }
        *count += 1;
        Some(Seat { guests: Arc::clone(guests), address })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut counts = self.guests.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count = count.saturating_sub(1);
        }
        counts.retain(|_, count| *count > 0);
    }
}

/// No place or no file handle is free: whoever knocks has to come again.
async fn turned_away() {
    tracing::warn!("too many connections; one was turned away");
    tokio::time::sleep(Duration::from_millis(limits::WORKER_IDLE_MS)).await;
}

/// The next connection; `None` when the node stops.
async fn next(
    listener: &TcpListener,
    stop: &mut watch::Receiver<bool>,
) -> Option<std::io::Result<(TcpStream, std::net::SocketAddr)>> {
    if *stop.borrow() {
        return None;
    }
    tokio::select! {
        accepted = listener.accept() => Some(accepted),
        // It only ever changes to "stop"; that its sender is gone means the same.
        _ = stop.changed() => None,
    }
}

async fn connection(stream: TcpStream, tls: Option<TlsAcceptor>, router: Router) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(error = %error, "no delay could not be set");
    }
    let Some(tls) = tls else { return http(TokioIo::new(stream), router).await };
    let limit = Duration::from_millis(limits::HANDSHAKE_TIMEOUT_MS);
    let Ok(Ok(stream)) = tokio::time::timeout(limit, tls.accept(stream)).await else {
        tracing::warn!(code = "handshake", "a TLS connection was refused");
        return;
    };
    let certificate = stream.get_ref().1.peer_certificates().and_then(|chain| chain.first());
    let router = match certificate {
        Some(certificate) => router.layer(axum::Extension(Peer(pin(certificate)))),
        None => router,
    };
    http(TokioIo::new(stream), router).await;
}

async fn http<I>(io: I, router: Router)
where
    I: hyper::rt::Read + hyper::rt::Write + Unpin + Send + 'static,
{
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_WAIT);
    builder.http2().timer(TokioTimer::new()).max_concurrent_streams(limits::STREAMS_MAX);
    let service = TowerToHyperService::new(router);
    // Nobody holds a place for ever: whoever is slower than this comes again.
    let limit = Duration::from_millis(limits::CONNECTION_MS_MAX);
    match tokio::time::timeout(limit, builder.serve_connection(io, service)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(error = %error, "a connection ended early"),
        Err(_) => tracing::debug!("a connection was open for too long"),
    }
}

fn web_tls(node: &Node) -> anyhow::Result<Option<TlsAcceptor>> {
    use rustls::pki_types::pem::PemObject;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    let (Some(cert), Some(key)) = (&node.config.web.tls_cert, &node.config.web.tls_key) else {
        return Ok(None);
    };
    let chain = CertificateDer::pem_file_iter(cert)
        .with_context(|| format!("cannot read {}", cert.display()))?
        .collect::<Result<Vec<_>, _>>()
        .with_context(|| format!("{} is not a certificate chain", cert.display()))?;
    let key = PrivateKeyDer::from_pem_file(key)
        .with_context(|| format!("{} is not a private key", key.display()))?;
    let config = rustls::ServerConfig::builder_with_provider(mtls::provider())
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .context("web.tls_cert and web.tls_key do not fit")?;
    Ok(Some(TlsAcceptor::from(Arc::new(config))))
}
