//! A TCP proxy between two nodes that the test commands: pass, refuse, or hold a request or its
//! response on the way.
//!
//! TLS hides what passes, its sizes do not: until the client has sent [`HANDSHAKE_BYTES`] it shakes
//! hands, what comes after is the request; what the server sends from then on, beyond
//! [`TICKET_BYTES`] of session tickets, is the response.

use std::future::pending;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::support::{SOON, free_port};

/// More than a client sends until it is known at the server: hello with a hybrid key, certificate.
const HANDSHAKE_BYTES: usize = 4 * 1024;
/// More than the tickets a server sends after the handshake, less than any receipt.
const TICKET_BYTES: usize = 1_500;
/// How long the server's side stays open after the client has gone.
const LINGER: Duration = Duration::from_secs(2);

/// What the proxy does with connections, those that are open included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    /// Bytes pass.
    Open,
    /// New connections are cut at once.
    Refuse,
    /// The request is held back.
    HoldRequest,
    /// The request passes, the response is held back.
    HoldResponse,
}

/// What connections watch.
#[derive(Debug, Clone, Copy)]
struct Command {
    gate: Gate,
    /// Connections of an earlier round are cut.
    round: u64,
}

/// A proxy in front of a node.
#[derive(Debug)]
pub(crate) struct Proxy {
    command: watch::Sender<Command>,
    /// How often the gate was reached since it was set.
    reached: watch::Sender<u64>,
    _tasks: JoinSet<()>,
}

/// What a connection needs.
#[derive(Debug, Clone)]
struct Shared {
    command: watch::Receiver<Command>,
    reached: watch::Sender<u64>,
    server: SocketAddr,
}

impl Proxy {
    /// Listens on one port of this machine and passes to another.
    pub(crate) async fn new(port: u16, server: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let (command, watched) = watch::channel(Command { gate: Gate::Open, round: 0 });
        let reached = watch::Sender::new(0);
        let server = SocketAddr::from(([127, 0, 0, 1], server));
        let shared = Shared { command: watched, reached: reached.clone(), server };
        let mut tasks = JoinSet::new();
        tasks.spawn(listen(listener, shared));
        Self { command, reached, _tasks: tasks }
    }

    /// Sets the gate. What is held passes as soon as the gate lets it.
    pub(crate) fn set(&self, gate: Gate) {
        self.reached.send_replace(0);
        self.command.send_modify(|command| command.gate = gate);
    }

    /// Cuts every open connection with all that is held, and lets new ones pass.
    pub(crate) fn cut(&self) {
        self.command.send_modify(|command| {
            command.gate = Gate::Open;
            command.round += 1;
        });
    }

    /// Waits until something was refused or held since the gate was set.
    pub(crate) async fn reached(&self) {
        let mut watched = self.reached.subscribe();
        let gate = self.command.borrow().gate;
        let waited = tokio::time::timeout(SOON, watched.wait_for(|n| *n > 0)).await;
        assert!(waited.is_ok(), "nothing reached the proxy's gate {gate:?}");
    }
}

async fn listen(listener: TcpListener, shared: Shared) {
    let mut connections = JoinSet::new();
    loop {
        let (client, _) = listener.accept().await.unwrap();
        while connections.try_join_next().is_some() {}
        if shared.command.borrow().gate == Gate::Refuse {
            drop(client);
            shared.note();
            continue;
        }
        connections.spawn(shared.clone().connection(client));
    }
}

impl Shared {
    fn note(&self) {
        self.reached.send_modify(|n| *n += 1);
    }

    /// One connection, until either side or the test ends it.
    async fn connection(self, mut client: TcpStream) {
        let Ok(mut server) = TcpStream::connect(self.server).await else { return };
        for stream in [&client, &server] {
            stream.set_nodelay(true).unwrap();
        }
        let round = self.command.borrow().round;
        let (from_client, to_client) = client.split();
        let (from_server, to_server) = server.split();
        let sent = watch::Sender::new(0);
        let mut cut = self.command.clone();
        tokio::select! {
            biased; // what is cut must not pass because the gate opened at the same moment
            _ = cut.wait_for(|command| command.round != round) => {}
            () = self.upwards(from_client, to_server, &sent) => {}
            () = self.downwards(from_server, to_client, sent.subscribe()) => {}
        }
    }

    /// Waits until the gate is another.
    async fn while_gate(&self, gate: Gate) {
        let mut command = self.command.clone();
        if command.wait_for(|command| command.gate != gate).await.is_err() {
            pending::<()>().await;
        }
    }

