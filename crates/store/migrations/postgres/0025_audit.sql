-- What auditors search by, and complaints drawn by lot to be checked again.
create index ledger_entry_of_account on ledger_entry (account_id, seq) where account_id is not null;
create index event_by_people on event (at) where account_id is not null;
create index decision_of_day on decision (decided_on);

create table recheck (
    id bigint not null primary key,
    submission_id bigint not null references submission (id),
    matter_id bigint not null unique references matter (id),
    drawn_by bigint not null references account (id),
    drawn_at bigint not null,
    seed text collate "C" not null,
    result text collate "C",
    note bytea,
    done_by bigint references account (id),
    done_at bigint
);
create index recheck_open on recheck (id) where done_at is null;
