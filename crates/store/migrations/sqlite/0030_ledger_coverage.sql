-- From when the log covers which table: rows of a table that comes to be covered later get an entry then, once.
create table ledger_covered (
    subject text not null primary key,
    since integer not null
) strict;
