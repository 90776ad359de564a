//! What the safeguards did, in numbers, for oversight.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use comity_domain::day::Day;
use comity_domain::policy::Role;
use comity_domain::time::Timestamp;
use serde::Deserialize;

use crate::app::oversight_show::{self, Count, PassedCount, Reader, Report};
use crate::error::AppError;
use crate::node::Node;
use crate::web::respond;
use crate::web::session::SignedIn;
use crate::web::view::frame::{Frame, T};

#[derive(Template)]
#[template(path = "oversight.html")]
pub(in crate::web) struct OversightPage {
    pub(in crate::web) frame: Frame,
    /// The first day counted, as the form shows it; empty for all.
    pub(in crate::web) since: String,
    /// Figures by themselves: what, and how many.
    pub(in crate::web) totals: Vec<(String, String)>,
    /// Tables.
    pub(in crate::web) tables: Vec<TableModel>,
}

/// A table of figures.
pub(in crate::web) struct TableModel {
    /// Names it on the page.
    pub(in crate::web) id: &'static str,
    /// Its heading.
    pub(in crate::web) title: String,
    /// What, on which conditions, how many.
    pub(in crate::web) rows: Vec<(String, String, String)>,
}

/// From which day on.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Since {
    since: Option<String>,
}

/// `GET /oversight`.
pub(in crate::web) async fn show(
    State(node): State<Arc<Node>>,
    session: SignedIn,
    Query(query): Query<Since>,
) -> Result<Response, AppError> {
    let t = T(session.lang);
    let since = query.since.filter(|day| !day.is_empty());
    let day = since.as_deref().map(Day::parse).transpose();
    let day = day.or(Err(AppError::Invalid { key: "field-date" }))?;
    let from = day.map_or(Timestamp(0), Day::begins);
    let report = oversight_show::run(&node, &session.ctx, from, Reader::Inside).await?;
    Ok(respond::page(&OversightPage {
        frame: Frame::of(&node, &session, t.s("oversight-title"), "/oversight"),
        since: since.unwrap_or_default(),
        totals: [
            ("oversight-messages", report.messages),
            ("oversight-runs", report.runs),
            ("oversight-protected", report.protected),
        ]
        .map(|(key, n)| (t.s(key), count(n)))
        .to_vec(),
        tables: tables(t, &report),
    }))
}

fn tables(t: T, report: &Report) -> Vec<TableModel> {
    let gate = |id: &str| format!("{} ({id})", t.code("gate", id));
    let ground = |id: &str| format!("{} ({id})", t.code("ground", id));
    let none = String::new;
    let blocks = report.blocks.iter().map(|(g, n)| (gate(g.code()), none(), count(*n)));
    let grounds = report.grounds.iter().map(|(g, n)| (ground(g.code()), none(), count(*n)));
    let decisions = report.decisions.iter().map(|d| {
        let numbers = format!(
            "{} {}, {} {}",
            t.s("decide-allow"),
            count(d.allowed),
            t.s("decide-refuse"),
            count(d.refused)
        );
        (gate(d.gate.code()), t.code("role", d.role.code()), numbers)
    });
    let passed = |row: &PassedCount| {
        let role = |role: &Role| t.code("role", role.code());
        let roles: Vec<String> = row.roles.iter().map(role).collect();
        (gate(row.gate.code()), roles.join(", "), count(row.count))
    };
    let refusals = report
        .refusals
        .iter()
        .map(|r| (ground(r.ground.code()), r.asked_by.to_string(), count(r.count)));
    let table = |id, rows| TableModel { id, title: t.s(&format!("oversight-{id}")), rows };
    vec![
        table("blocks", blocks.collect()),
        table("grounds", grounds.collect()),
        table("decisions", decisions.collect()),
        table("passed-sent", report.passed_sent.iter().map(passed).collect()),
        table("refusals", refusals.collect()),
    ]
}

/// Inside the agency every number is told.
fn count(count: Count) -> String {
    count.map_or_else(String::new, |n| n.to_string())
}
