//! The node's configuration: one commented file, `comity.toml`, in its home. The only file that
//! reads the environment.

use anyhow::{Context, ensure};
use comity_domain::ids::AgencyId;
use comity_domain::lang::{Lang, Text};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// What an agency sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// This agency.
    pub agency: AgencyId,
    /// ISO 3166-1 country.
    pub country: String,
    /// Language of pages before sign-in.
    pub lang: Lang,
    /// The agency above, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<AgencyId>,
    /// Contact point, reachable at all hours.
    pub contact: String,
    /// Name per language.
    pub name: Text,
    /// Where the pages are served.
    pub web: WebConfig,
    /// Where partners reach this node.
    pub link: LinkConfig,
}

/// Where the pages are served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebConfig {
    /// Address and port. Without a certificate only a loopback address is served.
    pub listen: SocketAddr,
    /// Certificate chain, PEM.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_cert: Option<PathBuf>,
    /// Private key, PEM.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_key: Option<PathBuf>,
}

/// Where partners reach this node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkConfig {
    /// Address and port this node listens on.
    pub listen: SocketAddr,
    /// The address partners use, as printed on the agency card.
    pub endpoint: String,
}

const HEADER: &str = "\
# Configuration of a Comity node. Restart `comity serve` after a change.
# A change of name, contact or endpoint reaches partners with a new card: `comity card`.
# web.listen: without web.tls_cert and web.tls_key only a loopback address is served.

";

impl Config {
    /// Reads a configuration file.
    ///
    /// # Errors
    /// With the line and the reason when the file is missing or wrong.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let config: Self =
            toml::from_str(&text).with_context(|| format!("in {}", path.display()))?;
        config.check()?;
        Ok(config)
    }

    /// The file's text.
    ///
    /// # Errors
    /// When a value has no form in TOML.
    pub fn to_text(&self) -> anyhow::Result<String> {
        Ok(format!("{HEADER}{}", toml::to_string_pretty(self)?))
    }

    /// Whether the values fit each other.
    ///
    /// # Errors
    /// A sentence that says what to change.
    pub fn check(&self) -> anyhow::Result<()> {
        let tls = self.web.tls_cert.is_some() && self.web.tls_key.is_some();
        ensure!(
            tls || self.web.listen.ip().is_loopback(),
            "web.listen {} is not a loopback address: give web.tls_cert and web.tls_key, or put a \
             TLS proxy on this machine in front of a loopback address",
            self.web.listen
        );
        ensure!(
            self.agency.country() == self.country,
            "country {} does not fit the agency {}",
            self.country,
            self.agency
        );
        ensure!(
            self.link.endpoint.starts_with("https://"),
            "link.endpoint must begin with https://, for example https://comity.example:9443"
        );
        Ok(())
    }
}

/// A variable of the environment.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// What the environment may set for a command.
#[derive(Clone, Default)]
pub struct Environment {
    /// `COMITY_HOME`: the node's home.
    pub home: Option<PathBuf>,
    /// `COMITY_PASSWORD`: the officer's password, for scripts. On a terminal it is asked for.
    pub password: Option<String>,
    /// `COMITY_NEW_PASSWORD`: the password a new account gets, for scripts. Never the officer's own.
    pub new_password: Option<String>,
    /// `COMITY_LANG`: language of what commands print.
    pub lang: Option<Lang>,
    /// `COMITY_LOG`: `error`, `warn`, `info` or `debug`.
    pub log: Option<String>,
    /// `PATH`: folders of programs.
    pub programs: Vec<PathBuf>,
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Environment").field("home", &self.home).finish_non_exhaustive()
    }
}

impl Environment {
    /// Reads it.
    pub fn read() -> Self {
        Self {
            home: variable("COMITY_HOME").map(PathBuf::from),
            password: variable("COMITY_PASSWORD"),
            new_password: variable("COMITY_NEW_PASSWORD"),
            lang: variable("COMITY_LANG").and_then(|tag| Lang::from_tag(&tag)),
            log: variable("COMITY_LOG"),
            programs: variable("PATH")
                .map(|path| std::env::split_paths(&path).collect())
                .unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(listen: &str) -> Config {
        Config {
            agency: AgencyId::parse("vn.mps").unwrap(),
            country: "VN".into(),
            lang: Lang::Vi,
            parent: None,
            contact: "duty desk".into(),
            name: Text::draft(Lang::En, "Test agency"),
            web: WebConfig { listen: listen.parse().unwrap(), tls_cert: None, tls_key: None },
            link: LinkConfig {
                listen: "127.0.0.1:9443".parse().unwrap(),
                endpoint: "https://localhost:9443".into(),
            },
        }
    }

    #[test]
    fn a_configuration_reads_back_what_it_writes() {
        let config = config("127.0.0.1:8080");
        let text = config.to_text().unwrap();
        assert_eq!(toml::from_str::<Config>(&text).unwrap(), config);
    }

    #[test]
    fn pages_without_tls_stay_on_this_machine() {
        assert!(config("127.0.0.1:8080").check().is_ok());
        assert!(config("0.0.0.0:8080").check().is_err());
        let mut other = config("127.0.0.1:8080");
        other.country = "TH".into();
        assert!(other.check().is_err());
    }
}
