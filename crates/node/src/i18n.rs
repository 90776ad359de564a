//! Sentences and labels in the four languages, for pages, commands and letters.
//!
//! The texts are the Fluent files of `locales/`. Every key stands in every file with the same
//! placeables; the tests of this file keep it so, and check that every key the program names exists.
//!
//! An argument called `count` is a number and chooses the plural form; all others are texts.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use comity_domain::lang::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

/// The text of `key` for a reader of `lang`.
pub fn text(lang: Lang, key: &str) -> String {
    text_with(lang, key, &[])
}

/// The text of `key` with its placeables filled in.
pub fn text_with(lang: Lang, key: &str, values: &[(&str, &str)]) -> String {
    let mut args = FluentArgs::new();
    for (name, value) in values {
        let value = if *name == "count" { FluentValue::try_number(value) } else { (*value).into() };
        args.set(*name, value);
    }
    in_bundle(lang, key, &args)
        .or_else(|| in_bundle(Lang::En, key, &args))
        .unwrap_or_else(|| key.to_owned())
}

/// The text of `key` if there is such a key: for codes that may come from another version.
pub fn known(lang: Lang, key: &str) -> Option<String> {
    in_bundle(lang, key, &FluentArgs::new())
}

/// The Fluent key of a code inside a family: `/` is written `_`, as in `ground-G-CHILD_VICTIM`.
pub fn code_key(family: &str, code: &str) -> String {
    format!("{family}-{}", code.replace('/', "_"))
}

/// The text of a code inside a family, for example `("state", "ready")`.
pub fn code(lang: Lang, family: &str, code: &str) -> String {
    known(lang, &code_key(family, code)).unwrap_or_else(|| code.to_owned())
}

fn in_bundle(lang: Lang, key: &str, args: &FluentArgs<'_>) -> Option<String> {
    let bundle = bundles().get(&lang)?;
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let found = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
    Some(found)
}

fn bundles() -> &'static BTreeMap<Lang, Bundle> {
    static BUNDLES: OnceLock<BTreeMap<Lang, Bundle>> = OnceLock::new();
    BUNDLES.get_or_init(|| Lang::ALL.into_iter().map(|lang| (lang, bundle(lang))).collect())
}

fn bundle(lang: Lang) -> Bundle {
    let tag: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // The marks of Unicode isolation would show in `title` attributes and in terminals.
    bundle.set_use_isolating(false);
    let resource = match FluentResource::try_new(source(lang).to_owned()) {
        Ok(resource) => resource,
        // What could be read is better than nothing; the tests see to it that all can be.
        Err((resource, _)) => resource,
    };
    bundle.add_resource_overriding(resource);
    bundle
}

/// The Fluent file of a language.
fn source(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => include_str!("../locales/vi.ftl"),
        Lang::Th => include_str!("../locales/th.ftl"),
        Lang::Lo => include_str!("../locales/lo.ftl"),
        Lang::En => include_str!("../locales/en.ftl"),
    }
}

#[cfg(test)]
#[path = "i18n/tests.rs"]
mod tests;
