-- 回避: what officers declare about themselves, and what the head ruled on one filing. A person is kept as the keyed digest of their
-- number and as nothing else.
create table officer_relation (
    id bigint not null primary key,
    account_id bigint not null references account (id),
    relation text collate "C" not null,
    operator_uscc text collate "C",
    operator_name text collate "C",
    key bytea,
    key_sort text collate "C",
    declared_at bigint not null,
    ended_at bigint,
    check (key is not null or operator_uscc is not null or operator_name is not null)
);
create index officer_relation_of_account on officer_relation (account_id, id);
create index officer_relation_uscc on officer_relation (operator_uscc) where operator_uscc is not null;
create index officer_relation_name on officer_relation (operator_name) where operator_name is not null;
create index officer_relation_key on officer_relation (key) where key is not null;

create table avoidance_ruling (
    id bigint not null primary key,
    submission_id bigint not null references submission (id),
    account_id bigint not null references account (id),
    ruling text collate "C" not null,
    reason bytea not null,
    ruled_by bigint not null references account (id),
    ruled_at bigint not null
);
create index avoidance_ruling_of_submission on avoidance_ruling (submission_id, id);

-- No list shows these: under the second net nobody reads them.
alter table officer_relation enable row level security;
alter table avoidance_ruling enable row level security;
