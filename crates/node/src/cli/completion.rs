//! `comity completion`.

use clap::CommandFactory;

use crate::cli::Session;
use crate::cli::args::Comity;
use crate::cli::out::Failure;

pub(super) fn run(session: &Session, shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Comity::command(), "comity", &mut script);
    session.out.line(String::from_utf8_lossy(&script).trim_end())
}