    /// Whether what came from the server stays here: with these bytes, after the client sent those.
    fn holds(&self, held: usize, sent: usize) -> bool {
        let holds = sent > HANDSHAKE_BYTES && self.command.borrow().gate == Gate::HoldResponse;
        if holds && held > TICKET_BYTES {
            self.note();
        }
        holds
    }

    /// From the client to the server; `sent` counts.
    async fn upwards(
        &self,
        mut from: ReadHalf<'_>,
        mut to: WriteHalf<'_>,
        sent: &watch::Sender<usize>,
    ) {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(n @ 1..) = from.read(&mut buffer).await {
            let total = *sent.borrow() + n;
            if total > HANDSHAKE_BYTES && self.command.borrow().gate == Gate::HoldRequest {
                self.note();
                self.while_gate(Gate::HoldRequest).await;
            }
            sent.send_replace(total);
            if to.write_all(&buffer[..n]).await.is_err() {
                return;
            }
        }
        // A client that is gone does not unsay what it has sent.
        tokio::time::sleep(LINGER).await;
    }

    /// From the server to the client.
    async fn downwards(
        &self,
        mut from: ReadHalf<'_>,
        mut to: WriteHalf<'_>,
        sent: watch::Receiver<usize>,
    ) {
        let mut held = Vec::new();
        loop {
            let holding = self.command.borrow().gate == Gate::HoldResponse;
            tokio::select! {
                read = from.read_buf(&mut held) => if !matches!(read, Ok(1..)) { break },
                () = self.while_gate(Gate::HoldResponse), if holding => {}
            }
            if self.holds(held.len(), *sent.borrow()) {
                continue;
            }
            // A client that is gone does not keep the server from answering.
            drop(to.write_all(&held).await);
            held.clear();
        }
        if self.command.borrow().gate == Gate::Open {
            drop(to.write_all(&held).await);
        }
    }
}

/// A server that sends back what it gets.
async fn echo(port: u16) -> JoinSet<()> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    let mut tasks = JoinSet::new();
    tasks.spawn(async move {
        let mut connections = JoinSet::new();
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            connections.spawn(async move {
                let (mut from, mut to) = stream.split();
                drop(tokio::io::copy(&mut from, &mut to).await);
            });
        }
    });
    tasks
}

#[tokio::test]
async fn the_proxy_holds_refuses_and_lets_pass() {
    tokio::time::timeout(SOON, passes()).await.expect("the proxy answers in time");
}

async fn passes() {
    let (port, server) = (free_port(), free_port());
    let _server = echo(server).await;
    let proxy = Proxy::new(port, server).await;
    let big = [7; HANDSHAKE_BYTES + 1];
    let mut open = client(port, &big).await;
    open.read_exact(&mut big.clone()).await.unwrap();
    for gate in [Gate::HoldRequest, Gate::HoldResponse] {
        holds_and_lets_pass(&proxy, port, gate).await;
        holds_and_cuts(&proxy, port, gate).await;
    }
    proxy.set(Gate::Refuse);
    let mut refused = client(port, &[]).await;
    assert!(matches!(refused.read(&mut big.clone()).await, Ok(0) | Err(_)));
    proxy.reached().await;
}

/// A client that has sent something.
async fn client(port: u16, bytes: &[u8]) -> TcpStream {
    let mut client = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    client.write_all(bytes).await.unwrap();
    client
}

async fn holds_and_lets_pass(proxy: &Proxy, port: u16, gate: Gate) {
    let mut bytes = [7; HANDSHAKE_BYTES + 1];
    proxy.set(gate);
    let mut held = client(port, &bytes).await;
    proxy.reached().await;
    let quiet = tokio::time::timeout(Duration::from_millis(50), held.read(&mut bytes)).await;
    assert!(quiet.is_err(), "{gate:?} lets something pass");
    proxy.set(Gate::Open);
    held.read_exact(&mut bytes).await.unwrap();
}

async fn holds_and_cuts(proxy: &Proxy, port: u16, gate: Gate) {
    let mut bytes = [7; HANDSHAKE_BYTES + 1];
    proxy.set(gate);
    let mut lost = client(port, &bytes).await;
    proxy.reached().await;
    proxy.cut();
    let read = lost.read(&mut bytes).await;
    assert!(matches!(read, Ok(0) | Err(_)), "{gate:?} lets what is cut pass");
}
