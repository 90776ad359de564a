//! An officer holds a list of persons against the register: the search of `comity search`, row by
//! row, on every core. The log keeps who, why, which file by its SHA-256 and how many rows; never a
//! name. It begins with a line in the log and ends with one.

use comity_domain::audit::AuditEntry;
use comity_domain::codes::PurposeCode;
use comity_domain::gate::{self, Verdict};
use comity_domain::lang::{Lang, Text};
use comity_domain::limits;
use comity_domain::message::Fault;
use comity_domain::pack::Packs;
use comity_domain::policy::{Action, Object, Permit};
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::cross_check;
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;
use crate::run;
use crate::screening::checkpoint::{Checkpoint, Counts};
use crate::screening::column::Mapping;
use crate::screening::input::Input;
use crate::screening::output::{self, Format, Output, Screened};
use crate::screening::parquet::ParquetFault;
use crate::screening::{Form, Row, Rows};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Order {
    /// The list.
    pub file: PathBuf,
    /// What its columns hold, where their names do not say.
    pub mapping: Mapping,
    /// Where results go; standard output when missing.
    pub out: Option<PathBuf>,
    /// How they are written.
    pub format: Format,
    /// The lowest score written, in thousandths.
    pub permille_min: i64,
    /// Hits of one row at most.
    pub top: u32,
    /// Whether to go on where an interrupted screening ended.
    pub resume: bool,
    /// What for, out of the closed list.
    pub purpose: PurposeCode,
    /// Why this list.
    pub reason: String,
}

/// What it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screening {
    /// The list.
    pub input: Input,
    /// What was done, what was done before an interruption included.
    pub done: Counts,
    /// SHA-256 of the results, when they are in a file.
    pub output_sha256: Option<String>,
}

/// Why it did not go through.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    /// The rules or the store.
    #[error("{0}")]
    App(#[from] AppError),
    /// The list, the results or the checkpoint.
    #[error("{0}")]
    File(anyhow::Error),
}

impl From<anyhow::Error> for ScreenError {
    fn from(error: anyhow::Error) -> Self {
        match error.downcast::<ParquetFault>() {
            Ok(fault) => Self::App(fault.into()),
            Err(error) => Self::File(error),
        }
    }
}

/// A screening under way.
struct Work {
    rows: Rows,
    output: Output,
    checkpoint: Checkpoint,
}

/// Screens; `progress` hears after each batch how far it is.
///
/// # Errors
/// When the officer may not, the reason is none, or a file cannot be read or written. What was
/// confirmed until then stays, and can be gone on from.
pub async fn run(
    node: &Arc<Node>,
    ctx: &Ctx,
    order: &Order,
    mut progress: impl FnMut(&Input, &Counts),
) -> Result<Screening, ScreenError> {
    let any = ctx.permit(Action::Screen, &Object::named("register"))?;
    if let Err(fault) = judge(order, &node.packs) {
        let tx = node.store.write().await.map_err(AppError::from)?;
        let refused = AuditEntry::refused(&any, fault.key.clone());
        tx.commit_with(&refused, ctx.now).await.map_err(AppError::from)?;
        return Err(AppError::Faults(vec![fault]).into());
    }
    let mut input = Input::of(&order.file)?;
    let (begun, mut work) = open(order, &input)?;
    input.lines = work.rows.declared().unwrap_or(input.lines);
    let permit = ctx.permit(Action::Screen, &Object::named(format!("sha256:{}", input.sha256)))?;
    note(node, &permit, beginning(order, &input, begun)).await?;
    progress(&input, &work.checkpoint.done);
    let finished = batches(node, order, &mut work, |done| progress(&input, done)).await;
    let finished = finished.and_then(|()| close(order, &mut work));
    let done = work.checkpoint.done;
    let output_sha256 = match finished {
        Ok(sha256) => sha256,
        Err(error) => {
            note(node, &permit, format!("stopped {}", counted(&done))).await?;
            return Err(error);
        }
    };
    let result = output_sha256.as_deref().unwrap_or("-");
    note(node, &permit, format!("end {} results sha256:{result}", counted(&done))).await?;
    Ok(Screening { input, done, output_sha256 })
}

/// The reason, by the rule of gate S01.
fn judge(order: &Order, packs: &Packs) -> Result<(), Fault> {
    let fault = |field: &str, key: &str| Fault { field: field.to_owned(), key: key.to_owned() };
    if order.reason.chars().count() > limits::SCREEN_REASON_CHARS_MAX {
        return Err(fault("reason", "field-too-long"));
    }
    let necessity = Text::draft(Lang::En, &order.reason);
    let finding = gate::judge_reason(Some(&order.purpose), &necessity, packs);
    match finding.verdict {
        Verdict::Block => Err(fault("reason", &finding.reason)),
        Verdict::Pass | Verdict::Warn => Ok(()),
    }
}

/// Everything the output depends on beside the list and the register.
fn settings(order: &Order) -> String {
    let (format, columns) = (order.format.code(), order.mapping.settings());
    format!("format={format} min={} top={} columns={columns}", order.permille_min, order.top)
}

