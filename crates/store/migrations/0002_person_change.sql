-- Every change of the register of persons gets a number, so that what is built from the register (the
-- index of names) knows what it has not seen. Names are no longer kept as keys, documents are.

ALTER TABLE person ADD COLUMN change BIGINT NOT NULL DEFAULT 0;

UPDATE person SET change = numbered.n
  FROM (SELECT id AS person_id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM person) AS numbered
  WHERE numbered.person_id = person.id;

CREATE INDEX person_by_change ON person (change);

CREATE TABLE person_gone (
  id TEXT PRIMARY KEY,
  change BIGINT NOT NULL
);

CREATE INDEX person_gone_by_change ON person_gone (change);

CREATE TABLE person_position (
  one BIGINT PRIMARY KEY,
  change BIGINT NOT NULL
);

INSERT INTO person_position (one, change) SELECT 1, COUNT(*) FROM person;

DELETE FROM person_key WHERE key LIKE 'n:%';
