//! Every clock that is open here: what is due, what stands still, what ran out. Ids and dates only, so that
//! whoever oversees may read it.

use comity_domain::clock::{Clock, ClockState, Doubt};
use comity_domain::ids::{AgencyId, MessageId};
use comity_domain::limits;
use comity_domain::policy::{Action, Object};
use comity_store::ClockRow;
use serde::Serialize;

use crate::app::clock_time;
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::node::Node;

/// A clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClockView {
    /// The message that started it.
    pub message: MessageId,
    /// Who has to do what it is for.
    pub bound: AgencyId,
    /// The clock, with the source of its limit.
    #[serde(flatten)]
    pub clock: Clock,
}

impl From<ClockRow> for ClockView {
    fn from(row: ClockRow) -> Self {
        // Why somebody takes more time is content; the list goes without.
        let turns = row.clock.turns.into_iter().map(|mut turn| {
            turn.reason = comity_domain::lang::Text::default();
            turn
        });
        let clock = Clock { turns: turns.collect(), ..row.clock };
        Self { message: row.message, bound: row.bound, clock }
    }
}

/// The clocks, and whether the machine's time is believed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clocks {
    /// Why the machine's time is not believed; while it is not, no date passes.
    pub doubt: Option<Doubt>,
    /// The clocks, those due first.
    pub clocks: Vec<ClockView>,
}

/// Lists the clocks that are open, or only those that ran out.
///
/// # Errors
/// When the officer may not, or the store fails.
pub async fn run(node: &Node, ctx: &Ctx, only: &[ClockState]) -> Result<Clocks, AppError> {
    ctx.permit(Action::ListClocks, &Object::named("clocks"))?;
    let doubt = clock_time::read(node, ctx.now).await?.doubt;
    let rows = node.store.clocks_in(only, limits::LIST_ROWS_MAX).await?;
    Ok(Clocks { doubt, clocks: rows.into_iter().map(ClockView::from).collect() })
}
