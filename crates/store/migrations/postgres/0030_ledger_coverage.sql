-- From when the log covers which table: rows of a table that comes to be covered later get an entry then, once.
create table ledger_covered (
    subject text collate "C" not null primary key,
    since bigint not null
);
alter table ledger_covered enable row level security;
