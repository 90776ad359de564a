//! `comity search`.

use comity_domain::time::Calendar;
use comity_names::Name;

use crate::app::cross_check::HitView;
use crate::app::search_run::{self, Query};
use crate::cli::args::SearchArgs;
use crate::cli::officer::ctx;
use crate::cli::out::Failure;
use crate::cli::{Session, mrz};
use crate::explain;

pub(super) async fn run(session: &Session, args: SearchArgs) -> Result<(), Failure> {
    let zone = args.mrz.as_deref().map(|file| mrz::read(session, file)).transpose()?;
    let node = session.node().await?;
    let ctx = ctx(session, &node).await?;
    let query = Query {
        name: args.name,
        born: args.born,
        calendar: if args.buddhist { Calendar::Buddhist } else { Calendar::Gregorian },
        sex: args.sex,
        nationality: args.nationality,
        document: args.document,
        mrz: zone,
        limit: args.limit,
    };
    for note in
        Name::read(&query.name).iter().flat_map(|name| explain::notes(session.out.lang, name))
    {
        session.out.note(&note);
    }
    let hits = search_run::run(&node, &ctx, &query).await?;
    session.out.print(&hits, || match hits.is_empty() {
        true => session.out.text("search-none"),
        false => hits.iter().map(|hit| text(session, hit)).collect::<Vec<_>>().join("\n"),
    })
}

/// A hit in a few lines.
pub(super) fn text(session: &Session, hit: &HitView) -> String {
    let lang = session.out.lang;
    let mut text = format!(
        "{}.{:03}  {} = {}  [{}]  {}",
        hit.permille / 1000,
        hit.permille % 1000,
        hit.query,
        hit.name,
        hit.person.id,
        explain::score(lang, hit)
    );
    for pair in &hit.pairs {
        let sounds = pair.sounds.as_ref().map_or(String::new(), |(l, r)| format!(" /{l}/ /{r}/"));
        text.push_str(&format!("\n       {} = {} ({}{sounds})", pair.left, pair.right, pair.route));
    }
    if hit.turned {
        text.push_str(&format!("\n       {}", session.out.text("match-turned")));
    }
    for piece in explain::pieces(lang, hit) {
        let sign = match piece.weight {
            0 => ' ',
            1.. => '+',
            _ => '-',
        };
        let values = if piece.values.is_empty() { "" } else { " " };
        text.push_str(&format!(
            "\n     {sign} {}{values}{} ({})",
            piece.sentence, piece.values, piece.weighs
        ));
    }
    text
}
