-- 回避: what officers declare about themselves, and what the head ruled on one filing. A person is kept as the keyed digest of their
-- number and as nothing else.
create table officer_relation (
    id integer not null primary key,
    account_id integer not null references account (id),
    relation text not null,
    operator_uscc text,
    operator_name text,
    key blob,
    key_sort text,
    declared_at integer not null,
    ended_at integer,
    check (key is not null or operator_uscc is not null or operator_name is not null)
) strict;
create index officer_relation_of_account on officer_relation (account_id, id);
create index officer_relation_uscc on officer_relation (operator_uscc) where operator_uscc is not null;
create index officer_relation_name on officer_relation (operator_name) where operator_name is not null;
create index officer_relation_key on officer_relation (key) where key is not null;

create table avoidance_ruling (
    id integer not null primary key,
    submission_id integer not null references submission (id),
    account_id integer not null references account (id),
    ruling text not null,
    reason blob not null,
    ruled_by integer not null references account (id),
    ruled_at integer not null
) strict;
create index avoidance_ruling_of_submission on avoidance_ruling (submission_id, id);
