//! What stands around every page: language, title, menu.

use comity_domain::lang::Lang;
use comity_domain::policy::Action;

use crate::i18n;
use crate::node::Node;
use crate::web::session::SignedIn;
use crate::web::statics;

/// Texts in the reader's language, for templates and models.
#[derive(Debug, Clone, Copy)]
pub(in crate::web) struct T(pub(in crate::web) Lang);

impl T {
    /// The text of a key.
    pub(in crate::web) fn s(self, key: &str) -> String {
        i18n::text(self.0, key)
    }

    /// The text of a key with its placeables.
    pub(in crate::web) fn w(self, key: &str, values: &[(&str, &str)]) -> String {
        i18n::text_with(self.0, key, values)
    }

    /// The text of a code of a family.
    pub(in crate::web) fn code(self, family: &str, code: &str) -> String {
        i18n::code(self.0, family, code)
    }

    /// The language.
    pub(in crate::web) fn lang(self) -> Lang {
        self.0
    }

    /// The language's tag.
    pub(in crate::web) fn tag(self) -> &'static str {
        self.0.tag()
    }
}

/// What surrounds a page.
#[derive(Debug, Clone)]
pub(in crate::web) struct Frame {
    /// Texts.
    pub(in crate::web) t: T,
    /// The page's title.
    pub(in crate::web) title: String,
    /// This agency's name, and the language it is in.
    pub(in crate::web) agency: (String, &'static str),
    /// The page's own path, to come back to after a change of language.
    pub(in crate::web) here: String,
    /// Who is signed in.
    pub(in crate::web) who: Option<Who>,
    /// The languages to choose from.
    pub(in crate::web) languages: [Lang; 4],
    /// The version of the styles.
    pub(in crate::web) version: &'static str,
    /// A sentence about what has just been done, and whether it is good (`notice`) or bad (`alarm`).
    pub(in crate::web) notice: Option<(String, &'static str)>,
}

/// Whom the menu is for.
#[derive(Debug, Clone)]
pub(in crate::web) struct Who {
    /// Name as shown to colleagues.
    pub(in crate::web) name: String,
    /// The roles, in words.
    pub(in crate::web) roles: String,
    /// The token of the session's forms.
    pub(in crate::web) csrf: String,
    /// Whether the menu offers requests.
    pub(in crate::web) may_create: bool,
    /// Whether the menu offers what the safeguards did.
    pub(in crate::web) may_oversee: bool,
    /// Whether the menu offers the register.
    pub(in crate::web) may_search: bool,
    /// Alerts nobody has looked at, where the menu offers stored searches.
    pub(in crate::web) alerts: Option<i64>,
}

impl Frame {
    /// The frame of a page without a session.
    pub(in crate::web) fn new(node: &Node, t: T, title: String) -> Self {
        let name = node.config.name.best_for(t.lang());
        let agency = match name {
            Some((name, lang)) => (name.to_owned(), lang.tag()),
            None => (node.agency.to_string(), "zxx"),
        };
        Self {
            t,
            title,
            agency,
            here: "/sign-in".to_owned(),
            who: None,
            languages: Lang::ALL,
            version: statics::version(),
            notice: None,
        }
    }

    /// The frame of a signed-in officer's page.
    pub(in crate::web) fn of(node: &Node, session: &SignedIn, title: String, here: &str) -> Self {
        let t = T(session.lang);
        let roles: Vec<String> =
            session.account.roles.iter().map(|role| t.code("role", role.code())).collect();
        let who = Who {
            name: session.account.display_name.clone(),
            roles: roles.join(", "),
            csrf: session.csrf.clone(),
            may_create: session.may(Action::CreateRequest),
            may_oversee: session.may(Action::ReadSafeguards),
            may_search: session.may(Action::Search),
            alerts: session.alerts,
        };
        Self { here: here.to_owned(), who: Some(who), ..Self::new(node, t, title) }
    }
}
