//! Holds what changed in the register against the stored searches and raises alerts: a worker's
//! step, and what an import runs. It never answers; an officer looks at every alert.
//!
//! The worker stands at the number of a change. Alerts and the number move in one transaction, and
//! an alert is raised once for what an entry says: dying at any line raises none twice and loses
//! none.

use aws_lc_rs::digest::{SHA256, digest};
use comity_domain::audit::AuditEntry;
use comity_domain::ids::WatchId;
use comity_domain::limits;
use comity_domain::policy::{Action, Actor, Object};
use comity_domain::time::Timestamp;
use comity_names::person::{Band, Person as Described};
use comity_names::{Index, Rarity};
use comity_store::{NewAlert, PersonChange, WatchRow};
use comity_wire::hash::hex;
use std::collections::{BTreeMap, BTreeSet};

use crate::app::cross_check::{HitView, Wanted};
use crate::app::person_match::{self, held};
use crate::app::register::{Person, birth_keys, document_keys};
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::federation::Step;
use crate::node::Node;

/// Looks at the next changes of the register.
///
/// # Errors
/// When the store fails; what was not looked at stays and is looked at again.
pub async fn step(node: &Node, now: Timestamp) -> Result<Step, AppError> {
    let from = node.store.watched().await?;
    let changes = node.store.person_changes(from, limits::WATCH_BATCH).await?.changes;
    let Some(last) = changes.last() else { return Ok(Step::Idle) };
    let to = last.change;
    let watches = node.store.open_watches(now, limits::WATCHES_OPEN_MAX).await?;
    let alerts = match watches.is_empty() {
        true => Vec::new(),
        false => {
            let register = node.index.current(&node.store).await?;
            Watched::new(&watches).alerts(&changes, &Rarity::of_index(&register))?
        }
    };
    if alerts.is_empty() {
        node.store.note_watched(from, to).await?;
    } else {
        raise(node, (from, to), &alerts, now).await?;
    }
    Ok(Step::Done)
}

/// Looks at every change there is.
///
/// # Errors
/// As [`step`].
pub async fn catch_up(node: &Node) -> Result<(), AppError> {
    while step(node, node.now()).await? == Step::Done {}
    Ok(())
}

async fn raise(
    node: &Node,
    (from, to): (i64, i64),
    alerts: &[NewAlert],
    now: Timestamp,
) -> Result<(), AppError> {
    let ctx = Ctx { actor: Actor::Worker, now };
    let mut tx = node.store.write().await?;
    if !tx.move_watched(from, to).await? {
        return Ok(()); // another worker was faster: dropping the transaction leaves nothing behind
    }
    let permit = ctx.permit(Action::RaiseAlert, &Object::named("register"))?;
    let mut logged = tx.append(&AuditEntry::new(&permit, format!("{from} to {to}")), now).await?;
    for alert in alerts {
        let Some(id) = tx.add_alert(alert, now).await? else { continue };
        let permit = ctx.permit(Action::RaiseAlert, &Object::named(id))?;
        let detail = format!("{} {} {}", alert.watch, alert.person, alert.permille);
        logged = tx.append(&AuditEntry::new(&permit, detail), now).await?;
        tracing::info!(alert = %id, watch = %alert.watch, "an alert was raised");
    }
    Ok(tx.commit(logged).await?)
}

/// The alert of a hit; nothing when more speaks against it than for it: a search shows such a hit to
/// the officer who asked, but nobody is called for it.
pub(super) fn alert(watch: WatchId, hit: &HitView) -> Result<Option<NewAlert>, AppError> {
    if hit.band == Band::Unlikely.key() {
        return Ok(None);
    }
    Ok(Some(NewAlert {
        watch,
        person: hit.person.id.clone(),
        revision: revision(&hit.person)?,
        permille: hit.permille,
        data: serde_json::to_string(hit)?,
    }))
}

/// A hash of what an entry says. From which file it came says nothing of the person.
fn revision(person: &Person) -> Result<String, AppError> {
    let described = Person { source: String::new(), ..person.clone() };
    let hash = digest(&SHA256, &serde_json::to_vec(&described)?);
    Ok(hex(hash.as_ref()))
}

/// The stored searches, to be asked whom an entry may be: their names in an index, so that a
/// thousand of them cost an entry little more than one.
struct Watched<'a> {
    rows: BTreeMap<WatchId, (&'a WatchRow, Described)>,
    /// Every name once: many look for persons of one name.
    names: Index,
    by_name: BTreeMap<String, BTreeSet<WatchId>>,
    /// By the keys under which a document or a day of birth looked for may be kept.
    by_key: BTreeMap<String, BTreeSet<WatchId>>,
}

impl<'a> Watched<'a> {
    fn new(rows: &'a [WatchRow]) -> Self {
        let mut all = Self {
            rows: BTreeMap::new(),
            names: Index::default(),
            by_name: BTreeMap::new(),
            by_key: BTreeMap::new(),
        };
        for row in rows {
            let wanted = Wanted::of_subject(&row.watch.subject);
            let described = wanted.described();
            for name in described.names.iter().chain(&described.nicknames) {
                let text = name.as_printed();
                // Only names that cannot be read are refused, and these have been read.
                drop(all.names.put(text, &[text]));
                all.by_name.entry(text.to_owned()).or_default().insert(row.id);
            }
            for key in document_keys(&described).into_iter().chain(birth_keys(&described)) {
                all.by_key.entry(key).or_default().insert(row.id);
            }
            all.rows.insert(row.id, (row, described));
        }
        all
    }

