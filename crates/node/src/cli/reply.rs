//! `comity reply`.

use crate::app::{reply_create, reply_neutral};
use crate::cli::args::ReplyCommand;
use crate::cli::officer::ctx;
use crate::cli::out::Failure;
use crate::cli::request::{approve, created};
use crate::cli::{Session, drafts};

pub(super) async fn run(session: &Session, command: ReplyCommand) -> Result<(), Failure> {
    match command {
        ReplyCommand::New { request, file } => {
            let node = session.node().await?;
            let ctx = ctx(session, &node).await?;
            let draft = drafts::read(&file)?;
            created(session, &reply_create::run(&node, &ctx, request, draft).await?)
        }
        ReplyCommand::Neutral { request } => {
            let node = session.node().await?;
            let ctx = ctx(session, &node).await?;
            created(session, &reply_neutral::run(&node, &ctx, request).await?)
        }
        ReplyCommand::Approve { id } => approve(session, id).await,
    }
}
