//! The index of a register: always the newest register, whatever happens to its file.

use std::path::Path;

use comity_domain::audit::AuditEntry;
use comity_domain::ids::PersonId;
use comity_domain::policy::{Action, Actor, Object, decide};
use comity_domain::time::Timestamp;
use comity_names::Name;
use tempfile::TempDir;

use super::*;
use crate::app::person_read;

const NOW: Timestamp = Timestamp(1_000);
const GIVEN: [&str; 10] =
    ["Somchai", "Boonchai", "Anan", "Malee", "Prida", "Kanya", "Suda", "Wichai", "Niran", "Chana"];
const SYLLABLES: [&str; 10] =
    ["kham", "deng", "song", "phet", "kaeo", "wong", "lak", "noi", "tha", "mun"];

/// Persons whose names, three each, are worth a file.
const MANY_PERSONS: usize = FEW / 3 + 40;

/// The name of person `n`; a thousand differ.
fn name(n: usize) -> (String, String) {
    let family = format!("{}{}", SYLLABLES[n / 10 % 10], SYLLABLES[n / 100 % 10]);
    (GIVEN[n % 10].to_owned(), family)
}

async fn home() -> (TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("comity.db")).await.unwrap();
    (dir, store)
}

fn file(dir: &TempDir) -> PathBuf {
    dir.path().join("names.index")
}

fn kept(dir: &TempDir) -> RegisterIndex {
    RegisterIndex::new(Some(file(dir)))
}

