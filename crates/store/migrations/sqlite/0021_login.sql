-- Second factor, passwords that have to be changed, where a session was opened, logins from outside.
alter table session add column device text not null default '';

create table second_factor (
    account_id integer not null primary key references account (id),
    secret blob not null,
    confirmed_at integer,
    last_step integer not null
) strict;

create table recovery_code (
    id integer not null primary key,
    account_id integer not null references account (id),
    hash blob not null,
    used_at integer
) strict;
create index recovery_code_of_account on recovery_code (account_id);

create table password_due (
    account_id integer not null primary key references account (id),
    since integer not null
) strict;

create table login_step (
    token_hash blob not null primary key,
    account_id integer not null references account (id),
    ends_at integer not null
) strict;

create table outside_account (
    issuer text not null,
    subject text not null,
    account_id integer not null references account (id),
    linked_at integer not null,
    primary key (issuer, subject)
) strict;
create index outside_account_of_account on outside_account (account_id);

create table outside_step (
    token_hash blob not null primary key,
    nonce text not null,
    verifier text not null,
    next text not null,
    ends_at integer not null
) strict;
