//! A node: everything a use case may reach.

use anyhow::Context;
use comity_domain::ids::{AgencyId, MessageId};
use comity_domain::pack::Packs;
use comity_domain::time::Timestamp;
use comity_store::Store;

use crate::clock::{Clock, Random, SystemClock, SystemRandom};
use crate::config::Config;
use crate::error::AppError;
use crate::federation::door::Door;
use crate::home::Home;
use crate::index::RegisterIndex;
use crate::keys::NodeKeys;
use crate::ledger::Ledger;
use crate::packs;

/// A running node, or a command at work in its home.
#[derive(Debug)]
pub struct Node {
    /// This agency.
    pub agency: AgencyId,
    /// Its configuration.
    pub config: Config,
    /// Its database.
    pub store: Store,
    /// Its register's names, by sound.
    pub index: RegisterIndex,
    /// Its keys.
    pub keys: NodeKeys,
    /// The law packs.
    pub packs: Packs,
    /// The bodies that are gone.
    pub ledger: Ledger,
    /// Counts refusals to strangers.
    pub door: Door,
    clock: Box<dyn Clock>,
    random: Box<dyn Random>,
}

/// What a node is made of; tests hand in their own.
#[derive(Debug)]
pub struct Parts {
    /// Configuration.
    pub config: Config,
    /// Database.
    pub store: Store,
    /// Index of names.
    pub index: RegisterIndex,
    /// Keys.
    pub keys: NodeKeys,
    /// Law packs.
    pub packs: Packs,
    /// The bodies that are gone.
    pub ledger: Ledger,
    /// Clock.
    pub clock: Box<dyn Clock>,
    /// Random numbers.
    pub random: Box<dyn Random>,
}

impl Node {
    /// Puts a node together.
    pub fn new(parts: Parts) -> Self {
        Self {
            agency: parts.config.agency.clone(),
            config: parts.config,
            store: parts.store,
            index: parts.index,
            keys: parts.keys,
            packs: parts.packs,
            ledger: parts.ledger,
            door: Door::default(),
            clock: parts.clock,
            random: parts.random,
        }
    }

    /// Opens the node that lives in a home.
    ///
    /// # Errors
    /// When there is none, or its configuration, law packs, keys or database cannot be read.
    pub async fn open(home: &Home) -> anyhow::Result<Self> {
        anyhow::ensure!(
            home.is_node(),
            "no node lives in {}; make one with `comity init`, or name its folder with --home",
            home.path().display()
        );
        let config = Config::read(&home.config())?;
        let packs = packs::load(home)?.packs;
        let keys = NodeKeys::read(home)?;
        let store = Store::open(&home.database())
            .await
            .with_context(|| format!("cannot open {}", home.database().display()))?;
        Ok(Self::new(Parts {
            config,
            store,
            index: RegisterIndex::new(Some(home.index())),
            keys,
            packs,
            ledger: Ledger::new(home.ledger()),
            clock: Box::new(SystemClock),
            random: Box::new(SystemRandom),
        }))
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Fills a buffer with random bytes.
    ///
    /// # Errors
    /// When the system has none.
    pub fn random(&self, bytes: &mut [u8]) -> Result<(), AppError> {
        Ok(self.random.fill(bytes)?)
    }

    /// A new message id.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub fn new_message_id(&self, now: Timestamp) -> Result<MessageId, AppError> {
        let mut random = [0; 10];
        self.random(&mut random)?;
        Ok(MessageId::from_parts(u64::try_from(now.0).unwrap_or_default(), random))
    }
}
