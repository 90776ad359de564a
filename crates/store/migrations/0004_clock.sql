-- Clocks: one of a kind for a message, and the latest time of the machine that was believed.

CREATE TABLE clock (
  message TEXT NOT NULL,
  kind TEXT NOT NULL,
  thread TEXT NOT NULL,
  bound TEXT NOT NULL,
  state TEXT NOT NULL,
  due_at BIGINT,
  breached_at BIGINT,
  data TEXT NOT NULL,
  PRIMARY KEY (message, kind)
);

CREATE INDEX clock_by_due ON clock (state, due_at);
CREATE INDEX clock_by_thread ON clock (thread);

CREATE TABLE time_seen (
  one BIGINT PRIMARY KEY,
  latest BIGINT NOT NULL
);
