-- How long a body is kept (0: not worked out yet; -1: for good), and whether it is gone. What is gone is
-- named once more by itself, so that a copy that turns up again goes too.

ALTER TABLE message ADD COLUMN retain_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN emptied BIGINT NOT NULL DEFAULT 0;
CREATE INDEX message_by_retention ON message (emptied, retain_until);

CREATE TABLE purged (
  message TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  at BIGINT NOT NULL,
  sha256 TEXT NOT NULL
);
