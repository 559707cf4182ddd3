-- What officers find by themselves, what became of findings, versions of the policy and their trial.
create table own_finding (
    finding_id integer not null primary key references finding (id),
    account_id integer not null references account (id),
    reason blob not null,
    made_at integer not null
) strict;

create table finding_outcome (
    id integer not null primary key,
    finding_id integer not null references finding (id),
    submission_id integer not null references submission (id),
    circumstance text not null,
    rules_version text not null,
    verdict text not null,
    outcome text not null,
    reason blob not null,
    account_id integer not null references account (id),
    at integer not null
) strict;
create index finding_outcome_of_submission on finding_outcome (submission_id, id);
create index finding_outcome_of_circumstance on finding_outcome (circumstance, rules_version, id);

create table policy_version (
    id integer not null primary key,
    circumstance text not null,
    version text not null,
    content text not null,
    state text not null,
    note text not null,
    drafted_by integer not null references account (id),
    drafted_at integer not null,
    trial text,
    tried_at integer,
    approved_by integer references account (id),
    approved_at integer,
    effective_on text,
    unique (circumstance, version)
) strict;
create index policy_version_of_state on policy_version (state, id);

create table policy_shadow (
    policy_id integer not null references policy_version (id),
    run_id integer not null references assess_run (id),
    as_of text not null,
    live_hits integer not null,
    live_hints integer not null,
    shadow_hits integer not null,
    shadow_hints integer not null,
    entered integer not null,
    left_over integer not null,
    examples text not null,
    primary key (policy_id, run_id)
) strict;
create index policy_shadow_of_run on policy_shadow (run_id);
