//! An officer searches the register of persons. The log keeps who searched, when, and which
//! entries were shown; it does not keep the name.

use comity_domain::audit::AuditEntry;
use comity_domain::codes::{DocumentKind, Sex};
use comity_domain::person::{Birth, is_country};
use comity_domain::policy::{Action, Object};
use comity_domain::time::Calendar;
use comity_names::mrz::{self, Mrz};
use comity_names::{Name, person};

use crate::app::cross_check::{self, HitView, Wanted, WantedDocument};
use crate::ctx::Ctx;
use crate::dates;
use crate::error::AppError;
use crate::node::Node;

/// What the officer looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// A name in any writing; may be empty when a document is given.
    pub name: String,
    /// Date of birth, as far as known: year first or day first.
    pub born: Option<String>,
    /// The era of a year below 2300.
    pub calendar: Calendar,
    /// Sex: a code of [`Sex`], or F, M, X.
    pub sex: Option<String>,
    /// Nationalities, ISO 3166-1 of two or three letters, with spaces or commas between.
    pub nationality: Option<String>,
    /// A document number.
    pub document: Option<String>,
    /// The machine-readable zone of a document: fills in whatever the fields above leave open.
    pub mrz: Option<Mrz>,
    /// How many hits at most.
    pub limit: u32,
}

/// Searches.
///
/// # Errors
/// When the officer may not, or the name, the date or a code cannot be read.
pub async fn run(node: &Node, ctx: &Ctx, query: &Query) -> Result<Vec<HitView>, AppError> {
    let permit = ctx.permit(Action::Search, &Object::named("register"))?;
    let wanted = wanted(query)?;
    let hits = cross_check::run(node, &wanted, query.limit).await?;
    let shown: Vec<String> = hits.iter().map(|h| h.person.id.to_string()).collect();
    let detail = format!("{} shown: {}", hits.len(), shown.join(" "));
    let tx = node.store.write().await?;
    tx.commit_with(&AuditEntry::new(&permit, detail), ctx.now).await?;
    Ok(hits)
}

fn wanted(query: &Query) -> Result<Wanted, AppError> {
    let name = query.name.trim();
    let document = query.document.as_deref().map(str::trim).filter(|d| !d.is_empty());
    if !name.is_empty() || (document.is_none() && query.mrz.is_none()) {
        Name::read(name).or(Err(AppError::Invalid { key: "error-name-refused" }))?;
    }
    let number = |number: &str| WantedDocument { kind: None, number: number.into(), issuer: None };
    let zone = query.mrz.as_ref().map(of_zone).unwrap_or_default();
    let nationalities = nationalities(query.nationality.as_deref().unwrap_or_default())?;
    Ok(Wanted {
        names: [Some(name.to_owned()).filter(|n| !n.is_empty()).into_iter().collect(), zone.names]
            .concat(),
        birth: born(query)?.or(zone.birth),
        sex: sex(query.sex.as_deref())?.or(zone.sex),
        nationalities: if nationalities.is_empty() { zone.nationalities } else { nationalities },
        documents: [document.map(number).into_iter().collect(), zone.documents].concat(),
    })
}

fn born(query: &Query) -> Result<Option<Birth>, AppError> {
    let Some(text) = query.born.as_deref().map(str::trim).filter(|b| !b.is_empty()) else {
        return Ok(None);
    };
    let birth = Birth { text: dates::year_first(text), calendar: query.calendar };
    birth.date().or(Err(AppError::Invalid { key: "error-born" }))?;
    Ok(Some(birth))
}

fn sex(text: Option<&str>) -> Result<Option<Sex>, AppError> {
    let text = text.unwrap_or_default().trim().to_lowercase();
    match text.as_str() {
        "" => Ok(None),
        "f" => Ok(Some(Sex::Female)),
        "m" => Ok(Some(Sex::Male)),
        "x" => Ok(Some(Sex::Unspecified)),
        code => Sex::from_code(code).map(Some).ok_or(AppError::Invalid { key: "error-sex" }),
    }
}

