//! A form filled in from a message: a stopped request written again, a reply begun from a request.

use comity_domain::lang::Text;
use comity_domain::message::{Body, Message};

use super::fields::Fields;
use super::person;

/// The fields of a new request with the content of an earlier one.
pub(in crate::web) fn from_request(message: &Message) -> Fields {
    let mut fields = Fields::default();
    fields.add("to", message.to.as_str());
    languages(&mut fields, message);
    let mut text = |name: &str, text: &Text| texts(&mut fields, message, name, text);
    text("necessity", &message.necessity);
    text("urgency_reason", &message.urgency_reason);
    match &message.body {
        Body::InfoReq(body) => {
            text("specification", &body.specification);
            text("facts", &body.facts);
            text("offence", &body.offence);
            text("link", &body.link);
            text("reasons_to_believe", &body.reasons_to_believe);
            text("restrictions", &body.restrictions);
        }
        Body::VerifyReq(body) => {
            text("consequence", &body.consequence);
            for item in &body.verify {
                fields.add("verify", item.code());
            }
        }
        _ => {}
    }
    if let Some(subject) = message.body.subject() {
        person::write(&mut fields, subject);
    }
    let purpose = message.purpose.as_ref().map(|purpose| purpose.as_str().to_owned());
    fields.add("purpose", purpose.unwrap_or_default());
    fields.add("urgency", message.urgency.code());
    for area in &message.crime_areas {
        fields.add("crime_areas", area.code());
    }
    for (n, basis) in (1..).zip(&message.legal_basis) {
        fields.add(&format!("agreement.{n}"), basis.agreement.as_str());
        fields.add(&format!("article.{n}"), basis.article.clone().unwrap_or_default());
    }
    conditions(&mut fields, message);
    fields
}

/// The fields of a reply, as far as the request gives them.
pub(in crate::web) fn reply_to(message: &Message) -> Fields {
    let mut fields = Fields::default();
    if let Some(subject) = message.body.subject() {
        fields.add("subject_role", subject.role.code());
    }
    if let Some(handling) = &message.handling {
        fields.add("handling", handling.code.code());
    }
    fields.add("judicial_use", message.judicial_use.code());
    fields
}

fn languages(fields: &mut Fields, message: &Message) {
    let first = message.authentic.first().or(message.languages.first());
    let second = message.languages.iter().find(|lang| Some(*lang) != first);
    fields.add("lang1", first.map_or("", |lang| lang.tag()));
    fields.add("lang2", second.map_or("", |lang| lang.tag()));
}

fn texts(fields: &mut Fields, message: &Message, name: &str, text: &Text) {
    let first = message.authentic.first().or(message.languages.first());
    for (lang, wording) in &text.0 {
        let name = if Some(lang) == first { name.to_owned() } else { format!("{name}.2") };
        fields.add(&name, &wording.text);
    }
}

fn conditions(fields: &mut Fields, message: &Message) {
    if let Some(handling) = &message.handling {
        fields.add("handling", handling.code.code());
        texts(fields, message, "handling_text", &handling.text);
    }
    fields.add("onward_transfer", message.onward_transfer.code());
    fields.add("judicial_use", message.judicial_use.code());
    if let Some(evaluation) = &message.evaluation {
        fields.add("evaluation_source", &evaluation.source);
        fields.add("evaluation_information", &evaluation.information);
    }
}
