//! The arguments of `comity clock`.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum ClockCommand {
    /// List the clocks that run, stand still or ran out, those due first
    List {
        /// Only those that ran out
        #[arg(long)]
        breached: bool,
    },
    /// Confirm that this machine's time is right, after doctor doubts it
    ConfirmTime,
}
