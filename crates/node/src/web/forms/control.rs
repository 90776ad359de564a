//! Fields as a template shows them: label, hint, faults, control. Names and ids are those of the
//! draft, so that a fault finds its field.

use comity_domain::lang::Lang;
use comity_domain::message::Fault;

use super::fields::Fields;
use crate::web::view::frame::T;

/// A group of fields under one heading.
#[derive(Debug, Clone)]
pub(in crate::web) struct Part {
    /// Its anchor.
    pub(in crate::web) id: String,
    /// The heading.
    pub(in crate::web) legend: String,
    /// What to know before filling it in.
    pub(in crate::web) hint: String,
    /// Faults of the group as a whole.
    pub(in crate::web) errors: Vec<String>,
    /// Its fields.
    pub(in crate::web) fields: Vec<Field>,
}

/// A field.
#[derive(Debug, Clone)]
pub(in crate::web) struct Field {
    /// Its anchor.
    pub(in crate::web) id: String,
    /// Its label.
    pub(in crate::web) label: String,
    /// Help beneath the label.
    pub(in crate::web) hint: String,
    /// What is wrong with it.
    pub(in crate::web) errors: Vec<String>,
    /// Whether it has to be filled in.
    pub(in crate::web) required: bool,
    /// How it is filled in.
    pub(in crate::web) control: Control,
}

impl Field {
    /// The ids that describe the control, for screen readers.
    pub(in crate::web) fn described(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id));
        let errors = (!self.errors.is_empty()).then(|| format!("{}-error", self.id));
        hint.into_iter().chain(errors).collect::<Vec<_>>().join(" ")
    }

    /// Whether its label is a `<legend>`, because there are several controls.
    pub(in crate::web) fn grouped(&self) -> bool {
        matches!(self.control, Control::Radios(..) | Control::Checks(..) | Control::Rows(..))
    }
}

/// How a field is filled in.
#[derive(Debug, Clone)]
pub(in crate::web) enum Control {
    /// One line of text.
    Line(Input),
    /// A text, and the same in the second language.
    Areas(Area, Option<Area>),
    /// One of a list.
    Select(Input),
    /// One of a few.
    Radios(String, Vec<Choice>),
    /// Any of a list.
    Checks(String, Vec<Choice>),
    /// Several small inputs in rows.
    Rows(Vec<Vec<Input>>),
    /// What cannot be changed.
    Fixed(Vec<String>),
}

/// A line or a list within a field.
#[derive(Debug, Clone)]
pub(in crate::web) struct Input {
    /// Its name.
    pub(in crate::web) name: String,
    /// Its own label, where a row holds several.
    pub(in crate::web) label: String,
    /// What was typed.
    pub(in crate::web) value: String,
    /// The list to choose from; empty for a line of text.
    pub(in crate::web) choices: Vec<Choice>,
    /// `wide`, `middle` or `small`.
    pub(in crate::web) width: &'static str,
}

/// A text of several lines.
#[derive(Debug, Clone)]
pub(in crate::web) struct Area {
    /// Its name.
    pub(in crate::web) name: String,
    /// What was typed.
    pub(in crate::web) value: String,
    /// Its label, for the second language.
    pub(in crate::web) label: String,
}

/// An entry of a list.
#[derive(Debug, Clone)]
pub(in crate::web) struct Choice {
    /// What is sent.
    pub(in crate::web) value: String,
    /// What is shown.
    pub(in crate::web) label: String,
    /// More about it.
    pub(in crate::web) hint: String,
    /// Whether it is chosen.
    pub(in crate::web) chosen: bool,
}

/// The codes of a list with their words.
#[derive(Debug, Clone)]
pub(in crate::web) struct Options(pub(in crate::web) Vec<(String, String, String)>);

impl Options {
    /// The codes of a family.
    pub(in crate::web) fn codes<'c>(
        t: T,
        family: &str,
        codes: impl IntoIterator<Item = &'c str>,
    ) -> Self {
        let entry = |code: &str| (code.to_owned(), t.code(family, code), String::new());
        Self(codes.into_iter().map(entry).collect())
    }

    /// The same with a second sentence each, from the keys `family-code-hint`.
    pub(in crate::web) fn explained(mut self, t: T, family: &str) -> Self {
        for (code, _, hint) in &mut self.0 {
            *hint = t.s(&format!("{family}-{code}-hint"));
        }
        self
    }

    /// The same with the code in front of its words.
    pub(in crate::web) fn numbered(mut self) -> Self {
        for (code, label, _) in &mut self.0 {
            *label = format!("{code}: {label}");
        }
        self
    }

    fn choices(self, chosen: impl Fn(&str) -> bool) -> Vec<Choice> {
        let entry = |(value, label, hint): (String, String, String)| Choice {
            chosen: chosen(&value),
            value,
            label,
            hint,
        };
        self.0.into_iter().map(entry).collect()
    }
}

