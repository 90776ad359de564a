-- PostgreSQL as somebody would set it up to find names by likeness: one row a name, a trigram
-- index on the lower-case name, the usual threshold (0.3). A person has two names at most, so
-- twenty rows hold ten persons.
create index names_trgm on names using gin (lower(name) gin_trgm_ops);
vacuum analyze names;
