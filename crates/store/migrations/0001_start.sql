-- The first schema. Shared dialect: TEXT for ids and JSON, BIGINT for times (milliseconds), counts
-- and truth values, BYTES for bytes (the runner writes the engine's own word).

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  roles TEXT NOT NULL,
  lang TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  disabled BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  wait_until BIGINT NOT NULL
);

CREATE TABLE session (
  token_hash BYTES PRIMARY KEY,
  account TEXT NOT NULL,
  csrf TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE partner (
  agency TEXT PRIMARY KEY,
  card BYTES NOT NULL,
  serial BIGINT NOT NULL,
  state TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  retry_at BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  last_error TEXT
);

CREATE TABLE partner_card (
  agency TEXT NOT NULL,
  serial BIGINT NOT NULL,
  card BYTES NOT NULL,
  PRIMARY KEY (agency, serial)
);

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  data TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE person_key (
  key TEXT NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (key, person)
);

CREATE INDEX person_key_by_person ON person_key (person);

CREATE TABLE record (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  data TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (kind, id)
);

CREATE TABLE message (
  id TEXT PRIMARY KEY,
  thread TEXT NOT NULL,
  in_reply_to TEXT,
  direction TEXT NOT NULL,
  partner TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  stopped BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  data TEXT NOT NULL
);

CREATE INDEX message_by_thread ON message (thread);
CREATE INDEX message_by_due ON message (due_at);

CREATE TABLE gate_run (
  message TEXT NOT NULL,
  n BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (message, n)
);

CREATE TABLE hit (
  message TEXT NOT NULL,
  person TEXT NOT NULL,
  permille BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (message, person)
);

CREATE TABLE outbox (
  partner TEXT NOT NULL,
  place BIGINT NOT NULL,
  message TEXT NOT NULL UNIQUE,
  seq BIGINT,
  envelope BYTES,
  hash BYTES,
  state TEXT NOT NULL,
  queued_at BIGINT NOT NULL,
  receipt BYTES,
  settled_at BIGINT,
  refusal TEXT,
  PRIMARY KEY (partner, place)
);

CREATE UNIQUE INDEX outbox_by_seq ON outbox (partner, seq);

CREATE TABLE inbox (
  partner TEXT NOT NULL,
  seq BIGINT NOT NULL,
  message TEXT NOT NULL,
  hash BYTES NOT NULL,
  envelope BYTES NOT NULL,
  receipt BYTES NOT NULL,
  outcome TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  processed BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  PRIMARY KEY (partner, seq)
);

CREATE UNIQUE INDEX inbox_by_message ON inbox (partner, message);
CREATE INDEX inbox_by_processed ON inbox (processed);

CREATE TABLE log (
  seq BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  outcome TEXT NOT NULL,
  detail TEXT NOT NULL,
  head BYTES NOT NULL
);

CREATE INDEX log_by_object ON log (object);
