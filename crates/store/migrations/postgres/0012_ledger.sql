-- The transparency log: what was committed to (here, erasable), what outsiders read (tiles), what the log signed.
create table ledger_entry (
    commitment bytea not null primary key,
    salt bytea not null,
    at bigint,
    kind text collate "C" not null,
    account_id bigint references account (id),
    subject text collate "C" not null,
    subject_key text collate "C" not null,
    version bigint not null,
    content bytea not null,
    seq bigint
);
create unique index ledger_entry_seq on ledger_entry (seq);
create index ledger_entry_pending on ledger_entry (commitment) where seq is null;
create index ledger_entry_of_subject on ledger_entry (subject, subject_key, version);

create table ledger_tile (
    level bigint not null,
    idx bigint not null,
    width bigint not null,
    bytes bytea not null,
    primary key (level, idx, width)
);

create table ledger_checkpoint (
    size bigint not null primary key,
    roots bytea not null,
    note text collate "C" not null,
    at bigint not null
);

create table ledger_cosignature (
    size bigint not null references ledger_checkpoint (size),
    line text collate "C" not null,
    at bigint not null,
    primary key (size, line)
);
