//! The rules of separation, and docs/ROLES.md, which is printed from the table.

use super::*;
use std::fmt::Write as _;

fn name(id: &str) -> OfficerId {
    OfficerId::parse(id).unwrap()
}

fn officer(id: &str, roles: &[Role]) -> Actor {
    Actor::Officer { id: name(id), roles: roles.to_vec() }
}

fn written_by(author: Option<&str>, signer: Option<&str>) -> Object {
    Object { id: "m".into(), author: author.map(name), signer: signer.map(name) }
}

#[test]
fn author_signer_and_approver_are_three_persons() {
    let all = [Role::LiaisonOfficer, Role::LegalOfficer, Role::Approver];
    let cases = [
        (Action::ApproveMessage, Some("hai"), None, Err(DenialReason::OwnMessage)),
        (Action::ApproveMessage, None, None, Err(DenialReason::OwnMessage)),
        (Action::ApproveMessage, Some("lan"), None, Ok(())),
        (Action::ApproveMessage, Some("lan"), Some("hai"), Err(DenialReason::OwnSignature)),
        (Action::ApproveMessage, Some("lan"), Some("luat"), Ok(())),
        (Action::SignLegal, Some("hai"), None, Err(DenialReason::OwnMessage)),
        (Action::SignLegal, None, None, Err(DenialReason::OwnMessage)),
        (Action::SignLegal, Some("lan"), None, Ok(())),
    ];
    for (action, author, signer, expected) in cases {
        let decided = decide(&officer("hai", &all), action, &written_by(author, signer));
        let decided = decided.map(|_| ()).map_err(|denial| denial.reason);
        assert_eq!(decided, expected, "{action} of {author:?} signed by {signer:?}");
    }
}

#[test]
fn who_reads_only_their_own_is_held_to_it() {
    for role in [Role::ProvincialUnit, Role::BorderPost] {
        let hai = officer("hai", &[role]);
        let read = |author| decide(&hai, Action::ReadContent, &written_by(author, None));
        assert!(read(Some("hai")).is_ok());
        assert_eq!(read(Some("lan")).unwrap_err().reason, DenialReason::NotOwn);
        assert_eq!(read(None).unwrap_err().reason, DenialReason::NotOwn);
        // A second role that reads everything lifts it.
        let both = officer("hai", &[role, Role::Analyst]);
        assert!(decide(&both, Action::ReadContent, &written_by(None, None)).is_ok());
    }
}

/// What shows the content of a message or a person, or lets somebody act on it.
const CONTENT: &[Action] = &[
    Action::CreateRequest,
    Action::SignLegal,
    Action::ApproveMessage,
    Action::ReadContent,
    Action::TakeUp,
    Action::CreateReply,
    Action::Recheck,
    Action::WriteCaseFile,
    Action::ReadCaseFile,
    Action::Search,
    Action::Screen,
    Action::StoreWatch,
    Action::ReadWatch,
    Action::SettleAlert,
    Action::ImportPersons,
    Action::ImportRecords,
];

#[test]
fn administrators_reviewers_and_machines_read_no_content_and_answer_nobody() {
    let object = written_by(Some("lan"), None);
    let alone = Role::ALL.iter().filter(|role| role.stands_alone());
    let mut actors: Vec<Actor> = alone.map(|role| officer("hai", &[*role])).collect();
    assert_eq!(actors.len(), 3);
    actors.extend([Actor::Worker, Actor::Operator, Actor::Stranger]);
    for (actor, action) in actors.iter().flat_map(|a| CONTENT.iter().map(move |c| (a, *c))) {
        assert!(decide(actor, action, &object).is_err(), "{actor:?} {action}");
    }
}

#[test]
fn reviewers_change_nothing_but_decide_where_a_safeguard_asks() {
    let reads = [
        Action::ReadLog,
        Action::ReadSafeguards,
        Action::ListClocks,
        Action::ListWatches,
        Action::SignIn,
        Action::DecideGate,
    ];
    assert_eq!(reach(Role::Auditor, Action::DecideGate), Reach::Nothing);
    for role in [Role::Oversight, Role::Auditor] {
        for action in Action::ALL.iter().filter(|action| !reads.contains(action)) {
            assert_eq!(reach(role, *action), Reach::Nothing, "{role} {action}");
        }
    }
}

