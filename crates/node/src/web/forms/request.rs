//! The form of a request.

use comity_domain::agreement::Agreement;
use comity_domain::codes::{CrimeArea, MessageKind, Purpose, PurposeCode, Urgency};
use comity_domain::handling::{
    Evaluation, EvaluationGrid, Handling, HandlingCode, JudicialUse, OnwardTransfer,
};
use comity_domain::ids::{AgencyId, AgreementId};
use comity_domain::lang::{Lang, Text};
use comity_domain::message::draft::{Draft, Head};
use comity_domain::message::verify_req::VerifyItem;
use comity_domain::message::{BasisRef, Body, Fault, InfoReq, VerifyReq};

use super::control::{Builder, Control, Field, Options, Part};
use super::fields::Fields;
use super::person;
use crate::web::view::agencies::Agencies;
use crate::web::view::message::state_of;

/// Rows for legal bases.
const BASIS_ROWS: usize = 2;
/// Letters and numbers of the grid the form offers (Europol 4×4).
const SOURCES: [&str; 4] = ["A", "B", "C", "X"];
const VALUES: [&str; 4] = ["1", "2", "3", "4"];

/// What the form lets an officer choose from.
#[derive(Debug, Clone, Copy)]
pub(in crate::web) struct Choices<'a> {
    /// Agencies a request may go to.
    pub(in crate::web) partners: &'a [AgencyId],
    /// Their names.
    pub(in crate::web) agencies: &'a Agencies,
    /// Agreements.
    pub(in crate::web) agreements: &'a [Agreement],
}

/// Reads texts that may have a second wording.
#[derive(Debug)]
pub(in crate::web) struct Texts<'a> {
    fields: &'a Fields,
    first: Lang,
    second: Option<Lang>,
    second_used: bool,
}

impl<'a> Texts<'a> {
    /// The texts of a form; the language written in is that of the page when none was chosen.
    pub(in crate::web) fn new(fields: &'a Fields, page: Lang) -> Self {
        let first = Lang::from_tag(fields.one("lang1")).unwrap_or(page);
        let second = Lang::from_tag(fields.one("lang2"));
        Self { fields, first, second, second_used: false }
    }

    /// The text of a field.
    pub(in crate::web) fn text(&mut self, name: &str) -> Text {
        let mut text = match self.fields.some(name) {
            Some(first) => Text::draft(self.first, first),
            None => Text::default(),
        };
        let typed = self.fields.some(&format!("{name}.2"));
        if let Some(wording) = typed {
            self.second_used = true;
            if let Some(second) = self.second.filter(|lang| *lang != self.first) {
                text.0.extend(Text::draft(second, wording).0);
            }
        }
        text
    }

    /// The languages used; a fault when a second wording has no language of its own.
    pub(in crate::web) fn languages(&self, faults: &mut Vec<Fault>) -> Vec<Lang> {
        let second = self.second.filter(|lang| *lang != self.first);
        if self.second_used && second.is_none() {
            faults.push(fault("lang2", "field-same-language"));
        }
        let used = second.filter(|_| self.second_used);
        std::iter::once(self.first).chain(used).collect()
    }
}

/// A fault of a field.
pub(in crate::web) fn fault(field: &str, key: &str) -> Fault {
    Fault { field: field.to_owned(), key: key.to_owned() }
}