async fn put(store: &Store, numbers: std::ops::Range<usize>) {
    let what = format!("{numbers:?}");
    let lines: String = numbers
        .map(|n| {
            let (given, family) = name(n);
            let names = format!(r#"["{given} {family}","{family} {given}","{given} Na {family}"]"#);
            format!(r#"{{"id":"p{n}","schema":"Person","properties":{{"name":{names}}}}}"#) + "\n"
        })
        .collect();
    let persons = person_read::json_lines(lines.as_bytes(), "t").map(|(_, row)| row.unwrap());
    let rows: Vec<_> = persons.map(|person| person.to_row().unwrap()).collect();
    let mut tx = store.write().await.unwrap();
    tx.put_persons(&rows, NOW).await.unwrap();
    commit(tx, &what).await;
}

async fn remove(store: &Store, n: usize) {
    let mut tx = store.write().await.unwrap();
    assert!(tx.remove_person(&PersonId::parse(&format!("p{n}")).unwrap()).await.unwrap());
    commit(tx, "gone").await;
}

async fn commit(tx: comity_store::WriteTx, what: &str) {
    let permit = decide(&Actor::Worker, Action::Transmit, &Object::named("x")).unwrap();
    tx.commit_with(&AuditEntry::new(&permit, what), NOW).await.unwrap();
}

/// The person found first under the name of `n`.
async fn found(index: &RegisterIndex, store: &Store, n: usize) -> String {
    let (given, family) = name(n);
    let query = Name::read(&format!("{given} {family}")).unwrap();
    let hits = index.current(store).await.unwrap().search(&query, 1);
    hits.first().map(|hit| hit.person.clone()).unwrap_or_default()
}

/// Writes the file: the keeper waits until the register rests.
async fn keep(index: &RegisterIndex, store: &Store) {
    assert!(!index.keep(store).await.unwrap());
    assert!(index.keep(store).await.unwrap());
    assert!(!index.keep(store).await.unwrap());
}

fn private(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).unwrap().permissions().mode() & 0o077 == 0
}

#[tokio::test]
async fn a_file_is_opened_and_what_came_since_is_seen_by_everyone() {
    let (dir, store) = home().await;
    let (serving, command) = (kept(&dir), kept(&dir));
    put(&store, 0..MANY_PERSONS).await;
    assert_eq!(found(&serving, &store, 5).await, "p5");
    keep(&serving, &store).await;
    assert!(private(&file(&dir)));
    assert_eq!(command.state(&store).await.unwrap().extent.changed_names, 0);
    // Each sees what others import while both are open.
    for n in [900, 901, 902] {
        put(&store, n..n + 1).await;
        assert_eq!(found(&serving, &store, n).await, format!("p{n}"));
        assert_eq!(found(&command, &store, n).await, format!("p{n}"));
    }
    remove(&store, 901).await;
    remove(&store, 7).await;
    assert_ne!(found(&command, &store, 901).await, "p901");
    let late = kept(&dir);
    assert_ne!(found(&late, &store, 7).await, "p7");
    let state = late.state(&store).await.unwrap();
    assert_eq!((state.extent.persons, state.refused), (MANY_PERSONS + 1, None));
    assert!(state.extent.base_names == 3 * MANY_PERSONS && state.extent.changed_names < 20);
}

#[tokio::test]
async fn a_damaged_file_is_made_anew() {
    let (dir, store) = home().await;
    put(&store, 0..MANY_PERSONS).await;
    keep(&kept(&dir), &store).await;
    let whole = std::fs::read(file(&dir)).unwrap();
    for damage in 0..3 {
        let mut bytes = whole.clone();
        match damage {
            0 => bytes[whole.len() / 2] ^= 4,
            1 => bytes.truncate(whole.len() / 2),
            _ => bytes.clear(),
        }
        // As damage on the disk would: the file as it is, nobody has it mapped.
        std::fs::write(file(&dir), &bytes).unwrap();
        let index = kept(&dir);
        assert_eq!(found(&index, &store, 42).await, "p42");
        assert!(index.state(&store).await.unwrap().refused.is_some(), "{damage}");
        keep(&index, &store).await;
        assert_eq!(std::fs::read(file(&dir)).unwrap(), whole, "{damage}");
        let state = kept(&dir).state(&store).await.unwrap();
        assert_eq!((state.refused, state.extent.persons), (None, MANY_PERSONS));
    }
}

#[tokio::test]
async fn what_a_dead_writer_leaves_does_no_harm() {
    let (dir, store) = home().await;
    put(&store, 0..MANY_PERSONS).await;
    keep(&kept(&dir), &store).await;
    let whole = std::fs::read(file(&dir)).unwrap();
    let (new, lock) = (dir.path().join("names.new"), dir.path().join("names.lock"));
    std::fs::write(&new, &whole[..whole.len() / 3]).unwrap();
    std::fs::write(&lock, "").unwrap();
    let index = kept(&dir);
    assert_eq!(found(&index, &store, 9).await, "p9");
    assert_eq!(index.state(&store).await.unwrap().refused, None);
    put(&store, 0..MANY_PERSONS).await;
    // Another process writes at this moment: this one leaves it the work.
    let other = std::fs::File::open(&lock).unwrap();
    other.lock().unwrap();
    assert!(!index.keep(&store).await.unwrap() && !index.keep(&store).await.unwrap());
    drop(other);
    assert!(index.keep(&store).await.unwrap());
    assert!(!new.exists());
    assert_eq!(kept(&dir).state(&store).await.unwrap().extent.changed_names, 0);
}

#[tokio::test]
async fn the_file_of_another_register_is_not_believed() {
    let (dir, store) = home().await;
    put(&store, 0..MANY_PERSONS).await;
    keep(&kept(&dir), &store).await;
    let (other_dir, other) = home().await;
    put(&other, 200..MANY_PERSONS + 200).await;
    std::fs::copy(file(&dir), file(&other_dir)).unwrap();
    let index = kept(&other_dir);
    assert_ne!(found(&index, &other, 3).await, "p3");
    assert_eq!(found(&index, &other, 850).await, "p850");
    assert!(index.state(&other).await.unwrap().refused.is_some());
}

#[test]
fn a_stamp_comes_back_as_it_went_in() {
    let seen = Seen { change: 77, log: LogPosition { size: 5, head: [9; 32] } };
    assert_eq!(Seen::from_stamp(&seen.to_stamp()), seen);
    assert_eq!(Seen::from_stamp(&Seen::NOTHING.to_stamp()), Seen::NOTHING);
}

#[test]
fn a_new_file_is_written_when_it_is_worth_the_work() {
    let extent =
        |base_names, changed_names| Extent { base_names, changed_names, ..Extent::default() };
    assert!(!is_due(&extent(0, FEW), true) && is_due(&extent(0, FEW + 1), true));
    assert!(!is_due(&extent(0, FEW + 1), false));
    assert!(!is_due(&extent(1_000_000, 10_000), true));
    assert!(is_due(&extent(1_000_000, 10_001), true));
    assert!(!is_due(&extent(1_000_000, 500_000), false));
    assert!(is_due(&extent(1_000_000, 500_001), false));
}
