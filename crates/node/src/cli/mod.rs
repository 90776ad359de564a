//! The command line. One file a command; each reads its arguments, calls one use case, prints.
//!
//! Exit codes: 0 done, 1 refused or failed (one line and a hint on standard error), 2 usage.

mod access;
mod args;
mod bench;
mod card;
mod case;
mod clock;
mod completion;
mod decide;
mod demo;
mod doctor;
mod drafts;
mod import;
mod inbox;
mod init;
mod law;
mod law_check;
mod log;
mod mrz;
mod names;
mod officer;
mod out;
mod oversight;
mod partner;
mod progress;
mod read;
mod read_eval;
mod reply;
mod request;
mod schema;
mod screen;
mod screen_args;
mod search;
mod serve;
mod template;
mod user;
mod watch;
mod watch_args;

use clap::{CommandFactory, FromArgMatches};
use comity_domain::policy::Action;
use std::process::ExitCode;

use crate::app::{body_purge, denial};
use crate::cli::access::Access;
use crate::cli::args::{BenchCommand, Comity, Command, DeskCommand};
use crate::cli::out::{Failure, Out};
use crate::config::Environment;
use crate::error::AppError;
use crate::home::Home;
use crate::node::Node;

/// What every command may use.
#[derive(Debug)]
struct Session {
    home: Home,
    environment: Environment,
    account: Option<String>,
    out: Out,
    /// Who may use the command that runs.
    access: Access,
}

impl Session {
    async fn node(&self) -> Result<Node, Failure> {
        let node = Node::open(&self.home).await?;
        body_purge::again(&node, node.now()).await?;
        Ok(node)
    }
}

/// Runs the command of the process's arguments.
pub fn main() -> ExitCode {
    let matches = Comity::command().get_matches();
    let arguments = Comity::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let environment = Environment::read();
    let lang = arguments.lang.or(environment.lang).unwrap_or(comity_domain::lang::Lang::En);
    let out = Out::new(arguments.json, lang);
    let path = access::path(&matches);
    let Some(access) = access::of(&path) else {
        return out.fail(&Failure::Other(anyhow::anyhow!("nobody may use `comity {path}`")));
    };
    let Ok(runtime) = tokio::runtime::Builder::new_multi_thread().enable_all().build() else {
        return out.fail(&Failure::Other(anyhow::anyhow!("cannot start the runtime")));
    };
    let home = arguments.home.or_else(|| environment.home.clone());
    let session = Session {
        home: Home::new(&home.unwrap_or_else(|| std::path::PathBuf::from("."))),
        environment,
        account: arguments.acting,
        out,
        access,
    };
    match runtime.block_on(Box::pin(dispatch(&session, arguments.command))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let failure = runtime.block_on(noted(&session, failure));
            session.out.fail(&failure)
        }
    }
}

/// A denial at the command line leaves its line in the log; an attempt to approve left one already.
async fn noted(session: &Session, failure: Failure) -> Failure {
    match failure {
        Failure::App(AppError::Denied(denied)) if denied.action != Action::ApproveMessage => {
            let Ok(node) = session.node().await else {
                return Failure::App(AppError::Denied(denied));
            };
            Failure::App(denial::note(&node, AppError::Denied(denied), node.now()).await)
        }
        other => other,
    }
}

async fn dispatch(session: &Session, command: Command) -> Result<(), Failure> {
    match command {
        Command::Demo(args) => Box::pin(demo::run(session, &args)).await,
        Command::Init(args) => init::run(session, args).await,
        Command::Serve(args) => serve::run(session, &args).await,
        Command::Doctor => doctor::run(session).await,
        Command::Card => card::run(session).await,
        Command::Partner(command) => partner::run(session, command).await,
        Command::User(command) => user::run(session, command).await,
        Command::Import(args) => import::run(session, &args).await,
        Command::Read(args) => read::run(session, &args).await,
        Command::Search(args) => search::run(session, args).await,
        Command::Screen(args) => Box::pin(screen::run(session, args)).await,
        Command::Watch(command) => Box::pin(watch::run(session, command)).await,
        Command::Names(command) => names::run(session, &command),
        Command::Bench(BenchCommand::Names(args)) => bench::run(session, &args).await,
        Command::Law(command) => law::run(session, &command).await,
        Command::Schema { kind } => schema::run(session, kind.as_deref()),
        Command::Desk(command) => Box::pin(desk(session, command)).await,
        Command::Log(command) => log::run(session, command).await,
        Command::Completion { shell } => completion::run(session, shell),
    }
}

async fn desk(session: &Session, command: DeskCommand) -> Result<(), Failure> {
    match command {
        DeskCommand::Request(command) => Box::pin(request::run(session, command)).await,
        DeskCommand::Reply(command) => Box::pin(reply::run(session, command)).await,
        DeskCommand::Case(command) => Box::pin(case::run(session, command)).await,
        DeskCommand::Person(command) => Box::pin(case::person(session, command)).await,
        DeskCommand::Inbox => inbox::run(session).await,
        DeskCommand::Oversight(args) => Box::pin(oversight::run(session, &args)).await,
        DeskCommand::Clock(command) => clock::run(session, command).await,
    }
}