/// The draft a filled-in form stands for, and the faults the form itself has.
pub(in crate::web) fn draft(kind: MessageKind, fields: &Fields, page: Lang) -> (Draft, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut texts = Texts::new(fields, page);
    let subject = person::read(fields, &mut faults);
    let mut head = Head {
        to: fields.some("to").and_then(|id| AgencyId::parse(id).ok()),
        purpose: purpose(fields),
        necessity: texts.text("necessity"),
        crime_areas: fields.all("crime_areas").filter_map(CrimeArea::from_code).collect(),
        urgency: Urgency::from_code(fields.one("urgency")),
        urgency_reason: texts.text("urgency_reason"),
        legal_basis: bases(fields, &mut faults),
        ..conditions(fields, &mut texts, &mut faults)
    };
    let body = match kind {
        MessageKind::InfoReq => Body::InfoReq(InfoReq {
            specification: texts.text("specification"),
            facts: texts.text("facts"),
            offence: texts.text("offence"),
            link: texts.text("link"),
            reasons_to_believe: texts.text("reasons_to_believe"),
            restrictions: texts.text("restrictions"),
            subject,
        }),
        _ => Body::VerifyReq(VerifyReq {
            verify: fields.all("verify").filter_map(VerifyItem::from_code).collect(),
            subject,
            consequence: texts.text("consequence"),
        }),
    };
    head.languages = texts.languages(&mut faults);
    head.authentic = head.languages.iter().take(1).copied().collect();
    // The gates would stop these too; here the officer still has the form before them.
    for (field, missing) in [
        ("purpose", head.purpose.is_none()),
        ("necessity", head.necessity.is_empty()),
        ("legal_basis", head.legal_basis.is_empty()),
    ] {
        if missing {
            faults.push(fault(field, "field-required"));
        }
    }
    (Draft { head, body: Some(body) }, faults)
}

fn purpose(fields: &Fields) -> Option<PurposeCode> {
    Purpose::from_code(fields.one("purpose")).map(PurposeCode::from)
}

fn bases(fields: &Fields, faults: &mut Vec<Fault>) -> Vec<BasisRef> {
    let mut bases = Vec::new();
    for n in 1..=BASIS_ROWS {
        let article = fields.some(&format!("article.{n}")).map(str::to_owned);
        match fields.some(&format!("agreement.{n}")).map(AgreementId::parse) {
            Some(Ok(agreement)) => bases.push(BasisRef { agreement, article }),
            Some(Err(_)) => faults.push(fault("legal_basis", "field-code")),
            None if article.is_some() => faults.push(fault("legal_basis", "field-code")),
            None => {}
        }
    }
    bases
}

/// The conditions, which requests and replies share.
pub(in crate::web) fn conditions(
    fields: &Fields,
    texts: &mut Texts<'_>,
    faults: &mut Vec<Fault>,
) -> Head {
    let text = texts.text("handling_text");
    let handling = HandlingCode::from_code(fields.one("handling"));
    let (source, information) =
        (fields.one("evaluation_source"), fields.one("evaluation_information"));
    let evaluation = (!source.is_empty() || !information.is_empty()).then(|| Evaluation {
        grid: EvaluationGrid::Eu4x4,
        source: source.to_owned(),
        information: information.to_owned(),
    });
    if handling.is_none() {
        faults.push(fault("handling", "field-required"));
    }
    Head {
        handling: handling.map(|code| Handling { code, text }),
        onward_transfer: OnwardTransfer::from_code(fields.one("onward_transfer")),
        judicial_use: JudicialUse::from_code(fields.one("judicial_use")),
        evaluation,
        ..Head::default()
    }
}

/// The parts of the form.
pub(in crate::web) fn parts(
    form: Builder<'_>,
    kind: MessageKind,
    choices: Choices<'_>,
) -> Vec<Part> {
    let is_info = kind == MessageKind::InfoReq;
    let person_hint = if is_info { "label-subject-optional" } else { "label-subject-hint" };
    let question = if is_info { info_fields(form) } else { verify_fields(form) };
    vec![
        form.part("receiver", "part-receiver", receiver_fields(form, choices)),
        form.part("question", "part-question", question),
        Part {
            hint: form.t.s(person_hint),
            ..form.part("subject", "part-person", person::fields(form, !is_info))
        },
        form.part("basis", "part-purpose", purpose_fields(form, choices)),
        form.part("conditions_of_use", "part-conditions", condition_fields(form)),
    ]
}

