//! HTML and XML to text: tags out, entities in, a line end where a block ends.

/// Elements whose content nobody reads.
const HIDDEN: &[&str] = &["script", "style", "head", "noscript", "nav", "template", "svg"];
/// Elements that end a line.
const BLOCKS: &[&str] = &[
    "p",
    "br",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "table",
    "section",
    "article",
    "header",
    "footer",
    "figure",
    "figcaption",
    "blockquote",
    "title",
    "td",
];

/// Whether a text begins like HTML.
pub(super) fn is_html(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(64).collect::<String>().to_ascii_lowercase();
    ["<!doctype", "<html", "<head", "<body", "<?xml", "<div", "<article", "<p>", "<p "]
        .iter()
        .any(|tag| head.starts_with(tag))
}

/// The letters of a page.
pub(super) fn text(html: &str) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some((before, tail)) = rest.split_once('<') {
        push(&mut out, before);
        rest = match tail.strip_prefix("!--") {
            Some(comment) => comment.split_once("-->").map_or("", |(_, after)| after),
            None => tag(&mut out, tail),
        };
    }
    push(&mut out, rest);
    tidy(&out)
}

/// Reads a tag after its `<`; what follows it, hidden content left out.
fn tag<'a>(out: &mut String, tail: &'a str) -> &'a str {
    let Some((inside, after)) = tail.split_once('>') else { return "" };
    let name: String = inside
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    if BLOCKS.contains(&name.as_str()) {
        out.push('\n');
    }
    let opens = !inside.starts_with('/') && !inside.ends_with('/');
    if opens && HIDDEN.contains(&name.as_str()) {
        return past_end(after, &name);
    }
    after
}

/// What follows the closing tag of a hidden element.
fn past_end<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, tail)) = rest.split_once("</") {
        let same = tail.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name));
        if same {
            return tail.split_once('>').map_or("", |(_, after)| after);
        }
        rest = tail;
    }
    ""
}

fn push(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once('&') {
        out.extend(before.chars().map(blank));
        rest = tail;
        let named = tail.split_once(';').filter(|(name, _)| name.len() <= ENTITY_MAX);
        match named.and_then(|(name, after)| Some((entity(name)?, after))) {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => out.push('&'),
        }
    }
    out.extend(rest.chars().map(blank));
}

/// Letters of the longest entity that is read.
const ENTITY_MAX: usize = 10;

/// A line end inside a paragraph is a space.
fn blank(c: char) -> char {
    if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }
}

pub(super) fn entity(name: &str) -> Option<char> {
    if let Some(hex) = name.strip_prefix("#x").or_else(|| name.strip_prefix("#X")) {
        return char::from_u32(u32::from_str_radix(hex, 16).ok()?);
    }
    if let Some(number) = name.strip_prefix('#') {
        return char::from_u32(number.parse().ok()?);
    }
    let known = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("agrave", 'à'),
        ("aacute", 'á'),
        ("acirc", 'â'),
        ("atilde", 'ã'),
        ("egrave", 'è'),
        ("eacute", 'é'),
        ("ecirc", 'ê'),
        ("igrave", 'ì'),
        ("iacute", 'í'),
        ("ograve", 'ò'),
        ("oacute", 'ó'),
        ("ocirc", 'ô'),
        ("otilde", 'õ'),
        ("ugrave", 'ù'),
        ("uacute", 'ú'),
        ("yacute", 'ý'),
        ("Aacute", 'Á'),
        ("Acirc", 'Â'),
        ("Ecirc", 'Ê'),
        ("Ocirc", 'Ô'),
        ("Oacute", 'Ó'),
        ("Uacute", 'Ú'),
        ("Yacute", 'Ý'),
    ];
    known.iter().find(|(n, _)| *n == name).map(|(_, c)| *c)
}

/// Runs of spaces as one, lines without letters left out.
pub(super) fn tidy(text: &str) -> String {
    let lines = text.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}
