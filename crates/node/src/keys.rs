//! The node's keys: signing (two algorithms), sealing, TLS. Made once by `comity init`, kept in the
//! folder `keys`, each file readable by its owner only.

use anyhow::{Context, ensure};
use comity_wire::{SealingSecret, SigningKeys};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::clock::Random;
use crate::home::{Home, write_secret};

const SIGN_ED25519: &str = "sign-ed25519.seed";
const SIGN_MLDSA44: &str = "sign-mldsa44.seed";
const SEAL: &str = "seal-xwing.seed";
const TLS_KEY: &str = "tls-key.pem";
const TLS_CERT: &str = "tls-cert.pem";

/// Every key of a node.
pub struct NodeKeys {
    /// Signs envelopes, receipts and the card.
    pub signing: SigningKeys,
    /// Opens bodies sealed to this agency.
    pub sealing: SealingSecret,
    /// The certificate partners pin.
    pub tls_cert: CertificateDer<'static>,
    /// Its key.
    pub tls_key: PrivateKeyDer<'static>,
}

impl std::fmt::Debug for NodeKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NodeKeys")
    }
}

impl NodeKeys {
    /// Makes new keys in a home that has none.
    ///
    /// # Errors
    /// When there are keys already or they cannot be written.
    pub fn make(home: &Home, random: &dyn Random, host: &str) -> anyhow::Result<()> {
        for name in [SIGN_ED25519, SIGN_MLDSA44, SEAL] {
            let mut seed = [0; 32];
            random.fill(&mut seed)?;
            write_secret(&home.key(name), &seed)?;
        }
        let key = rcgen::KeyPair::generate().context("cannot make a TLS key")?;
        let mut params = rcgen::CertificateParams::new(vec![host.to_owned()])
            .with_context(|| format!("{host} is not a host name"))?;
        params.not_after = rcgen::date_time_ymd(2046, 1, 1);
        let cert = params.self_signed(&key).context("cannot make a TLS certificate")?;
        write_secret(&home.key(TLS_KEY), key.serialize_pem().as_bytes())?;
        write_secret(&home.key(TLS_CERT), cert.pem().as_bytes())
    }

    /// Reads the keys of a home.
    ///
    /// # Errors
    /// When a file is missing or is not a key.
    pub fn read(home: &Home) -> anyhow::Result<Self> {
        let file = |name: &str| {
            let path = home.key(name);
            std::fs::read(&path).with_context(|| format!("cannot read the key {}", path.display()))
        };
        let seed = |name: &str| -> anyhow::Result<[u8; 32]> {
            let bytes = file(name)?;
            ensure!(bytes.len() == 32, "the key file {name} must hold 32 bytes");
            let mut seed = [0; 32];
            seed.copy_from_slice(&bytes);
            Ok(seed)
        };
        Ok(Self {
            signing: SigningKeys::from_seeds(seed(SIGN_ED25519)?, seed(SIGN_MLDSA44)?)?,
            sealing: SealingSecret::from_seed(seed(SEAL)?)?,
            tls_cert: CertificateDer::from_pem_slice(&file(TLS_CERT)?)
                .context("tls-cert.pem is not a certificate")?,
            tls_key: PrivateKeyDer::from_pem_slice(&file(TLS_KEY)?)
                .context("tls-key.pem is not a private key")?,
        })
    }

    /// SHA-256 of the TLS certificate: what partners pin.
    pub fn tls_pin(&self) -> [u8; 32] {
        pin(&self.tls_cert)
    }
}

/// SHA-256 of a certificate.
pub fn pin(cert: &CertificateDer<'_>) -> [u8; 32] {
    comity_wire::hash::sha256(cert)
}
