//! Local accounts and sign-in sessions.

use comity_domain::ids::OfficerId;
use comity_domain::lang::Lang;
use comity_domain::policy::Role;
use comity_domain::time::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::db::Store;
use crate::error::StoreError;
use crate::tx::WriteTx;

/// An officer's account.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Sign-in name.
    pub id: OfficerId,
    /// Name as shown to colleagues.
    pub display_name: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// Language of the pages.
    pub lang: Lang,
    /// Argon2id hash in PHC form.
    pub password_hash: String,
    /// Whether it may not sign in any more.
    pub disabled: bool,
    /// Wrong passwords in a row.
    pub failures: i64,
    /// No sign-in before this moment.
    pub wait_until: Timestamp,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A sign-in session of the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Whose.
    pub account: OfficerId,
    /// The token that every form of the session carries.
    pub csrf: String,
    /// Until when.
    pub expires_at: Timestamp,
}

const COLUMNS: &str = "SELECT id, display_name, roles, lang, password_hash, disabled, failures, \
     wait_until FROM account";

impl Store {
    /// An account by its name.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn account(&self, id: &OfficerId) -> Result<Option<Account>, StoreError> {
        let sql = format!("{COLUMNS} WHERE id = $1");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(id.as_str().to_owned())
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(account).transpose()
    }

    /// Every account, by name.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let sql = format!("{COLUMNS} ORDER BY id");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(self.readers()).await?;
        rows.iter().map(account).collect()
    }

    /// Counts a try to sign in, before the password is looked at, so that tries at the same time
    /// count too. Returns whether the account may be tried now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn count_sign_in(
        &self,
        id: &OfficerId,
        now: Timestamp,
        tries_max: i64,
        wait_until: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let done = sqlx::query(
            "UPDATE account SET failures = CASE WHEN failures + 1 >= $1 THEN 0 ELSE failures + 1 \
             END, wait_until = CASE WHEN failures + 1 >= $1 THEN $2 ELSE 0 END \
             WHERE id = $3 AND wait_until <= $4",
        )
        .bind(tries_max)
        .bind(wait_until.0)
        .bind(id.as_str().to_owned())
        .bind(now.0)
        .execute(tx.connection())
        .await?;
        tx.commit_bookkeeping().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Forgets failed tries: the password was right.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn clear_sign_in(&self, id: &OfficerId) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        sqlx::query("UPDATE account SET failures = 0, wait_until = 0 WHERE id = $1")
            .bind(id.as_str().to_owned())
            .execute(tx.connection())
            .await?;
        tx.commit_bookkeeping().await
    }

    /// A session by the hash of its token, if it has not ended.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn session(
        &self,
        token_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<SessionRow>, StoreError> {
        let row = sqlx::query(
            "SELECT account, csrf, expires_at FROM session \
             WHERE token_hash = $1 AND expires_at > $2",
        )
        .bind(token_hash.to_vec())
        .bind(now.0)
        .fetch_optional(self.readers())
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(SessionRow {
            account: officer(row.try_get("account")?)?,
            csrf: row.try_get("csrf")?,
            expires_at: Timestamp(row.try_get("expires_at")?),
        }))
    }
}

impl WriteTx {
    /// Adds an account.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the name is taken.
    pub async fn add_account(
        &mut self,
        account: &Account,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO account (id, display_name, roles, lang, password_hash, created_at, \
             disabled, failures, wait_until) VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0)",
        )
        .bind(account.id.as_str().to_owned())
        .bind(account.display_name.clone())
        .bind(serde_json::to_string(&account.roles)?)
        .bind(account.lang.tag().to_owned())
        .bind(account.password_hash.clone())
        .bind(now.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Changes roles and whether the account may sign in.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such account.
    pub async fn change_account(
        &mut self,
        id: &OfficerId,
        roles: &[Role],
        disabled: bool,
    ) -> Result<(), StoreError> {
        let done = sqlx::query("UPDATE account SET roles = $1, disabled = $2 WHERE id = $3")
            .bind(serde_json::to_string(roles)?)
            .bind(i64::from(disabled))
            .bind(id.as_str().to_owned())
            .execute(self.connection())
            .await?;
        if disabled {
            sqlx::query("DELETE FROM session WHERE account = $1")
                .bind(id.as_str().to_owned())
                .execute(self.connection())
                .await?;
        }
        if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::NotFound) }
    }

    /// Gives an account a new password and ends its sessions.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such account.
    pub async fn set_password(&mut self, id: &OfficerId, hash: &str) -> Result<(), StoreError> {
        let done = sqlx::query(
            "UPDATE account SET password_hash = $1, failures = 0, wait_until = 0 WHERE id = $2",
        )
        .bind(hash.to_owned())
        .bind(id.as_str().to_owned())
        .execute(self.connection())
        .await?;
        sqlx::query("DELETE FROM session WHERE account = $1")
            .bind(id.as_str().to_owned())
            .execute(self.connection())
            .await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::NotFound) }
    }

    /// Begins a session and sweeps out those that have ended.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_session(
        &mut self,
        token_hash: &[u8; 32],
        session: &SessionRow,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM session WHERE expires_at <= $1")
            .bind(now.0)
            .execute(self.connection())
            .await?;
        sqlx::query(
            "INSERT INTO session (token_hash, account, csrf, expires_at) VALUES ($1, $2, $3, $4)",
        )
        .bind(token_hash.to_vec())
        .bind(session.account.as_str().to_owned())
        .bind(session.csrf.clone())
        .bind(session.expires_at.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn end_session(&mut self, token_hash: &[u8; 32]) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM session WHERE token_hash = $1")
            .bind(token_hash.to_vec())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

fn account(row: &AnyRow) -> Result<Account, StoreError> {
    let lang: String = row.try_get("lang")?;
    Ok(Account {
        id: officer(row.try_get("id")?)?,
        display_name: row.try_get("display_name")?,
        roles: serde_json::from_str(&row.try_get::<String, _>("roles")?)?,
        lang: Lang::from_tag(&lang).ok_or(StoreError::Corrupt("language"))?,
        password_hash: row.try_get("password_hash")?,
        disabled: row.try_get::<i64, _>("disabled")? != 0,
        failures: row.try_get("failures")?,
        wait_until: Timestamp(row.try_get("wait_until")?),
    })
}

fn officer(id: String) -> Result<OfficerId, StoreError> {
    OfficerId::parse(&id).or(Err(StoreError::Corrupt("account")))
}