/// Makes fields from what was typed and what is wrong with it.
#[derive(Debug, Clone, Copy)]
pub(in crate::web) struct Builder<'a> {
    /// Texts.
    pub(in crate::web) t: T,
    /// What was typed.
    pub(in crate::web) fields: &'a Fields,
    /// What is wrong.
    pub(in crate::web) faults: &'a [Fault],
}

/// The anchor of a field, from its name in the draft.
pub(in crate::web) fn anchor(field: &str) -> String {
    format!("f-{}", field.replace('.', "_"))
}

impl Builder<'_> {
    /// A part of the form.
    pub(in crate::web) fn part(&self, name: &str, legend: &str, fields: Vec<Field>) -> Part {
        Part {
            id: anchor(name),
            legend: self.t.s(legend),
            hint: String::new(),
            errors: self.errors(name),
            fields,
        }
    }

    /// What is wrong with a field.
    pub(in crate::web) fn errors(&self, name: &str) -> Vec<String> {
        let mine = self.faults.iter().filter(|fault| fault.field == name);
        let mut sentences: Vec<String> = mine.map(|fault| self.t.s(&fault.key)).collect();
        sentences.sort();
        sentences.dedup();
        sentences
    }

    /// A field with its label, its hint (if there is one) and its faults.
    pub(in crate::web) fn field(&self, name: &str, required: bool, control: Control) -> Field {
        let key = name.replace('.', "_");
        let hint = crate::i18n::known(self.t.lang(), &format!("label-{key}-hint"));
        Field {
            id: anchor(name),
            label: self.t.code("label", &key),
            hint: hint.unwrap_or_default(),
            errors: self.errors(name),
            required,
            control,
        }
    }

    /// One line of text.
    pub(in crate::web) fn line(&self, name: &str, required: bool, width: &'static str) -> Field {
        let input = self.input(name, "", width);
        self.field(name, required, Control::Line(input))
    }

    /// A text of several lines, and the same in the second language.
    pub(in crate::web) fn areas(&self, name: &str, required: bool) -> Field {
        let second = format!("{name}.2");
        let first = Area {
            name: name.to_owned(),
            value: self.fields.one(name).to_owned(),
            label: String::new(),
        };
        let second = Area {
            value: self.fields.one(&second).to_owned(),
            name: second,
            label: self.t.s("label-second"),
        };
        self.field(name, required, Control::Areas(first, Some(second)))
    }

    /// One of a list.
    pub(in crate::web) fn select(&self, name: &str, required: bool, options: Options) -> Field {
        let input = self.choice(name, "", "wide", options);
        self.field(name, required, Control::Select(input))
    }

    /// One of a few.
    pub(in crate::web) fn radios(&self, name: &str, required: bool, options: Options) -> Field {
        let choices = options.choices(|value| self.fields.one(name) == value);
        self.field(name, required, Control::Radios(name.to_owned(), choices))
    }

    /// Any of a list.
    pub(in crate::web) fn checks(&self, name: &str, required: bool, options: Options) -> Field {
        let choices = options.choices(|value| self.fields.all(name).any(|v| v == value));
        self.field(name, required, Control::Checks(name.to_owned(), choices))
    }

    /// A line within a row.
    pub(in crate::web) fn input(&self, name: &str, label: &str, width: &'static str) -> Input {
        let label = if label.is_empty() { String::new() } else { self.t.s(label) };
        let value = self.fields.one(name).to_owned();
        Input { name: name.to_owned(), label, value, choices: Vec::new(), width }
    }

    /// A list within a row; its first entry is "not chosen".
    pub(in crate::web) fn choice(
        &self,
        name: &str,
        label: &str,
        width: &'static str,
        options: Options,
    ) -> Input {
        let value = self.fields.one(name);
        let first = Choice {
            value: String::new(),
            label: self.t.s("choose-one"),
            hint: String::new(),
            chosen: value.is_empty(),
        };
        let mut choices = vec![first];
        choices.extend(options.choices(|v| v == value));
        Input { choices, ..self.input(name, label, width) }
    }

    /// The languages a text may be written in.
    pub(in crate::web) fn languages(&self) -> Options {
        Options::codes(self.t, "lang", Lang::ALL.map(Lang::tag))
    }

    /// A sentence and the place of each fault, in the order of the form.
    pub(in crate::web) fn summary(&self, parts: &[Part]) -> Vec<(String, String)> {
        let mut order = Vec::new();
        for part in parts {
            order.push(part.id.as_str());
            order.extend(part.fields.iter().map(|field| field.id.as_str()));
        }
        let mut lines: Vec<(usize, String, String)> = Vec::new();
        for fault in self.faults {
            let id = anchor(&fault.field);
            let place = order.iter().position(|known| *known == id).unwrap_or(order.len());
            let label = self.t.code("label", &fault.field.replace('.', "_"));
            lines.push((place, format!("{label}: {}", self.t.s(&fault.key)), id));
        }
        lines.sort();
        lines.dedup();
        lines.into_iter().map(|(_, sentence, id)| (sentence, id)).collect()
    }
}
