//! What the safeguards did, in numbers, for those who review them: no content, no names of persons or
//! officers. A small number can point at a person: outside the agency it is not told.

use comity_domain::audit::AuditEntry;
use comity_domain::gate::{GateId, GateRun, Moment};
use comity_domain::ground::Ground;
use comity_domain::ids::{AgencyId, MessageId};
use comity_domain::limits;
use comity_domain::message::Body;
use comity_domain::policy::{Action, Object, Role};
use comity_domain::time::Timestamp;
use comity_store::MessageRow;
use serde::Serialize;
use std::collections::BTreeMap;

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// A number of cases; `None` where it is too small to be told.
pub type Count = Option<u64>;

/// The figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Messages that changed since then.
    pub messages: Count,
    /// Runs of the gates.
    pub runs: Count,
    /// How often each gate stopped something.
    pub blocks: Vec<(GateId, Count)>,
    /// On which grounds.
    pub grounds: Vec<(Ground, Count)>,
    /// Decisions given here.
    pub decisions: Vec<DecisionCount>,
    /// Gates that messages of this agency passed by a decision.
    pub passed_sent: Vec<PassedCount>,
    /// Threads about a protected person.
    pub protected: Count,
    /// Refusals and answers in part, by who asked and on which ground.
    pub refusals: Vec<RefusalCount>,
}

/// Decisions on a gate in a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionCount {
    /// The gate.
    pub gate: GateId,
    /// The role.
    pub role: Role,
    /// How many let it pass.
    pub allowed: Count,
    /// How many did not.
    pub refused: Count,
}

/// Messages that passed a gate by decisions of some roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PassedCount {
    /// The gate.
    pub gate: GateId,
    /// The roles.
    pub roles: Vec<Role>,
    /// How many messages.
    pub count: Count,
}

/// Refusals of an agency's requests on a ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusalCount {
    /// Who asked.
    pub asked_by: AgencyId,
    /// The ground.
    pub ground: Ground,
    /// How many.
    pub count: Count,
}

/// For whom the figures are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// This agency.
    Inside,
    /// Others: numbers below [`limits::SMALL_CELL_MIN`] are not told.
    Outside,
}

/// Messages counted at a time.
const PAGE: u32 = 500;

/// What is counted, before small numbers are taken out.
#[derive(Debug, Default)]
struct Tally {
    messages: u64,
    runs: u64,
    blocks: BTreeMap<GateId, u64>,
    grounds: BTreeMap<Ground, u64>,
    sent: BTreeMap<(GateId, Vec<Role>), u64>,
    refusals: BTreeMap<(AgencyId, Ground), u64>,
}

/// Counts since a moment.
///
/// # Errors
/// When the officer may not read it, or the store fails.
pub async fn run(
    node: &Node,
    ctx: &Ctx,
    since: Timestamp,
    reader: Reader,
) -> Result<Report, AppError> {
    let permit = ctx.permit(Action::ReadSafeguards, &Object::named("safeguards"))?;
    let tx = node.store.write().await?;
    tx.commit_with(&AuditEntry::new(&permit, ""), ctx.now).await?;
    let mut tally = Tally::default();
    let mut after: Option<MessageId> = None;
    loop {
        let rows = node.store.messages_since(since, after, PAGE).await?;
        let Some(last) = rows.last() else { break };
        after = Some(last.message.id);
        for row in &rows {
            let runs = node.store.gate_runs(row.message.id).await?;
            tally.add(row, runs.iter().filter(|run| run.at >= since));
        }
    }
    let mut decisions: BTreeMap<(GateId, Role), (u64, u64)> = BTreeMap::new();
    for decision in node.store.decisions_since(since).await? {
        let cell = decisions.entry((decision.gate, decision.role)).or_default();
        match decision.allows {
            true => cell.0 += 1,
            false => cell.1 += 1,
        }
    }
    let protected = node.store.protected_threads_since(since).await?;
    let told = |count: u64| told(reader, count);
    let decided = decisions.into_iter().map(|((gate, role), (allowed, refused))| DecisionCount {
        gate,
        role,
        allowed: told(allowed),
        refused: told(refused),
    });
    let decisions = decided.collect();
    Ok(Report { decisions, protected: told(protected), ..tally.report(reader) })
}

fn told(reader: Reader, count: u64) -> Count {
    let small = reader == Reader::Outside && count < limits::SMALL_CELL_MIN;
    // Nothing at all points at nobody.
    (count == 0 || !small).then_some(count)
}

impl Tally {
    fn add<'a>(&mut self, row: &MessageRow, runs: impl Iterator<Item = &'a GateRun>) {
        self.messages += 1;
        let mut left = None;
        for run in runs {
            self.runs += 1;
            left = (run.moment == Moment::Transmit && run.passes()).then_some(run).or(left);
            for finding in run.blocks() {
                *self.blocks.entry(finding.gate).or_default() += 1;
            }
            for ground in run.blocks().filter_map(|finding| finding.ground) {
                *self.grounds.entry(ground).or_default() += 1;
            }
        }
        for gate in left.map(GateRun::decided).unwrap_or_default() {
            *self.sent.entry((gate.gate, gate.roles)).or_default() += 1;
        }
        if let Body::Reply(reply) = &row.message.body {
            for ground in &reply.grounds {
                *self.refusals.entry((row.message.to.clone(), *ground)).or_default() += 1;
            }
        }
    }

    fn report(self, reader: Reader) -> Report {
        let told = |count: u64| told(reader, count);
        let passed = |cells: BTreeMap<(GateId, Vec<Role>), u64>| {
            let row = |((gate, roles), n)| PassedCount { gate, roles, count: told(n) };
            cells.into_iter().map(row).collect()
        };
        let refusal = |((asked_by, ground), n)| RefusalCount { asked_by, ground, count: told(n) };
        Report {
            messages: told(self.messages),
            runs: told(self.runs),
            blocks: self.blocks.into_iter().map(|(gate, n)| (gate, told(n))).collect(),
            grounds: self.grounds.into_iter().map(|(ground, n)| (ground, told(n))).collect(),
            passed_sent: passed(self.sent),
            refusals: self.refusals.into_iter().map(refusal).collect(),
            ..Report::default()
        }
    }
}
