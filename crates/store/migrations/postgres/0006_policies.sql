-- What officers find by themselves, what became of findings, versions of the policy and their trial.
create table own_finding (
    finding_id bigint not null primary key references finding (id),
    account_id bigint not null references account (id),
    reason bytea not null,
    made_at bigint not null
);

create table finding_outcome (
    id bigint not null primary key,
    finding_id bigint not null references finding (id),
    submission_id bigint not null references submission (id),
    circumstance text collate "C" not null,
    rules_version text collate "C" not null,
    verdict text collate "C" not null,
    outcome text collate "C" not null,
    reason bytea not null,
    account_id bigint not null references account (id),
    at bigint not null
);
create index finding_outcome_of_submission on finding_outcome (submission_id, id);
create index finding_outcome_of_circumstance on finding_outcome (circumstance, rules_version, id);

create table policy_version (
    id bigint not null primary key,
    circumstance text collate "C" not null,
    version text collate "C" not null,
    content text collate "C" not null,
    state text collate "C" not null,
    note text collate "C" not null,
    drafted_by bigint not null references account (id),
    drafted_at bigint not null,
    trial text collate "C",
    tried_at bigint,
    approved_by bigint references account (id),
    approved_at bigint,
    effective_on text collate "C",
    unique (circumstance, version)
);
create index policy_version_of_state on policy_version (state, id);

create table policy_shadow (
    policy_id bigint not null references policy_version (id),
    run_id bigint not null references assess_run (id),
    as_of text collate "C" not null,
    live_hits bigint not null,
    live_hints bigint not null,
    shadow_hits bigint not null,
    shadow_hints bigint not null,
    entered bigint not null,
    left_over bigint not null,
    examples text collate "C" not null,
    primary key (policy_id, run_id)
);
create index policy_shadow_of_run on policy_shadow (run_id);
