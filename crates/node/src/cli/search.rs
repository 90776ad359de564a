//! `comity search`.

use comity_domain::codes::DocumentKind;

use crate::app::cross_check::{BirthCheck, HitView};
use crate::app::search_run::{self, Query};
use crate::cli::Session;
use crate::cli::args::SearchArgs;
use crate::cli::officer::ctx;
use crate::cli::out::Failure;

pub(super) async fn run(session: &Session, args: SearchArgs) -> Result<(), Failure> {
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    let query =
        Query { name: args.name, born: args.born, document: args.document, limit: args.limit };
    let hits = search_run::run(&node, &ctx, &query).await?;
    session.out.print(&hits, || match hits.is_empty() {
        true => session.out.text("search-none"),
        false => hits.iter().map(|hit| text(session, hit)).collect::<Vec<_>>().join("\n"),
    })
}

/// A hit in a few lines.
pub(super) fn text(session: &Session, hit: &HitView) -> String {
    let mut text = format!(
        "{}.{:03}  {} = {}  [{}]",
        hit.permille / 1000,
        hit.permille % 1000,
        hit.query,
        hit.name,
        hit.person.id
    );
    for pair in &hit.pairs {
        let sounds = pair.sounds.as_ref().map_or(String::new(), |(l, r)| format!(" /{l}/ /{r}/"));
        text.push_str(&format!("\n       {} = {} ({}{sounds})", pair.left, pair.right, pair.route));
    }
    let birth = match hit.birth {
        BirthCheck::Agrees => "birth-agrees",
        BirthCheck::Differs => "birth-differs",
        BirthCheck::Unknown => "birth-unknown",
    };
    let born = hit.person.birth.as_ref().map_or(String::new(), |b| format!(" ({})", b.text));
    text.push_str(&format!("\n       {}{born}", session.out.text(birth)));
    if hit.document {
        let kinds: Vec<&str> = hit.person.documents.iter().map(|d| kind(d.kind)).collect();
        text.push_str(&format!(
            "\n       {} ({})",
            session.out.text("document-same"),
            kinds.join(", ")
        ));
    }
    text
}

fn kind(kind: DocumentKind) -> &'static str {
    kind.code()
}
