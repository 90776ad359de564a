-- Notices that a person may be held no longer: one for a clock. Without a name.

CREATE TABLE release_notice (
  message TEXT NOT NULL,
  kind TEXT NOT NULL,
  thread TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (message, kind)
);

CREATE INDEX release_notice_by_thread ON release_notice (thread);
