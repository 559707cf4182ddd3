-- The transparency log: what was committed to (here, erasable), what outsiders read (tiles), what the log signed.
create table ledger_entry (
    commitment blob not null primary key,
    salt blob not null,
    at integer,
    kind text not null,
    account_id integer references account (id),
    subject text not null,
    subject_key text not null,
    version integer not null,
    content blob not null,
    seq integer
) strict;
create unique index ledger_entry_seq on ledger_entry (seq);
create index ledger_entry_pending on ledger_entry (commitment) where seq is null;
create index ledger_entry_of_subject on ledger_entry (subject, subject_key, version);

create table ledger_tile (
    level integer not null,
    idx integer not null,
    width integer not null,
    bytes blob not null,
    primary key (level, idx, width)
) strict;

create table ledger_checkpoint (
    size integer not null primary key,
    roots blob not null,
    note text not null,
    at integer not null
) strict;

create table ledger_cosignature (
    size integer not null references ledger_checkpoint (size),
    line text not null,
    at integer not null,
    primary key (size, line)
) strict;
