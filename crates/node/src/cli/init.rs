//! `comity init`: makes a node.

use anyhow::{anyhow, ensure};
use comity_domain::lang::{Lang, Text};
use comity_domain::limits::PASSWORD_CHARS_MIN;
use comity_domain::policy::Role;
use comity_store::Store;

use crate::app::card_issue;
use crate::app::user_add::{self, NewUser};
use crate::cli::Session;
use crate::cli::args::InitArgs;
use crate::cli::officer::{new_password, operator};
use crate::cli::out::Failure;
use crate::clock::{Clock, SystemClock, SystemRandom};
use crate::config::{Config, LinkConfig, WebConfig};
use crate::error::AppError;
use crate::home::{Home, write_secret};
use crate::keys::NodeKeys;

pub(super) async fn run(session: &Session, args: InitArgs) -> Result<(), Failure> {
    let home = &session.home;
    if home.is_node() {
        return Err(Failure::Other(anyhow!(
            "a node lives in {} already; nothing was changed",
            home.path().display()
        )));
    }
    let config = config(&args)?;
    let password = new_password(session, args.admin.as_str(), args.password_file.as_deref())?;
    if password.chars().count() < PASSWORD_CHARS_MIN {
        return Err(AppError::Invalid { key: "error-password-short" }.into());
    }
    let host = host(&config.link.endpoint).ok_or_else(|| anyhow!("the endpoint has no host"))?;
    home.make()?;
    NodeKeys::make(home, &SystemRandom, &host)?;
    check_card(home, &config)?;
    let store = Store::open(&home.database()).await?;
    store.close().await;
    // The configuration comes last: with it, the folder is a node.
    write_secret(&home.config(), config.to_text()?.as_bytes())?;
    let node = session.node().await?;
    let admin = NewUser {
        id: args.admin.clone(),
        display_name: args.admin.to_string(),
        roles: vec![Role::Administrator],
        lang: config.lang,
        password,
    };
    if let Err(error) = user_add::run(&node, &operator(session, &node)?, &admin).await {
        // Without an administrator the folder must not count as a node.
        std::fs::remove_file(home.config())?;
        std::fs::remove_dir_all(home.path().join("keys"))?;
        return Err(error.into());
    }
    let value = serde_json::json!({"ok": true, "home": home.path(), "agency": config.agency});
    session.out.print(&value, || {
        format!(
            "{} lives in {}.\nNext:\n  comity --home {home} --as {admin} user add NAME --name \"…\" \
             --roles liaison_officer\n  comity --home {home} card > {agency}.card   (give it to the \
             partner)\n  comity --home {home} serve",
            config.agency,
            home.path().display(),
            home = home.path().display(),
            admin = args.admin,
            agency = config.agency,
        )
    })
}

/// A configuration whose card no partner would take is no configuration.
fn check_card(home: &Home, config: &Config) -> Result<(), Failure> {
    let keys = NodeKeys::read(home)?;
    let signed = card_issue::card(config, &keys, SystemClock.now()).sign(&keys.signing);
    if let Err(error) = signed {
        std::fs::remove_dir_all(home.path().join("keys"))?;
        return Err(Failure::Other(anyhow!(
            "no card can be made of this name, contact or endpoint ({error}); nothing was made"
        )));
    }
    Ok(())
}

fn config(args: &InitArgs) -> Result<Config, Failure> {
    let lang = Lang::of_country(&args.country);
    let config = Config {
        agency: args.agency.clone(),
        country: args.country.clone(),
        lang,
        parent: None,
        contact: args.contact.clone(),
        name: name(&args.name, lang)?,
        web: WebConfig { listen: args.web, tls_cert: None, tls_key: None },
        link: LinkConfig {
            listen: args.link,
            endpoint: args
                .endpoint
                .clone()
                .unwrap_or_else(|| format!("https://localhost:{}", args.link.port())),
        },
    };
    config.check()?;
    Ok(config)
}

/// `--name NAME` is in the country's language; `--name en=NAME` says which.
fn name(values: &[String], lang: Lang) -> Result<Text, Failure> {
    let mut text = Text::default();
    for value in values {
        let tagged = value.split_once('=').and_then(|(t, n)| Some((Lang::from_tag(t)?, n)));
        let (lang, name) = tagged.unwrap_or((lang, value.as_str()));
        text.0.extend(Text::draft(lang, name).0);
    }
    let check = || -> anyhow::Result<()> {
        ensure!(!text.is_empty(), "the agency needs a name: --name \"…\"");
        Ok(())
    };
    check()?;
    Ok(text)
}

/// The host of an endpoint, for the certificate.
fn host(endpoint: &str) -> Option<String> {
    let uri: hyper::Uri = endpoint.parse().ok()?;
    uri.host().map(|host| host.trim_matches(['[', ']']).to_owned())
}
