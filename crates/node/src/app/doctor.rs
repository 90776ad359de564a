//! Looks at a node as a careful colleague would: files, keys, disk, partners, queues, clock.

use comity_domain::clock::Doubt;
use comity_domain::limits;
use comity_domain::time::Timestamp;
use serde::Serialize;
use std::os::unix::fs::PermissionsExt;

use crate::app::clock_time;
use crate::dates;
use crate::error::AppError;
use crate::home::Home;
use crate::index::IndexState;
use crate::node::Node;

/// One thing looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was looked at.
    pub what: &'static str,
    /// Whether it is as it should be.
    pub ok: bool,
    /// What was found, and what to do when it is not as it should be.
    pub found: String,
}

/// The earliest time a right clock can show: the year this program was written.
const CLOCK_EARLIEST: Timestamp = Timestamp(1_767_225_600_000);

/// Looks at everything.
///
/// # Errors
/// When the store fails altogether.
pub async fn run(node: &Node, home: &Home) -> Result<Vec<Check>, AppError> {
    let mut checks = vec![key_files(home), clock(node).await?];
    let log = node.store.log_verify().await?;
    checks.push(Check {
        what: "log",
        ok: log.is_ok(),
        found: match log {
            Ok(position) => format!("{} lines, chain intact", position.size),
            Err(fault) => {
                format!("line {} was changed; keep the file and tell oversight", fault.seq)
            }
        },
    });
    let partners = node.store.partners().await?;
    checks.push(Check {
        what: "partners",
        ok: !partners.is_empty(),
        found: match partners.len() {
            0 => "none; exchange cards: `comity card`, `comity partner add FILE`".to_owned(),
            n => format!("{n}"),
        },
    });
    for partner in &partners {
        let failing = partner.tries > 0;
        checks.push(Check {
            what: "delivery",
            ok: !failing,
            found: match (&partner.last_error, failing) {
                (Some(error), true) => {
                    format!("{}: {} failed tries, last: {error}", partner.agency, partner.tries)
                }
                _ => format!("{}: no failures", partner.agency),
            },
        });
    }
    let waiting = node.store.undelivered_count().await?;
    checks.push(Check { what: "outbox", ok: true, found: format!("{waiting} to deliver") });
    let accounts = node.store.accounts().await?;
    let open = accounts.iter().filter(|a| !a.disabled).count();
    checks.push(Check {
        what: "accounts",
        ok: open >= 2,
        found: format!("{open} open; four eyes need an officer who writes and one who approves"),
    });
    let persons = node.store.person_count().await?;
    checks.push(Check { what: "register", ok: true, found: format!("{persons} persons") });
    checks.push(index(node, persons).await?);
    Ok(checks)
}

/// Whether everybody of the register can be found by name. Opening the index checks its file.
async fn index(node: &Node, persons: i64) -> Result<Check, AppError> {
    let IndexState { extent, change, refused } = node.index.state(&node.store).await?;
    let whole = i64::try_from(extent.persons).is_ok_and(|n| n == persons);
    let mut found = format!(
        "{} persons, {} names, {} words; {} MB of file; change {change}, {} names since the file",
        extent.persons,
        extent.names,
        extent.words,
        extent.base_bytes / 1_000_000,
        extent.changed_names
    );
    if let Some(reason) = refused {
        found.push_str(&format!("; the file was made anew: {reason}"));
    }
    if !whole {
        found.push_str("; some persons have no name that can be read");
    }
    Ok(Check { what: "index", ok: whole, found })
}

fn key_files(home: &Home) -> Check {
    let (what, folder) = ("home", home.path());
    let open_to_others = std::fs::metadata(folder).map(|m| m.permissions().mode() & 0o077 != 0);
    match open_to_others {
        Ok(false) => Check { what, ok: true, found: "readable by its owner only".into() },
        Ok(true) => Check {
            what,
            ok: false,
            found: format!("others can read keys and data: chmod 700 {}", folder.display()),
        },
        Err(error) => Check { what, ok: false, found: error.to_string() },
    }
}

async fn clock(node: &Node) -> Result<Check, AppError> {
    let now = node.now();
    if now < CLOCK_EARLIEST {
        let found = "far in the past: set the clock".to_owned();
        return Ok(Check { what: "clock", ok: false, found });
    }
    let reading = clock_time::read(node, now).await?;
    let late = node.store.clocks_due(now, limits::CLOCK_BATCH).await?;
    let waiting = late.iter().filter(|row| row.clock.kind.is_hard_stop()).count();
    let (shown, believed) = (dates::moment_iso(now), dates::moment_iso(reading.at));
    let next = "correct it, or confirm it: `comity clock confirm-time`";
    let found = match reading.doubt {
        None => "plausible".to_owned(),
        Some(Doubt::Behind) => format!(
            "shows {shown}, earlier than {believed} which was seen before; clocks stand still: {next}"
        ),
        Some(Doubt::Ahead) => format!(
            "shows {shown}, days after {believed} which was seen last; no clock runs out, and {waiting} \
             hard stops wait: {next}"
        ),
    };
    Ok(Check { what: "clock", ok: reading.doubt.is_none(), found })
}
