//! `comity names mrz`, and the zone that `comity search --mrz` takes.

use anyhow::{Context, anyhow};
use comity_names::limits::MAX_MRZ_BYTES;
use comity_names::mrz::{Mrz, MrzDate};
use std::io::Read;
use std::path::Path;

use crate::cli::Session;
use crate::cli::out::Failure;
use crate::clock::{Clock, SystemClock};
use crate::{dates, explain};

/// Reads a machine-readable zone from a file; `-` is standard input.
pub(super) fn read(session: &Session, file: &Path) -> Result<Mrz, Failure> {
    let context = || format!("cannot read {}", file.display());
    let limit = u64::try_from(MAX_MRZ_BYTES).unwrap_or(u64::MAX);
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().lock().take(limit + 1).read_to_string(&mut text).with_context(context)?;
    } else {
        let source = std::fs::File::open(file).with_context(context)?;
        source.take(limit + 1).read_to_string(&mut text).with_context(context)?;
    }
    let year = dates::year(SystemClock.now());
    Ok(Mrz::read(&text, year)
        .map_err(|refused| anyhow!("{}", explain::mrz_refusal(session.out.lang, &refused)))?)
}

/// Prints a zone's fields and check digits.
pub(super) fn show(session: &Session, file: &Path) -> Result<(), Failure> {
    let zone = read(session, file)?;
    let date = |date: Option<MrzDate>| date.map(|d| d.to_string());
    let checks: Vec<serde_json::Value> = zone
        .checks
        .iter()
        .map(|check| {
            serde_json::json!({"field": check.field.key(), "printed": check.printed,
                "expected": check.expected, "holds": check.holds})
        })
        .collect();
    let unreadable: Vec<&str> = zone.unreadable.iter().map(|field| field.key()).collect();
    let value = serde_json::json!({"kind": zone.kind.key(), "document_code": zone.document_code,
        "issuer": zone.issuer, "surname": zone.surname, "given": zone.given,
        "names_cut": zone.names_cut, "number": zone.number, "nationality": zone.nationality,
        "birth": date(zone.birth), "sex": zone.sex.map(comity_names::person::Sex::key),
        "expiry": date(zone.expiry), "optional": zone.optional, "checks": checks,
        "unreadable": unreadable, "sound": zone.is_sound()});
    session.out.print(&value, || text(session, &zone))
}

fn text(session: &Session, zone: &Mrz) -> String {
    let label = |key: &str, value: &str| format!("{}: {value}", session.out.text(key));
    let date = |date: Option<MrzDate>| date.map_or_else(|| "-".to_owned(), |d| d.to_string());
    let sex = zone.sex.map_or("unspecified", comity_names::person::Sex::key);
    let mut lines = vec![
        format!("{} {} {}", zone.kind.key(), zone.document_code, zone.issuer),
        label("search-name", &zone.name()),
        label("search-document", &zone.number),
        label("search-nationality", &zone.nationality),
        label("search-born", &date(zone.birth)),
        label("search-sex", &session.out.text(&format!("sex-{sex}"))),
        label("mrz-expiry", &date(zone.expiry)),
    ];
    if zone.names_cut {
        lines.push(session.out.text("mrz-names-cut"));
    }
    for check in zone.checks.iter().filter(|check| !check.holds) {
        let field = session.out.text(&format!("mrz-field-{}", check.field.key()));
        lines.push(format!(
            "{}: {field} ({} ≠ {})",
            session.out.text("mrz-check-fails"),
            check.printed,
            check.expected
        ));
    }
    for field in &zone.unreadable {
        let field = session.out.text(&format!("mrz-field-{}", field.key()));
        lines.push(format!("{}: {field}", session.out.text("mrz-unreadable")));
    }
    if zone.is_sound() {
        lines.push(session.out.text("mrz-sound"));
    }
    lines.join("\n")
}
