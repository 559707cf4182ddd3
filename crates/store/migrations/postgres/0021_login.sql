-- Second factor, passwords that have to be changed, where a session was opened, logins from outside.
alter table session add column device text collate "C" not null default '';

create table second_factor (
    account_id bigint not null primary key references account (id),
    secret bytea not null,
    confirmed_at bigint,
    last_step bigint not null
);

create table recovery_code (
    id bigint not null primary key,
    account_id bigint not null references account (id),
    hash bytea not null,
    used_at bigint
);
create index recovery_code_of_account on recovery_code (account_id);

create table password_due (
    account_id bigint not null primary key references account (id),
    since bigint not null
);

create table login_step (
    token_hash bytea not null primary key,
    account_id bigint not null references account (id),
    ends_at bigint not null
);

create table outside_account (
    issuer text collate "C" not null,
    subject text collate "C" not null,
    account_id bigint not null references account (id),
    linked_at bigint not null,
    primary key (issuer, subject)
);
create index outside_account_of_account on outside_account (account_id);

create table outside_step (
    token_hash bytea not null primary key,
    nonce text collate "C" not null,
    verifier text collate "C" not null,
    next text collate "C" not null,
    ends_at bigint not null
);