fn nationalities(text: &str) -> Result<Vec<String>, AppError> {
    let codes = text.split([' ', ',', ';']).filter(|code| !code.is_empty());
    codes
        .map(|code| {
            let code = code.to_uppercase();
            country(&code).ok_or(AppError::Invalid { key: "error-nationality" })
        })
        .collect()
}

/// A country's two letters; a code of ICAO 9303 for persons without a nationality stays.
fn country(code: &str) -> Option<String> {
    if is_country(code) || (code.len() == 3 && code.starts_with("XX")) {
        return Some(code.to_owned());
    }
    mrz::alpha2(code).map(str::to_owned)
}

/// The person of a machine-readable zone. A number whose check digit fails is looked for all the
/// same: slips are found.
fn of_zone(zone: &Mrz) -> Wanted {
    let kind = match zone.document_code.chars().next() {
        Some('P') => Some(DocumentKind::Passport),
        // A visa's number is not the passport's.
        Some('V') => Some(DocumentKind::Other),
        _ => None,
    };
    let birth =
        zone.birth.map(|date| Birth { text: date.to_string(), calendar: Calendar::Gregorian });
    let document = WantedDocument {
        kind,
        number: zone.number.clone(),
        issuer: mrz::alpha2(&zone.issuer).map(str::to_owned),
    };
    Wanted {
        names: vec![zone.name()],
        birth: birth.filter(|birth| birth.date().is_ok()),
        sex: zone.sex.map(|sex| match sex {
            person::Sex::Female => Sex::Female,
            person::Sex::Male => Sex::Male,
        }),
        nationalities: country(&zone.nationality).into_iter().collect(),
        documents: Some(document).filter(|d| !d.number.is_empty()).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_fills_in_what_the_fields_leave_open() {
        let zone = "P<THAWONGTHOT<<SOMMUT<<<<<<<<<<<<<<<<<<<<<<<\n\
                    AA12345674THA8503120M3001018<<<<<<<<<<<<<<00";
        let mrz = Mrz::read(zone, 2026).unwrap();
        let query = Query { mrz: Some(mrz), ..Query::default() };
        let all = wanted(&query).unwrap();
        assert_eq!(all.names, ["WONGTHOT, SOMMUT"]);
        assert_eq!(all.birth.unwrap().text, "1985-03-12");
        assert_eq!((all.sex, all.nationalities), (Some(Sex::Male), vec!["TH".to_owned()]));
        assert_eq!(all.documents[0].kind, Some(DocumentKind::Passport));
        assert_eq!(all.documents[0].issuer.as_deref(), Some("TH"));
        let own = Query {
            name: "สมมุติ วงศ์ทดสอบ".into(),
            born: Some("12/03/2528".into()),
            sex: Some("F".into()),
            nationality: Some("lao, VN".into()),
            ..query
        };
        let own = wanted(&own).unwrap();
        assert_eq!(own.names.len(), 2);
        assert_eq!(own.birth.unwrap().date().unwrap().to_string(), "1985-03-12");
        assert_eq!(
            (own.sex, own.nationalities),
            (Some(Sex::Female), vec!["LA".into(), "VN".into()])
        );
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        let key = |query: Query| match wanted(&query) {
            Err(AppError::Invalid { key }) => key,
            other => panic!("{other:?}"),
        };
        let named = || Query { name: "Sommut".into(), ..Query::default() };
        assert_eq!(key(Query::default()), "error-name-refused");
        assert_eq!(key(Query { born: Some("soon".into()), ..named() }), "error-born");
        assert_eq!(key(Query { sex: Some("z".into()), ..named() }), "error-sex");
        assert_eq!(key(Query { nationality: Some("Thai".into()), ..named() }), "error-nationality");
    }
}
