-- A back-test under way or ended: it runs beside the pages, and whoever looks sees how far it is.
create table back_test (
    policy_id integer not null primary key references policy_version (id),
    state text not null,
    step text not null,
    done integer not null,
    account_id integer not null references account (id),
    started_at integer not null,
    finished_at integer,
    message text
) strict;