    fn alerts(
        &self,
        changes: &[PersonChange],
        rarity: &Rarity<'_>,
    ) -> Result<Vec<NewAlert>, AppError> {
        let mut alerts = Vec::new();
        for change in changes {
            let Some(row) = &change.row else { continue };
            // One entry that cannot be read must not hold up the others.
            let Ok(person) = Person::from_row(row) else {
                tracing::error!(person = %row.id, "an entry of the register cannot be read");
                continue;
            };
            let theirs = person_match::described(&person);
            for (watch, wanted) in self.candidates(&person, &theirs) {
                let later = watch.since < change.change;
                let compare = || held(wanted, (&person, &theirs), rarity);
                let hit = later.then(compare).flatten();
                let raised = hit.map(|(_, hit)| alert(watch.id, &hit)).transpose()?;
                alerts.extend(raised.flatten());
            }
        }
        Ok(alerts)
    }

    /// The searches that an entry is worth comparing with.
    fn candidates(
        &self,
        person: &Person,
        described: &Described,
    ) -> impl Iterator<Item = (&'a WatchRow, &Described)> {
        let mut found: BTreeSet<WatchId> = BTreeSet::new();
        for name in described.names.iter().chain(&described.nicknames) {
            let names = self.names.nearest(name, limits::WATCH_CANDIDATES_MAX);
            found.extend(names.iter().filter_map(|name| self.by_name.get(name)).flatten());
        }
        for key in person.keys() {
            found.extend(self.by_key.get(&key).into_iter().flatten());
        }
        let known = found.into_iter().filter_map(|id| self.rows.get(&id));
        known.map(|(row, wanted)| (*row, wanted))
    }
}

#[cfg(test)]
mod tests {
    use comity_domain::ids::OfficerId;
    use comity_domain::lang::Text;
    use comity_domain::watch::Watch;

    use super::*;

    fn row(number: i64, since: i64, name: &str, document: Option<&str>) -> WatchRow {
        let documents: Vec<_> = document
            .map(|n| serde_json::json!({"kind": "passport", "number": n}))
            .into_iter()
            .collect();
        let subject = serde_json::json!({"role": "missing", "names": [{"text": name}],
            "birth": {"text": "1985"}, "documents": documents});
        let watch = Watch {
            author: OfficerId::parse("malee").unwrap(),
            created_at: Timestamp(0),
            expires_at: Timestamp(1),
            purpose: None,
            necessity: Text::default(),
            subject: serde_json::from_value(subject).unwrap(),
            message: None,
            closed: None,
        };
        WatchRow { id: WatchId::new(number).unwrap(), since, watch }
    }

    fn change(number: i64, name: &str, document: &str) -> PersonChange {
        let person = serde_json::json!({"id": format!("p{number}"), "names": [{"text": name}],
            "sex": null, "birth": {"text": "1985"}, "nationalities": [],
            "documents": [{"kind": "passport", "number": document}], "source": "t"});
        let person: Person = serde_json::from_value(person).unwrap();
        let row = person.to_row().unwrap().0;
        PersonChange { change: number, id: person.id, row: Some(row) }
    }

    #[test]
    fn an_entry_meets_the_searches_that_look_for_it() {
        let rows = [
            row(1, 0, "Xổm-chai Phôm-ma-chắc", None),
            row(2, 0, "Nobody Whatever", Some("ZZ-850 3120")),
            row(3, 0, "Lê Văn Thử", None),
            row(4, 5, "สมชาย พรหมจักร", None),
        ];
        let changes = [change(5, "สมชาย พรหมจักร", "ZZ8503120"), change(6, "Anybody Else", "A1")];
        let alerts = Watched::new(&rows).alerts(&changes, &Rarity::built_in()).unwrap();
        let met: Vec<String> = alerts.iter().map(|a| format!("{} {}", a.watch, a.person)).collect();
        assert_eq!(met, ["w1 p5", "w2 p5"], "the fourth began after the change");
    }

    #[test]
    fn no_search_of_a_common_name_is_passed_over() {
        let rows: Vec<WatchRow> = (1..=120).map(|n| row(n, 0, "Nguyễn Văn Thử", None)).collect();
        let changes = [change(200, "NGUYEN VAN THU", "A1")];
        let alerts = Watched::new(&rows).alerts(&changes, &Rarity::built_in()).unwrap();
        assert_eq!(alerts.len(), rows.len());
    }

    #[test]
    fn a_nickname_meets_its_search() {
        let entry = change(2, "Prasit Wongsa", "A1");
        let mut person = Person::from_row(entry.row.as_ref().unwrap()).unwrap();
        let rows = [row(1, 0, "ບຸນມີ ເພັດສະຫວົງ", None)];
        let watched = Watched::new(&rows);
        let met = |p: &Person| watched.candidates(p, &person_match::described(p)).count();
        assert_eq!(met(&person), 0);
        person.nicknames = serde_json::from_str(r#"[{"text": "Bounmy Phetsavong"}]"#).unwrap();
        assert_eq!(met(&person), 1);
    }

    #[test]
    fn the_same_said_again_is_the_same_revision() {
        let person =
            |change: &PersonChange| Person::from_row(change.row.as_ref().unwrap()).unwrap();
        let first = person(&change(1, "Lê Văn Thử", "A1"));
        let again = Person { source: "another".into(), ..first.clone() };
        assert_eq!(revision(&first).unwrap(), revision(&again).unwrap());
        let other = Person { nationalities: vec!["VN".into()], ..first.clone() };
        assert_ne!(revision(&first).unwrap(), revision(&other).unwrap());
    }
}
