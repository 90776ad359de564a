-- The sealed file: who is protected, and written decisions. Rows are only added; the latest counts.
-- What waits for an hour before it leaves says which.

CREATE TABLE case_flag (
  number BIGINT PRIMARY KEY,
  scope TEXT NOT NULL,
  about TEXT NOT NULL,
  status TEXT NOT NULL,
  at BIGINT NOT NULL,
  data TEXT NOT NULL
);

CREATE INDEX case_flag_by_about ON case_flag (scope, about, number);

CREATE TABLE case_decision (
  number BIGINT PRIMARY KEY,
  message TEXT NOT NULL,
  at BIGINT NOT NULL,
  data TEXT NOT NULL
);

CREATE INDEX case_decision_by_message ON case_decision (message, number);

ALTER TABLE outbox ADD COLUMN not_before BIGINT NOT NULL DEFAULT 0;
