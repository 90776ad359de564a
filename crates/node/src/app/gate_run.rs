//! Runs the gates on a message with everything they may look at: this agency's register of
//! agreements, its sealed file of the thread and, for what belongs to a thread, the messages before it.

use comity_domain::gate::file::Flag;
use comity_domain::gate::{self, Case, GateRun, Moment};
use comity_domain::message::Message;
use comity_domain::policy::{Action, Object};
use comity_domain::time::Timestamp;
use comity_store::RecordKind;

use crate::app::protection_find;
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// A run, and what the sealed file is to keep of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// What the gates found. Only [`shown`] is for people's eyes.
    pub run: GateRun,
    /// The flag that the register raised for the thread, which has none yet.
    pub raised: Option<Flag>,
}

/// Runs the gates.
///
/// # Errors
/// When the store fails.
pub async fn run(
    node: &Node,
    message: &Message,
    moment: Moment,
    at: Timestamp,
) -> Result<GateRun, AppError> {
    Ok(judge(node, message, moment, at).await?.run)
}

/// As [`run`], with the flag that the register raises.
///
/// # Errors
/// When the store fails.
pub async fn judge(
    node: &Node,
    message: &Message,
    moment: Moment,
    at: Timestamp,
) -> Result<Judged, AppError> {
    let agreements = node.store.records(RecordKind::Agreement).await?;
    let rows = match message.in_reply_to {
        Some(_) => node.store.thread(message.thread).await?,
        None => Vec::new(),
    };
    let before = rows.iter().map(|row| &row.message).filter(|earlier| earlier.id != message.id);
    let thread: Vec<&Message> = before.collect();
    let answers = thread.iter().copied().find(|earlier| Some(earlier.id) == message.in_reply_to);
    let packs = &node.packs;
    let mut file = node.store.case_file(message.thread, message.id).await?;
    let raised = protection_find::run(node, message, answers, at).await?;
    if let Some(flag) = &raised {
        file.protection = flag.status;
    }
    let file = &file;
    let (agreements, thread) = (&agreements, &thread);
    let run = gate::run(&Case { message, moment, at, agreements, packs, answers, thread, file });
    Ok(Judged { run, raised })
}

/// A run as somebody may see it: who may not read the sealed file does not learn what it says.
pub fn shown(ctx: &Ctx, run: &GateRun) -> GateRun {
    match may_read_file(ctx) {
        true => run.clone(),
        false => run.without_sealed(),
    }
}

/// Whether somebody may read the sealed file.
pub fn may_read_file(ctx: &Ctx) -> bool {
    ctx.permit(Action::ReadCaseFile, &Object::named("case")).is_ok()
}
