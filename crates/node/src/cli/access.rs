//! Every command, in one table: its words, and who may use it. A command without a row does not run,
//! and a test walks the tree of commands so that none is without.

use clap::ArgMatches;
use comity_domain::policy::Action;

/// Who may use a command. [`super::officer`] turns others away before anything is read; the use case
/// behind the command decides once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Anyone on this machine: the command reads files it is given and what is printed on cards, never
    /// content; it acts for nobody.
    Anyone,
    /// Anyone on this machine; what the node holds is read only for an officer who may do this.
    AnyoneOr(Action),
    /// Whoever may read the node's folder: the file system is their key.
    Operator,
    /// As [`Self::Operator`]; with `--as`, an officer who may do this.
    OperatorOr(Action),
    /// As [`Self::Operator`] while the node has no account, then an officer who may do this.
    FirstOperator(Action),
    /// An officer who may do this.
    May(Action),
    /// An officer who may do one of these, by what is handed in.
    MayOne(&'static [Action]),
}

impl Access {
    /// What an officer who uses it has to be allowed: one of these.
    pub(super) fn actions(&self) -> &[Action] {
        match self {
            Self::Anyone | Self::Operator => &[],
            Self::AnyoneOr(action)
            | Self::OperatorOr(action)
            | Self::FirstOperator(action)
            | Self::May(action) => std::slice::from_ref(action),
            Self::MayOne(actions) => actions,
        }
    }
}

/// The table, in the order of `comity --help`.
pub(super) const COMMANDS: &[(&str, Access)] = &[
    ("demo", Access::Anyone),
    ("init", Access::Operator),
    ("serve", Access::Operator),
    ("doctor", Access::Operator),
    ("card", Access::Operator),
    ("partner add", Access::FirstOperator(Action::ManagePartners)),
    ("partner list", Access::Operator),
    ("partner show", Access::Operator),
    ("partner suspend", Access::FirstOperator(Action::ManagePartners)),
    ("partner resume", Access::FirstOperator(Action::ManagePartners)),
    ("user add", Access::May(Action::ManageUsers)),
    ("user list", Access::May(Action::ManageUsers)),
    ("user roles", Access::May(Action::ManageUsers)),
    ("user close", Access::May(Action::ManageUsers)),
    ("user password", Access::MayOne(&[Action::SignIn, Action::ManageUsers])),
    ("import", Access::MayOne(&[Action::ImportPersons, Action::ImportRecords])),
    ("read", Access::AnyoneOr(Action::ReadRecords)),
    ("search", Access::May(Action::Search)),
    ("screen", Access::May(Action::Screen)),
    ("watch add", Access::May(Action::StoreWatch)),
    ("watch list", Access::May(Action::ListWatches)),
    ("watch show", Access::May(Action::ListWatches)),
    ("watch close", Access::May(Action::CloseWatch)),
    ("watch alerts", Access::May(Action::ReadWatch)),
    ("watch acknowledge", Access::May(Action::SettleAlert)),
    ("names compare", Access::Anyone),
    ("names key", Access::Anyone),
    ("names mrz", Access::Anyone),
    ("names eval", Access::Anyone),
    ("bench names", Access::Anyone),
    ("law packs", Access::Anyone),
    ("law packs check", Access::Anyone),
    ("law check", Access::Anyone),
    ("law basis", Access::AnyoneOr(Action::ReadRecords)),
    ("schema", Access::Anyone),
    ("request template", Access::Anyone),
    ("request new", Access::May(Action::CreateRequest)),
    ("request check", Access::May(Action::CreateRequest)),
    ("request sign", Access::May(Action::SignLegal)),
    ("request approve", Access::May(Action::ApproveMessage)),
    ("request decide", Access::May(Action::DecideGate)),
    ("request recheck", Access::May(Action::Recheck)),
    ("request take-up", Access::May(Action::TakeUp)),
    ("request extend", Access::May(Action::ExtendClock)),
    ("request to-obtain", Access::May(Action::ExtendClock)),
    ("request show", Access::May(Action::ReadContent)),
    ("request list", Access::May(Action::ReadContent)),
    ("reply new", Access::May(Action::CreateReply)),
    ("reply neutral", Access::May(Action::CreateReply)),
    ("reply approve", Access::May(Action::ApproveMessage)),
    ("case protect", Access::May(Action::WriteCaseFile)),
    ("case show", Access::May(Action::ReadCaseFile)),
    ("person protect", Access::May(Action::WriteCaseFile)),
    ("person protection", Access::May(Action::ReadCaseFile)),
    ("oversight", Access::May(Action::ReadSafeguards)),
    ("inbox", Access::May(Action::ReadContent)),
    ("clock list", Access::May(Action::ListClocks)),
    ("clock held", Access::May(Action::RecordCustody)),
    ("clock done", Access::May(Action::RecordCustody)),
    ("clock notice", Access::May(Action::ReadContent)),
    ("clock confirm-time", Access::FirstOperator(Action::OperateNode)),
    ("log verify", Access::OperatorOr(Action::ReadLog)),
    ("log show", Access::OperatorOr(Action::ReadLog)),
    ("completion", Access::Anyone),
];

/// The words of the command in the arguments: `request new`.
pub(super) fn path(matches: &ArgMatches) -> String {
    let (mut words, mut at) = (Vec::new(), matches);
    while let Some((word, below)) = at.subcommand() {
        words.push(word);
        at = below;
    }
    words.join(" ")
}

/// Who may use a command, by its words.
pub(super) fn of(path: &str) -> Option<Access> {
    COMMANDS.iter().find(|(words, _)| *words == path).map(|(_, access)| *access)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Comity;
    use clap::CommandFactory;
    use comity_domain::policy::{Role, role_may};
    use std::collections::BTreeSet;

    /// The words of every command that does something by itself.
    fn walk(command: &clap::Command, words: &str, found: &mut Vec<String>) {
        for below in command.get_subcommands().filter(|c| c.get_name() != "help") {
            let gap = if words.is_empty() { "" } else { " " };
            let words = format!("{words}{gap}{}", below.get_name());
            if !below.is_subcommand_required_set() {
                found.push(words.clone());
            }
            walk(below, &words, found);
        }
    }

    #[test]
    fn every_command_has_a_row_and_every_row_a_command() {
        let mut found = Vec::new();
        walk(&Comity::command(), "", &mut found);
        let rows: Vec<&str> = COMMANDS.iter().map(|(words, _)| *words).collect();
        assert_eq!(rows.iter().collect::<BTreeSet<_>>().len(), rows.len(), "a row twice");
        let missing: Vec<_> = found.iter().filter(|f| !rows.contains(&f.as_str())).collect();
        let extra: Vec<_> = rows.iter().filter(|r| !found.iter().any(|f| f == *r)).collect();
        assert!(missing.is_empty() && extra.is_empty(), "lacks {missing:?}, has {extra:?}");
    }

    #[test]
    fn somebody_may_use_every_command_that_asks_for_a_role() {
        for (words, access) in COMMANDS {
            for action in access.actions() {
                assert!(Role::ALL.iter().any(|role| role_may(*role, *action)), "{words}");
            }
        }
    }

    #[test]
    fn the_words_of_a_command_are_read_out_of_its_arguments() {
        let path_of = |args: &[&str]| path(&Comity::command().get_matches_from(args));
        assert_eq!(path_of(&["comity", "--json", "request", "list"]), "request list");
        assert_eq!(path_of(&["comity", "law", "packs", "check", "vn"]), "law packs check");
        assert_eq!(path_of(&["comity", "law", "packs", "vn"]), "law packs");
    }
}