#[test]
fn no_officer_does_what_the_machine_does_and_somebody_does_the_rest() {
    for action in Action::ALL {
        let able = Role::ALL.iter().any(|role| role_may(*role, *action));
        assert_eq!(able, action.group() != ActionGroup::Machine, "{action}");
    }
}

/// The sentences above the entries of a list, out of the file that declares it.
fn sentences(source: &str) -> std::collections::BTreeMap<String, String> {
    let (mut found, mut sentence) = (std::collections::BTreeMap::new(), String::new());
    for line in source.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix("/// ") {
            let gap = if sentence.is_empty() { "" } else { " " };
            sentence.push_str(&format!("{gap}{words}"));
            continue;
        }
        if let Some((_, code)) = line.strip_suffix("\",").and_then(|l| l.split_once(" = \"")) {
            found.insert(code.to_owned(), std::mem::take(&mut sentence));
        }
        sentence.clear();
    }
    found
}

/// A code as words: `liaison_officer` is "Liaison officer".
fn words(code: &str) -> String {
    let words = code.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

const HEAD: &str = "# Who may do what

Printed from `crates/domain/src/policy`; a test writes this page anew and fails when it differs.
`comity user add NAME --roles …` takes the codes of the first table. A person may have several roles and
may then do what one of them may, with four exceptions that no role lifts:

- Who wrote a message neither signs nor approves it.
- A message that is to find, hold or hand over a person needs the signature of a legal officer before it is
  approved, and who signed it does not approve it.
- Administrator, oversight and auditor each stand alone: they read no content and have no other role.
- The node itself asks, answers, signs and approves nothing.

**yes**: may. **own**: only in threads the officer opened. **-**: may not. An agency has no units in
this version: a provincial unit is kept to the threads of the officer who asked, not of the unit. There is
no separate desk for translations either: a translator reads every request and answer, and each reading is
a line in the log.

## Roles

| role | code | |
|---|---|---|
";

fn table(out: &mut String, group: ActionGroup) {
    let actions: Vec<Action> =
        Action::ALL.iter().copied().filter(|action| action.group() == group).collect();
    let meaning = sentences(include_str!("action.rs"));
    writeln!(out, "\n## {group}\n").unwrap();
    for action in &actions {
        writeln!(out, "- **{}**: {}", words(action.code()), meaning[action.code()]).unwrap();
    }
    let heads: Vec<String> = actions.iter().map(|a| words(a.code())).collect();
    writeln!(out, "\n| | {} |\n|---|{}", heads.join(" | "), "---|".repeat(heads.len())).unwrap();
    let mark = |reach| match reach {
        Reach::All => "yes",
        Reach::Own => "own",
        Reach::Nothing => "-",
    };
    let mut row = |who: &str, cells: Vec<&str>| {
        writeln!(out, "| {who} | {} |", cells.join(" | ")).unwrap();
    };
    if group != ActionGroup::Machine {
        for role in Role::ALL {
            let cells = actions.iter().map(|action| mark(reach(*role, *action))).collect();
            row(&words(role.code()), cells);
        }
    }
    let partner = Actor::Partner(AgencyId::parse("th.rtp").unwrap());
    let others = [
        ("*Whoever runs the machine, without an account*", Actor::Operator),
        ("*The node by itself*", Actor::Worker),
        ("*A partner agency*", partner),
        ("*A stranger*", Actor::Stranger),
    ];
    for (who, actor) in others {
        let may = |action: &Action| decide(&actor, *action, &written_by(Some("lan"), None)).is_ok();
        row(who, actions.iter().map(|a| if may(a) { "yes" } else { "-" }).collect());
    }
}

/// The page for those who read no code. When it differs it is written anew, and the test fails once.
#[test]
fn the_page_of_roles_is_printed_from_the_table() {
    let mut page = HEAD.to_owned();
    let meaning = sentences(include_str!("role.rs"));
    for role in Role::ALL {
        writeln!(page, "| {} | `{role}` | {} |", words(role.code()), meaning[role.code()]).unwrap();
    }
    for group in ActionGroup::ALL {
        table(&mut page, *group);
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/ROLES.md");
    if std::fs::read_to_string(file).unwrap_or_default() != page {
        std::fs::write(file, &page).unwrap();
        panic!("docs/ROLES.md differed from the table and was written anew: read the difference");
    }
}
