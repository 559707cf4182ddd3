-- Keys, units, people who work here.
create table sequence (
    name text not null primary key,
    next integer not null
) strict;

create table setting (
    key text not null primary key,
    value text not null
) strict;

create table data_key (
    class text not null,
    version integer not null,
    wrapped blob not null,
    created_at integer not null,
    primary key (class, version)
) strict;

create table organisation (
    id integer not null primary key,
    code text not null unique,
    name text not null,
    paper_prefix text not null,
    level text not null,
    department text not null,
    region text not null,
    parent_id integer references organisation (id),
    phone text not null,
    address text not null
) strict;

create table account (
    id integer not null primary key,
    login text not null unique,
    display_name text not null,
    role text not null,
    org_id integer not null references organisation (id),
    password_hash text not null,
    disabled integer not null,
    created_at integer not null
) strict;
create index account_of_org on account (org_id);

create table session (
    token_hash blob not null primary key,
    account_id integer not null references account (id),
    csrf text not null,
    created_at integer not null,
    last_seen_at integer not null,
    idle_until integer not null,
    ends_at integer not null
) strict;
create index session_of_account on session (account_id);
create index session_end on session (ends_at);

create table login_failure (
    id integer not null primary key,
    subject text not null,
    at integer not null
) strict;
create index login_failure_of_subject on login_failure (subject, at);

create table saved_filter (
    id integer not null primary key,
    account_id integer not null references account (id),
    name text not null,
    query text not null,
    unique (account_id, name)
) strict;
