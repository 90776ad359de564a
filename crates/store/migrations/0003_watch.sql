-- Stored searches and their alerts. The watching worker stands at the number of a change of the
-- register; what was there before is not looked at.

CREATE TABLE watch_position (
  one BIGINT PRIMARY KEY,
  change BIGINT NOT NULL
);

INSERT INTO watch_position (one, change) SELECT 1, change FROM person_position;

CREATE TABLE watch (
  number BIGINT PRIMARY KEY,
  once TEXT NOT NULL UNIQUE,
  since BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  closed_at BIGINT,
  data TEXT NOT NULL
);

CREATE TABLE alert (
  number BIGINT PRIMARY KEY,
  watch BIGINT NOT NULL,
  person TEXT NOT NULL,
  revision TEXT NOT NULL,
  permille BIGINT NOT NULL,
  data TEXT NOT NULL,
  raised_at BIGINT NOT NULL,
  outcome TEXT,
  settled_by TEXT,
  settled_at BIGINT,
  UNIQUE (watch, person, revision)
);

CREATE INDEX alert_by_outcome ON alert (outcome);
