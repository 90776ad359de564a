//! What one field of a message's type holds, whatever it is: whether it is filled in, the words somebody
//! wrote in it, the persons it names, whether it keeps its limits, and how it is shown. Gates, limits and
//! pages walk fields through this, so that a new field cannot be forgotten by one of them.

use super::fault::{Faults, Need};
use crate::day::Day;
use crate::ids::{AgencyId, MessageId, RecordId};
use crate::lang::{Lang, Text};
use crate::limits;
use crate::person::Subject;
use crate::time::{LocalTime, PartialDate};

/// A value as a page or a command shows it.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown<'a> {
    /// Nothing was filled in.
    Nothing,
    /// A text in one or more languages.
    Text(&'a Text),
    /// A short text as it was written.
    Plain(String),
    /// A code of a closed list; the list's name as pages know it.
    Code(&'static str, &'static str),
    /// Yes or no.
    Truth(bool),
    /// A day.
    Day(Day),
    /// A date known in part.
    Date(PartialDate),
    /// A moment with the offset of the place.
    Time(LocalTime),
    /// A person.
    Person(&'a Subject),
    /// Another message.
    Message(MessageId),
    /// Several of one kind.
    Many(Vec<Shown<'a>>),
    /// Fields of their own, each with its name.
    Group(Vec<(&'static str, Shown<'a>)>),
}

/// A field.
pub trait Field {
    /// Whether nothing was filled in.
    fn is_empty(&self) -> bool;

    /// Adds every word a person wrote in it.
    fn words<'a>(&'a self, _words: &mut Vec<&'a str>) {}

    /// Adds every text a person wrote in it.
    fn texts<'a>(&'a self, _texts: &mut Vec<&'a Text>) {}

    /// Adds every person it names.
    fn persons<'a>(&'a self, _persons: &mut Vec<&'a Subject>) {}

    /// Notes what exceeds a limit or is not valid in itself.
    fn faults(&self, _name: &str, _faults: &mut Faults<'_>) {}

    /// How it is shown.
    fn shown(&self) -> Shown<'_>;
}

/// Fields that stand together: the body of a type, or a part of it.
pub trait Fields: Rules {
    /// Each field's name and whether it has to be filled in.
    const NEEDS: &'static [(&'static str, Need)];

    /// Each field with its name, in the order they are asked for.
    fn each(&self) -> Vec<(&'static str, &dyn Field)>;
}

/// What holds between the fields of a type, beyond each of them.
pub trait Rules {
    /// Notes what does not hold.
    fn rules(&self, _faults: &mut Faults<'_>) {}
}

impl<F: Fields> Field for F {
    fn is_empty(&self) -> bool {
        self.each().iter().all(|(_, field)| field.is_empty())
    }

    fn words<'a>(&'a self, words: &mut Vec<&'a str>) {
        self.each().into_iter().for_each(|(_, field)| field.words(words));
    }

    fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
        self.each().into_iter().for_each(|(_, field)| field.texts(texts));
    }

    fn persons<'a>(&'a self, persons: &mut Vec<&'a Subject>) {
        self.each().into_iter().for_each(|(_, field)| field.persons(persons));
    }

    fn faults(&self, name: &str, faults: &mut Faults<'_>) {
        let path = |field: &str| match name {
            "" => field.to_owned(),
            name => format!("{name}.{field}"),
        };
        for ((field, value), (_, need)) in self.each().into_iter().zip(F::NEEDS) {
            let path = path(field);
            faults.given(&path, !value.is_empty(), *need);
            value.faults(&path, faults);
        }
        self.rules(faults);
    }

    fn shown(&self) -> Shown<'_> {
        Shown::Group(self.each().into_iter().map(|(name, field)| (name, field.shown())).collect())
    }
}

impl Field for Text {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
    fn words<'a>(&'a self, words: &mut Vec<&'a str>) {
        words.extend(self.0.values().map(|wording| wording.text.as_str()));
    }
    fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
        texts.push(self);
    }
    fn faults(&self, name: &str, faults: &mut Faults<'_>) {
        if !self.within_limit() {
            faults.add(name, "field-too-long");
        }
    }
    fn shown(&self) -> Shown<'_> {
        if self.is_empty() { Shown::Nothing } else { Shown::Text(self) }
    }
}

impl Field for String {
    fn is_empty(&self) -> bool {
        crate::wording::letters(self) == 0
    }
    fn words<'a>(&'a self, words: &mut Vec<&'a str>) {
        words.push(self);
    }
    fn faults(&self, name: &str, faults: &mut Faults<'_>) {
        faults.short(name, self);
    }
    fn shown(&self) -> Shown<'_> {
        if self.is_empty() { Shown::Nothing } else { Shown::Plain(self.clone()) }
    }
}

