-- A back-test under way or ended: it runs beside the pages, and whoever looks sees how far it is.
create table back_test (
    policy_id bigint not null primary key references policy_version (id),
    state text collate "C" not null,
    step text collate "C" not null,
    done bigint not null,
    account_id bigint not null references account (id),
    started_at bigint not null,
    finished_at bigint,
    message text collate "C"
);
