//! What the tests on real processes share: free ports, waiting, commands, nodes, a pair of nodes
//! with a proxy in front of each, and a look into their databases.

pub(crate) mod db;
pub(crate) mod desk;
pub(crate) mod http;
pub(crate) mod node;
pub(crate) mod pair;
pub(crate) mod seed;

use std::future::Future;
use std::net::TcpListener;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Between two looks at a condition.
const LOOK: Duration = Duration::from_millis(25);
/// For what happens at once on an idle machine. A busy one gets its time.
pub(crate) const SOON: Duration = Duration::from_secs(30);

/// Looks until there is an answer; fails with a sentence when there is none in time.
pub(crate) async fn wait_for<T, F, A>(what: &str, limit: Duration, mut look: F) -> T
where
    F: FnMut() -> A,
    A: Future<Output = Option<T>>,
{
    let end = tokio::time::Instant::now() + limit;
    loop {
        if let Some(found) = look().await {
            return found;
        }
        let late = tokio::time::Instant::now() >= end;
        assert!(!late, "waited {} s in vain: {what}", limit.as_secs());
        tokio::time::sleep(LOOK).await;
    }
}

/// First of the ports tests use, and how many: below those the kernel gives to outgoing
/// connections, so that nobody takes a node's port while the node is down.
const PORTS: (u32, u32) = (20_000, 12_000);

/// A port of 127.0.0.1 that nobody uses and that no other test of this process gets.
pub(crate) fn free_port() -> u16 {
    static GIVEN: AtomicU32 = AtomicU32::new(0);
    let (first, many) = PORTS;
    let start = std::process::id().wrapping_mul(977) % many;
    for _ in 0..many {
        let n = GIVEN.fetch_add(1, Ordering::Relaxed);
        let port = u16::try_from(first + (start + n) % many).unwrap();
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
    panic!("no port between {first} and {} is free", first + many);
}
