//! `comity law`: what the packs hold, and what they say of an act.

use anyhow::anyhow;
use comity_domain::agreement::{Agreement, LegalEffect};
use comity_domain::basis::{Answer, Question, Shelf, Side, resolve};
use comity_domain::day::Day;
use comity_domain::pack::Pack;
use serde_json::{Value, json};
use std::path::Path;

use crate::app::record_list;
use crate::cli::args::{LawCommand, PacksCommand};
use crate::cli::out::Failure;
use crate::cli::{Session, law_check, officer};
use crate::clock::{Clock, SystemClock};
use crate::i18n;
use crate::packs::{self, PackError};

pub(super) async fn run(session: &Session, command: &LawCommand) -> Result<(), Failure> {
    match command {
        LawCommand::Packs { command: None, id } => list(session, id.as_deref()),
        LawCommand::Packs { command: Some(PacksCommand::Check { folder }), .. } => {
            check(session, folder)
        }
        LawCommand::Check(args) => law_check::run(session, args),
        LawCommand::Basis { a, b, act, on } => basis(session, (a, b), *act, *on).await,
    }
}

/// Lists packs, or the values of one of them.
fn list(session: &Session, id: Option<&str>) -> Result<(), Failure> {
    let loaded = packs::load(&session.home).map_err(|e| Failure::Other(e.into()))?;
    let all = loaded.packs.all();
    if id.is_some_and(|id| loaded.packs.pack(id).is_none()) {
        let known: Vec<&str> = all.iter().map(|p| p.head.id.as_str()).collect();
        return Err(Failure::Other(anyhow!("no such pack; there are {}", known.join(", "))));
    }
    let wanted = |pack: &&Pack| id.is_none_or(|id| id == pack.head.id);
    let values: Vec<Value> = all
        .iter()
        .filter(wanted)
        .map(|p| summary(p, loaded.own.contains(&p.head.id), id.is_some()))
        .collect();
    session.out.print(&values, || {
        let text = |pack: &Pack| {
            let own = loaded.own.contains(&pack.head.id);
            let head = headline(session, pack, own);
            if id.is_some() { format!("{head}\n{}", entries(pack)) } else { head }
        };
        all.iter().filter(wanted).map(text).collect::<Vec<_>>().join("\n")
    })
}

/// Every value of a pack, a line each.
fn entries(pack: &Pack) -> String {
    let line = |value: &comity_domain::pack::Value| {
        let mark = if value.status.is_confirmed() { "ok  " } else { "look" };
        let (table, id, source) = (&value.table, &value.id, &value.source);
        format!("  {mark} {table:<14} {id}  {} ({source})", value.place)
    };
    pack.values.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn summary(pack: &Pack, own: bool, whole: bool) -> Value {
    let unconfirmed: Vec<String> =
        pack.unconfirmed().map(|v| format!("{}.{}", v.table, v.id)).collect();
    let mut value = json!({"id": pack.head.id, "version": pack.head.version,
        "country": pack.head.country, "title": pack.head.title, "own": own,
        "values": pack.values.len(), "unconfirmed": unconfirmed});
    if whole && let Some(object) = value.as_object_mut() {
        object.insert("entries".to_owned(), json!(pack.values));
    }
    value
}

fn headline(session: &Session, pack: &Pack, own: bool) -> String {
    let lang = session.out.lang;
    let title = pack.head.title.best_for(lang).map_or("", |(text, _)| text);
    let values = pack.values.len().to_string();
    let open = pack.unconfirmed().count().to_string();
    let counts = i18n::text_with(lang, "law-pack-counts", &[("values", &values), ("open", &open)]);
    let own = if own { format!(" [{}]", session.out.text("law-pack-own")) } else { String::new() };
    format!("{:<9} {:<10} {title}{own}: {counts}", pack.head.id, pack.head.version)
}

/// Checks a folder that is to become a pack; each fault has its line.
fn check(session: &Session, folder: &Path) -> Result<(), Failure> {
    match packs::check(folder) {
        Ok(pack) => {
            let value = json!({"ok": true, "pack": summary(&pack, true, false)});
            session.out.print(&value, || headline(session, &pack, true))
        }
        Err(PackError::Read(error)) => Err(Failure::Other(error)),
        Err(PackError::Faults(faults)) => {
            let value = json!({"ok": false, "faults": faults});
            session.out.print(&value, || {
                faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
            })?;
            Err(Failure::Found)
        }
    }
}

/// Which basis an act has, with everything that was tried.
async fn basis(
    session: &Session,
    (a, b): (&str, &str),
    act: LegalEffect,
    on: Option<Day>,
) -> Result<(), Failure> {
    let packs = packs::load(&session.home).map_err(|e| Failure::Other(e.into()))?.packs;
    let register = register(session).await?;
    let side = |country| Side { country, agency: None };
    let on = on.unwrap_or_else(|| Day::of(SystemClock.now()));
    let question = Question { a: side(a), b: side(b), act, on };
    let answer = resolve(&question, &Shelf { packs: &packs, register: &register });
    let found = answer.basis().is_some();
    let value = json!({"ok": found, "basis": answer.basis(), "answer": answer});
    session.out.print(&value, || explained(session, &answer))?;
    if found { Ok(()) } else { Err(Failure::Found) }
}

/// The register of the node that lives here, for an officer who may read it.
async fn register(session: &Session) -> Result<Vec<Agreement>, Failure> {
    if !session.home.is_node() {
        return Ok(Vec::new());
    }
    if session.account.is_none() {
        session.out.note(&session.out.text("law-basis-register-closed"));
        return Ok(Vec::new());
    }
    let node = session.node().await?;
    let ctx = officer::ctx(session, &node).await?;
    Ok(record_list::agreements(&node, &ctx).await?)
}

fn explained(session: &Session, answer: &Answer) -> String {
    let out = session.out;
    let countries = answer.countries.join("–");
    let mut lines =
        vec![format!("{countries}, {}, {}", out.text(&format!("act-{}", answer.act)), answer.on)];
    for step in &answer.steps {
        let mark = if step.found { "ok  " } else { "-   " };
        let kind = out.text(&format!("basis-{}", step.kind));
        let id = step.id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
        lines.push(format!("  {mark} {kind}{id}: {}", out.text(&format!("why-{}", step.why))));
        lines.extend(step.facts.iter().map(|fact| format!("         {fact}")));
    }
    lines.push(match answer.basis() {
        None => out.text("law-basis-none"),
        Some(basis) => {
            let kind = out.text(&format!("basis-{}", basis.kind));
            let text =
                i18n::text_with(out.lang, "law-basis-found", &[("kind", &kind), ("id", &basis.id)]);
            match basis.confirmed {
                true => text,
                false => format!("{text}, {}", out.text("gate-unconfirmed")),
            }
        }
    });
    lines.join("\n")
}