impl<F: Field> Field for Option<F> {
    fn is_empty(&self) -> bool {
        self.is_none()
    }
    fn words<'a>(&'a self, words: &mut Vec<&'a str>) {
        self.iter().for_each(|field| field.words(words));
    }
    fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
        self.iter().for_each(|field| field.texts(texts));
    }
    fn persons<'a>(&'a self, persons: &mut Vec<&'a Subject>) {
        self.iter().for_each(|field| field.persons(persons));
    }
    fn faults(&self, name: &str, faults: &mut Faults<'_>) {
        self.iter().for_each(|field| field.faults(name, faults));
    }
    fn shown(&self) -> Shown<'_> {
        self.as_ref().map_or(Shown::Nothing, Field::shown)
    }
}

impl<F: Field> Field for Vec<F> {
    fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }
    fn words<'a>(&'a self, words: &mut Vec<&'a str>) {
        self.iter().for_each(|field| field.words(words));
    }
    fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
        self.iter().for_each(|field| field.texts(texts));
    }
    fn persons<'a>(&'a self, persons: &mut Vec<&'a Subject>) {
        self.iter().for_each(|field| field.persons(persons));
    }
    fn faults(&self, name: &str, faults: &mut Faults<'_>) {
        faults.list(name, self.len());
        for (place, field) in self.iter().take(limits::LIST_MAX).enumerate() {
            let path = format!("{name}.{}", place + 1);
            if field.is_empty() {
                faults.add(&path, "field-required");
            }
            field.faults(&path, faults);
        }
    }
    fn shown(&self) -> Shown<'_> {
        match self.as_slice() {
            [] => Shown::Nothing,
            fields => Shown::Many(fields.iter().map(Field::shown).collect()),
        }
    }
}

impl Field for Subject {
    fn is_empty(&self) -> bool {
        false
    }
    fn persons<'a>(&'a self, persons: &mut Vec<&'a Subject>) {
        persons.push(self);
    }
    fn faults(&self, name: &str, faults: &mut Faults<'_>) {
        faults.subject(name, self);
    }
    fn shown(&self) -> Shown<'_> {
        Shown::Person(self)
    }
}

/// A field that is always filled in and holds no words: declared with how it is shown.
macro_rules! plain_field {
    ($($type:ty => |$value:ident| $shown:expr),+ $(,)?) => {
        $(impl Field for $type {
            fn is_empty(&self) -> bool {
                false
            }
            fn shown(&self) -> Shown<'_> {
                let $value = self;
                $shown
            }
        })+
    };
}

plain_field!(
    bool => |value| Shown::Truth(*value),
    u16 => |value| Shown::Plain(value.to_string()),
    Day => |value| Shown::Day(*value),
    PartialDate => |value| Shown::Date(*value),
    LocalTime => |value| Shown::Time(*value),
    MessageId => |value| Shown::Message(*value),
    AgencyId => |value| Shown::Plain(value.to_string()),
    RecordId => |value| Shown::Plain(value.to_string()),
    Lang => |value| Shown::Plain(value.own_name().to_owned()),
);

/// Declares the fields of a type, in the order they are asked for: each `required`, `stated` (filled in, or
/// said why not) or `optional`.
macro_rules! fields {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$fdoc:meta])* $need:ident $field:ident: $type:ty,)+
    }) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize,
            schemars::JsonSchema,
        )]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            $(
                $(#[$fdoc])*
                #[serde(skip_serializing_if = "crate::message::field::is_default")]
                pub $field: $type,
            )+
        }
        impl $crate::message::field::Fields for $name {
            const NEEDS: &'static [(&'static str, $crate::message::fault::Need)] =
                &[$((stringify!($field), $crate::message::field::need!($need))),+];
            fn each(&self) -> Vec<(&'static str, &dyn $crate::message::field::Field)> {
                vec![$((stringify!($field), &self.$field)),+]
            }
        }
    };
}

/// The [`Need`] a word of a declaration stands for.
macro_rules! need {
    (required) => {
        $crate::message::fault::Need::Required
    };
    (stated) => {
        $crate::message::fault::Need::Stated
    };
    (optional) => {
        $crate::message::fault::Need::Optional
    };
}

pub(crate) use {fields, need};

/// Whether a value is what it is when nothing was filled in; such a field does not travel.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
