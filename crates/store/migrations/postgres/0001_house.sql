-- Keys, units, people who work here.
create table sequence (
    name text collate "C" not null primary key,
    next bigint not null
);

create table setting (
    key text collate "C" not null primary key,
    value text collate "C" not null
);

create table data_key (
    class text collate "C" not null,
    version bigint not null,
    wrapped bytea not null,
    created_at bigint not null,
    primary key (class, version)
);

create table organisation (
    id bigint not null primary key,
    code text collate "C" not null unique,
    name text collate "C" not null,
    paper_prefix text collate "C" not null,
    level text collate "C" not null,
    department text collate "C" not null,
    region text collate "C" not null,
    parent_id bigint references organisation (id),
    phone text collate "C" not null,
    address text collate "C" not null
);

create table account (
    id bigint not null primary key,
    login text collate "C" not null unique,
    display_name text collate "C" not null,
    role text collate "C" not null,
    org_id bigint not null references organisation (id),
    password_hash text collate "C" not null,
    disabled boolean not null,
    created_at bigint not null
);
create index account_of_org on account (org_id);

create table session (
    token_hash bytea not null primary key,
    account_id bigint not null references account (id),
    csrf text collate "C" not null,
    created_at bigint not null,
    last_seen_at bigint not null,
    idle_until bigint not null,
    ends_at bigint not null
);
create index session_of_account on session (account_id);
create index session_end on session (ends_at);

create table login_failure (
    id bigint not null primary key,
    subject text collate "C" not null,
    at bigint not null
);
create index login_failure_of_subject on login_failure (subject, at);

create table saved_filter (
    id bigint not null primary key,
    account_id bigint not null references account (id),
    name text collate "C" not null,
    query text collate "C" not null,
    unique (account_id, name)
);
