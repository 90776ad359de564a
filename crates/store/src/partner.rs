//! Partners: their cards, and where delivery to each of them stands.

use comity_domain::ids::AgencyId;
use comity_domain::time::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::db::Store;
use crate::error::StoreError;
use crate::tx::WriteTx;

/// Whether messages flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartnerState {
    /// They do.
    Active,
    /// They are held here and refused from there.
    Suspended,
}

impl PartnerState {
    /// The word in the table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }
}

/// A partner agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerRow {
    /// Its id.
    pub agency: AgencyId,
    /// Its signed card.
    pub card: Vec<u8>,
    /// The card's number.
    pub serial: i64,
    /// Whether messages flow.
    pub state: PartnerState,
    /// Deliveries that failed in a row.
    pub tries: i64,
    /// Not to be tried before.
    pub retry_at: Timestamp,
    /// The code of the last failure.
    pub last_error: Option<String>,
}

const COLUMNS: &str =
    "SELECT agency, card, serial, state, tries, retry_at, last_error FROM partner";

impl Store {
    /// A partner by its id.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn partner(&self, agency: &AgencyId) -> Result<Option<PartnerRow>, StoreError> {
        let sql = format!("{COLUMNS} WHERE agency = $1");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(agency.as_str().to_owned())
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(partner).transpose()
    }

    /// Every partner, by id.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn partners(&self) -> Result<Vec<PartnerRow>, StoreError> {
        let sql = format!("{COLUMNS} ORDER BY agency");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(self.readers()).await?;
        rows.iter().map(partner).collect()
    }
}

impl Store {
    /// Every card a partner ever had here, the newest first: what it signed under an old one stays
    /// verifiable.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn partner_cards(&self, agency: &AgencyId) -> Result<Vec<Vec<u8>>, StoreError> {
        let rows =
            sqlx::query("SELECT card FROM partner_card WHERE agency = $1 ORDER BY serial DESC")
                .bind(agency.as_str().to_owned())
                .fetch_all(self.readers())
                .await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }
}

impl WriteTx {
    /// Adds a partner, or replaces its card by one with a higher number.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the known card has the same or a higher number.
    pub async fn put_partner(
        &mut self,
        agency: &AgencyId,
        card: &[u8],
        serial: i64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let done = sqlx::query(
            "INSERT INTO partner (agency, card, serial, state, added_at, lease_until, retry_at, \
             tries, last_error) VALUES ($1, $2, $3, 'active', $4, 0, 0, 0, NULL) \
             ON CONFLICT (agency) DO UPDATE SET card = excluded.card, serial = excluded.serial, \
             retry_at = 0, tries = 0 WHERE partner.serial < excluded.serial",
        )
        .bind(agency.as_str().to_owned())
        .bind(card.to_vec())
        .bind(serial)
        .bind(now.0)
        .execute(self.connection())
        .await?;
        if done.rows_affected() != 1 {
            return Err(StoreError::Conflict);
        }
        sqlx::query("INSERT INTO partner_card (agency, serial, card) VALUES ($1, $2, $3)")
            .bind(agency.as_str().to_owned())
            .bind(serial)
            .bind(card.to_vec())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Suspends a partner or lets messages flow again.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not a partner.
    pub async fn set_partner_state(
        &mut self,
        agency: &AgencyId,
        state: PartnerState,
    ) -> Result<(), StoreError> {
        let done = sqlx::query("UPDATE partner SET state = $1, retry_at = 0 WHERE agency = $2")
            .bind(state.code().to_owned())
            .bind(agency.as_str().to_owned())
            .execute(self.connection())
            .await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::NotFound) }
    }
}

fn partner(row: &AnyRow) -> Result<PartnerRow, StoreError> {
    let state: String = row.try_get("state")?;
    Ok(PartnerRow {
        agency: agency(row.try_get("agency")?)?,
        card: row.try_get("card")?,
        serial: row.try_get("serial")?,
        state: match state.as_str() {
            "active" => PartnerState::Active,
            "suspended" => PartnerState::Suspended,
            _ => return Err(StoreError::Corrupt("partner")),
        },
        tries: row.try_get("tries")?,
        retry_at: Timestamp(row.try_get("retry_at")?),
        last_error: row.try_get("last_error")?,
    })
}

/// An agency id out of a column.
pub(crate) fn agency(id: String) -> Result<AgencyId, StoreError> {
    AgencyId::parse(&id).or(Err(StoreError::Corrupt("agency")))
}