/// Opens the list and the output; the rows that were done before.
fn open(order: &Order, input: &Input) -> anyhow::Result<(u64, Work)> {
    let mut rows = Rows::open(&order.file, Form::of(&order.file)?, &order.mapping)?;
    let fresh = Checkpoint {
        sha256: input.sha256.clone(),
        bytes: input.bytes,
        settings: settings(order),
        ..Checkpoint::default()
    };
    let Some(out) = &order.out else {
        return Ok((0, Work { rows, output: Output::standard(order.format)?, checkpoint: fresh }));
    };
    let known = Checkpoint::read(out)?;
    if let Some(checkpoint) = known.filter(|_| order.resume) {
        checkpoint.fits(input, &fresh.settings)?;
        for _ in 0..checkpoint.done.rows {
            rows.next_row()?;
        }
        let output = Output::resume(out, order.format, checkpoint.output_bytes)?;
        return Ok((checkpoint.done.rows, Work { rows, output, checkpoint }));
    }
    if order.resume && Output::is_bare(out) {
        std::fs::remove_file(out)?;
    }
    anyhow::ensure!(
        !out.exists() || order.resume,
        "{} is there already; give --resume to go on with an interrupted screening, or another \
         --out",
        out.display()
    );
    anyhow::ensure!(
        !out.exists(),
        "{} has no checkpoint beside it: it is whole, or not of a screening; give another --out",
        out.display()
    );
    let output = Output::create(out, order.format)?;
    let mut work = Work { rows, output, checkpoint: fresh };
    confirm(order, &mut work)?;
    Ok((0, work))
}

/// Everything written is on the disk, and the checkpoint says so.
fn confirm(order: &Order, work: &mut Work) -> anyhow::Result<()> {
    work.output.settle()?;
    work.checkpoint.output_bytes = work.output.bytes();
    order.out.as_ref().map_or(Ok(()), |out| work.checkpoint.write(out))
}

async fn batches(
    node: &Arc<Node>,
    order: &Order,
    work: &mut Work,
    mut progress: impl FnMut(&Counts),
) -> Result<(), ScreenError> {
    loop {
        let mut batch = Vec::with_capacity(limits::SCREEN_BATCH_ROWS);
        while batch.len() < limits::SCREEN_BATCH_ROWS {
            let Some(row) = work.rows.next_row()? else { break };
            batch.push(row);
        }
        if batch.is_empty() {
            return Ok(());
        }
        let (top, least) = (order.top, order.permille_min);
        let searched = run::spread(batch, |row| {
            let node = Arc::clone(node);
            async move { screen(&node, row, top, least).await }
        });
        let rows = searched.await?.into_iter().collect::<Result<Vec<_>, AppError>>()?;
        work.output.write(&rows)?;
        count(&mut work.checkpoint.done, &rows);
        confirm(order, work)?;
        progress(&work.checkpoint.done);
    }
}

async fn screen(node: &Node, row: Row, top: u32, least: i64) -> Result<Screened, AppError> {
    let Row { line, id, sought } = row;
    let hits = match sought {
        Ok(sought) => {
            let mut hits = cross_check::run(node, &sought.wanted(), top).await?;
            hits.retain(|hit| hit.permille >= least);
            Ok(hits)
        }
        Err(fault) => Err(fault),
    };
    Ok(Screened { line, id, hits })
}

fn count(done: &mut Counts, rows: &[Screened]) {
    for row in rows {
        done.rows += 1;
        match &row.hits {
            Ok(hits) => {
                done.matched += u64::from(!hits.is_empty());
                done.hits += u64::try_from(hits.len()).unwrap_or_default();
            }
            Err(_) => done.refused += 1,
        }
    }
}

/// The output is whole: its SHA-256, and no checkpoint any more.
fn close(order: &Order, work: &mut Work) -> Result<Option<String>, ScreenError> {
    work.output.settle()?;
    let Some(out) = &order.out else { return Ok(None) };
    let sha256 = output::sha256(out)?;
    Checkpoint::remove(out)?;
    Ok(Some(sha256))
}

fn beginning(order: &Order, input: &Input, begun: u64) -> String {
    let (purpose, lines, bytes) = (order.purpose.as_str(), input.lines, input.bytes);
    let from = if begun == 0 { String::new() } else { format!(" after row {begun}") };
    // One line in the log, whatever was typed.
    let reason: Vec<&str> = order.reason.split_whitespace().collect();
    let reason = reason.join(" ");
    format!("begin{from} {purpose} lines {lines} bytes {bytes} reason: {reason}")
}

fn counted(done: &Counts) -> String {
    format!(
        "rows {} matched {} hits {} refused {}",
        done.rows, done.matched, done.hits, done.refused
    )
}

async fn note(node: &Node, permit: &Permit, detail: String) -> Result<(), AppError> {
    let tx = node.store.write().await?;
    Ok(tx.commit_with(&AuditEntry::new(permit, detail), node.now()).await?)
}