fn receiver_fields(form: Builder<'_>, choices: Choices<'_>) -> Vec<Field> {
    let lang = form.t.lang();
    let name = |id: &AgencyId| (id.to_string(), choices.agencies.name(lang, id), String::new());
    let mut fields =
        vec![form.select("to", true, Options(choices.partners.iter().map(name).collect()))];
    fields.extend(language_fields(form));
    let urgencies = Options::codes(form.t, "urgency", Urgency::ALL.iter().map(|u| u.code()));
    fields.push(form.radios("urgency", true, urgencies.explained(form.t, "urgency")));
    fields.push(form.areas("urgency_reason", false));
    fields
}

/// In which languages the officer writes.
pub(in crate::web) fn language_fields(form: Builder<'_>) -> Vec<Field> {
    let list = |name: &str, required| {
        let input = form.choice(name, "", "middle", form.languages());
        form.field(name, required, Control::Select(input))
    };
    vec![list("lang1", true), list("lang2", false)]
}

fn info_fields(form: Builder<'_>) -> Vec<Field> {
    vec![
        form.areas("specification", true),
        form.areas("facts", true),
        form.areas("offence", true),
        form.areas("link", false),
        form.areas("reasons_to_believe", true),
        form.areas("restrictions", true),
    ]
}

fn verify_fields(form: Builder<'_>) -> Vec<Field> {
    let items = Options::codes(form.t, "verify", VerifyItem::ALL.iter().map(|i| i.code()));
    vec![form.checks("verify", true, items), form.areas("consequence", true)]
}

fn purpose_fields(form: Builder<'_>, choices: Choices<'_>) -> Vec<Field> {
    let t = form.t;
    let purposes = Options::codes(t, "purpose", Purpose::ALL.iter().map(|p| p.code()));
    let areas = Options::codes(t, "area", CrimeArea::ALL.iter().map(|a| a.code()));
    let agreement = |a: &Agreement| {
        let title = a.title.best_for(t.lang()).map_or(a.id.as_str(), |(title, _)| title);
        (a.id.to_string(), format!("{title} ({})", state_of(t, a)), String::new())
    };
    let agreements = Options(choices.agreements.iter().map(agreement).collect());
    let row = |n: usize| {
        let options = agreements.clone();
        vec![
            form.choice(&format!("agreement.{n}"), "label-legal_basis", "wide", options),
            form.input(&format!("article.{n}"), "label-article", "middle"),
        ]
    };
    vec![
        form.select("purpose", true, purposes),
        form.areas("necessity", true),
        form.checks("crime_areas", false, areas),
        form.field("legal_basis", true, Control::Rows((1..=BASIS_ROWS).map(row).collect())),
    ]
}

/// The fields of the conditions, which requests and replies share.
pub(in crate::web) fn condition_fields(form: Builder<'_>) -> Vec<Field> {
    let t = form.t;
    let handling = Options::codes(t, "handling", HandlingCode::ALL.iter().map(|c| c.code()));
    let onward = Options::codes(t, "onward", OnwardTransfer::ALL.iter().map(|c| c.code()));
    let judicial = Options::codes(t, "judicial", JudicialUse::ALL.iter().map(|c| c.code()));
    let sources = Options::codes(t, "evaluation-source", SOURCES);
    let values = Options::codes(t, "evaluation-information", VALUES);
    let row = vec![
        form.choice("evaluation_source", "label-evaluation_source", "middle", sources),
        form.choice("evaluation_information", "label-evaluation_information", "middle", values),
    ];
    vec![
        form.radios("handling", true, handling.numbered()),
        form.areas("handling_text", false),
        form.radios("onward_transfer", true, onward),
        form.radios("judicial_use", true, judicial),
        form.field("evaluation", false, Control::Rows(vec![row])),
    ]
}

/// What is chosen on an empty form.
pub(in crate::web) fn defaults(fields: &mut Fields, page: Lang) {
    fields.default_to("lang1", page.tag());
    fields.default_to("lang2", if page == Lang::En { "" } else { "en" });
    fields.default_to("urgency", "normal");
    fields.default_to("onward_transfer", "none");
    fields.default_to("judicial_use", "no");
    fields.default_to("calendar", "gregorian");
}
