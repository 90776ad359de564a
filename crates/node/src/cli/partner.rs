//! `comity partner`.

use anyhow::{Context, anyhow, ensure};
use comity_domain::ids::AgencyId;
use comity_domain::limits;
use comity_store::PartnerState;
use comity_wire::{Fingerprint, SignedCard};
use std::io::{BufRead, IsTerminal, Read};
use std::path::Path;

use crate::app::{partner_add, partner_list};
use crate::cli::Session;
use crate::cli::args::PartnerCommand;
use crate::cli::officer::administrator;
use crate::cli::out::Failure;
use crate::federation::partners;

pub(super) async fn run(session: &Session, command: PartnerCommand) -> Result<(), Failure> {
    match command {
        PartnerCommand::Add { file, fingerprint } => add(session, &file, fingerprint).await,
        PartnerCommand::List => list(session).await,
        PartnerCommand::Show { agency } => show(session, &agency).await,
        PartnerCommand::Suspend { agency } => set(session, &agency, PartnerState::Suspended).await,
        PartnerCommand::Resume { agency } => set(session, &agency, PartnerState::Active).await,
    }
}

async fn add(session: &Session, file: &Path, heard: Option<String>) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = administrator(session, &node).await?;
    let card = SignedCard::from_text(&read_card(file)?)
        .with_context(|| format!("{} holds no agency card", file.display()))?;
    let heard = match heard {
        Some(words) => words,
        None => ask(session, &card)?,
    };
    let heard = Fingerprint::parse(&heard).context("the fingerprint is six words")?;
    partner_add::run(&node, &ctx, &card, Some(&heard)).await?;
    let agency = &card.card.agency;
    let value = serde_json::json!({"ok": true, "agency": agency});
    session.out.print(&value, || format!("{agency} is a partner now."))
}

/// Asks for the words the partner reads out; they are not shown, so that they must be heard.
fn ask(session: &Session, card: &SignedCard) -> Result<String, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::Other(anyhow!(
            "give the six words read out over the telephone: --fingerprint \"…\""
        )));
    }
    session.out.note(&format!(
        "Call {} at a number you know already and have the six words of its card read out.\nThe \
         words: ",
        card.card.agency
    ));
    let mut words = String::new();
    std::io::stdin().lock().read_line(&mut words)?;
    Ok(words)
}

fn read_card(file: &Path) -> anyhow::Result<String> {
    let limit = u64::try_from(limits::CARD_BYTES_MAX)?;
    let mut text = String::new();
    let read = |source: &mut dyn Read, text: &mut String| {
        source.take(limit + 1).read_to_string(text).map(|_| ())
    };
    if file == Path::new("-") {
        read(&mut std::io::stdin().lock(), &mut text)?;
    } else {
        let mut source =
            std::fs::File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
        read(&mut source, &mut text)?;
    }
    ensure!(text.len() <= limits::CARD_BYTES_MAX, "a card has at most {limit} bytes");
    Ok(text)
}

async fn list(session: &Session) -> Result<(), Failure> {
    let node = session.node().await?;
    let partners = partner_list::run(&node).await?;
    let rows: Vec<serde_json::Value> = partners
        .iter()
        .map(|p| {
            serde_json::json!({"agency": p.card.card.agency, "state": p.state.code(),
                "endpoint": p.card.card.endpoint, "fingerprint": p.card.fingerprint().to_string(),
                "tries": p.tries, "last_error": p.last_error})
        })
        .collect();
    session.out.print(&rows, || {
        if partners.is_empty() {
            return "No partners yet: comity partner add FILE".to_owned();
        }
        let line = |p: &partner_list::PartnerView| {
            let card = &p.card.card;
            let name = card.names.best_for(session.out.lang).map_or("", |(text, _)| text);
            format!("{:<20} {:<10} {:<32} {name}", card.agency, p.state.code(), card.endpoint)
        };
        partners.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

async fn show(session: &Session, agency: &AgencyId) -> Result<(), Failure> {
    let node = session.node().await?;
    let card = partners::card_of(&node, agency).await?;
    let value = serde_json::json!({"agency": agency, "card": card.to_text(),
        "fingerprint": card.fingerprint().to_string()});
    session.out.print(&value, || card.to_text().trim_end().to_owned())
}

async fn set(session: &Session, agency: &AgencyId, state: PartnerState) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = administrator(session, &node).await?;
    partner_add::set_state(&node, &ctx, agency, state).await?;
    let value = serde_json::json!({"ok": true, "agency": agency, "state": state.code()});
    session.out.print(&value, || format!("{agency}: {}", state.code()))
}
