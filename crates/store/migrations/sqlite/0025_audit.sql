-- What auditors search by, and complaints drawn by lot to be checked again.
create index ledger_entry_of_account on ledger_entry (account_id, seq) where account_id is not null;
create index event_by_people on event (at) where account_id is not null;
create index decision_of_day on decision (decided_on);

create table recheck (
    id integer not null primary key,
    submission_id integer not null references submission (id),
    matter_id integer not null unique references matter (id),
    drawn_by integer not null references account (id),
    drawn_at integer not null,
    seed text not null,
    result text,
    note blob,
    done_by integer references account (id),
    done_at integer
) strict;
create index recheck_open on recheck (id) where done_at is null;
