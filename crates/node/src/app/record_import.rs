//! Takes agreements, meetings and commitments in from a file.

use comity_domain::audit::AuditEntry;
use comity_domain::dialogue::RecordFile;
use comity_domain::policy::{Action, Object};
use comity_store::{RecordKind, WriteTx};
use serde::Serialize;

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// How much was taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Sources.
    pub sources: usize,
    /// Agencies.
    pub agencies: usize,
    /// Agreements.
    pub agreements: usize,
    /// Series.
    pub series: usize,
    /// Meetings.
    pub meetings: usize,
    /// Commitments.
    pub commitments: usize,
}

/// Something in the file that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordFault {
    /// The entry.
    pub entry: String,
    /// What is wrong, in English, for whoever edits the file.
    pub fault: String,
}

/// What a file holds, once read.
///
/// # Errors
/// The place and the reason, in English, when the text is not such a file.
pub fn read(text: &str) -> Result<RecordFile, String> {
    serde_saphyr::from_str(text).map_err(|error| yaml_fault(&error))
}

/// What is wrong with a YAML text and where, in one line; never the text itself, which may hold
/// names.
pub fn yaml_fault(error: &serde_saphyr::Error) -> String {
    let error = error.without_snippet();
    let what = error.to_string();
    let what = what.lines().next().unwrap_or("not YAML").to_owned();
    match error.location() {
        Some(at) if !what.contains("line ") => {
            format!("line {}, column {}: {what}", at.line(), at.column())
        }
        _ => what,
    }
}

/// Every reference that leads nowhere, and every commitment whose state its speech act cannot bear.
pub fn faults(file: &RecordFile) -> Vec<RecordFault> {
    let mut faults = Vec::new();
    let mut fault = |entry: &dyn std::fmt::Display, fault: String| {
        faults.push(RecordFault { entry: entry.to_string(), fault });
    };
    for meeting in &file.meetings {
        let known = |id| file.series.iter().any(|s| s.id == id);
        if let Some(series) = meeting.series.clone().filter(|s| !known(s.clone())) {
            fault(&meeting.id, format!("there is no series {series}"));
        }
    }
    for commitment in &file.commitments {
        if !file.meetings.iter().any(|m| m.id == commitment.meeting) {
            fault(&commitment.id, format!("there is no meeting {}", commitment.meeting));
        }
        if !commitment.state_fits_speech_act() {
            fault(&commitment.id, "one side's words can only be proposed or declined".to_owned());
        }
        for source in &commitment.sources {
            if !file.sources.iter().any(|s| s.id == *source) {
                fault(&commitment.id, format!("there is no source {source}"));
            }
        }
    }
    for agreement in &file.agreements {
        if let Some(parent) = &agreement.parent
            && !file.agreements.iter().any(|a| a.id == *parent)
        {
            fault(&agreement.id, format!("there is no agreement {parent}"));
        }
    }
    faults
}

/// Takes a file in: all of it or nothing.
///
/// # Errors
/// When the actor may not, or the store fails.
pub async fn run(node: &Node, ctx: &Ctx, file: &RecordFile) -> Result<Counts, AppError> {
    let permit = ctx.permit(Action::ImportRecords, &Object::named("record"))?;
    let mut tx = node.store.write().await?;
    let counts = Counts {
        sources: put(&mut tx, ctx, RecordKind::Source, &file.sources, |e| e.id.as_str()).await?,
        agencies: put(&mut tx, ctx, RecordKind::Agency, &file.agencies, |e| e.id.as_str()).await?,
        agreements: put(&mut tx, ctx, RecordKind::Agreement, &file.agreements, |e| e.id.as_str())
            .await?,
        series: put(&mut tx, ctx, RecordKind::Series, &file.series, |e| e.id.as_str()).await?,
        meetings: put(&mut tx, ctx, RecordKind::Meeting, &file.meetings, |e| e.id.as_str()).await?,
        commitments: put(&mut tx, ctx, RecordKind::Commitment, &file.commitments, |e| {
            e.id.as_str()
        })
        .await?,
    };
    tx.commit_with(&AuditEntry::new(&permit, "records taken in"), ctx.now).await?;
    Ok(counts)
}

async fn put<T: Serialize>(
    tx: &mut WriteTx,
    ctx: &Ctx,
    kind: RecordKind,
    entries: &[T],
    id: impl Fn(&T) -> &str,
) -> Result<usize, AppError> {
    for entry in entries {
        tx.put_record(kind, id(entry), entry, ctx.now).await?;
    }
    Ok(entries.len())
}
