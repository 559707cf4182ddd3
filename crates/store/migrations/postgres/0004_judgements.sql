-- Who is who, and what the evidence says.
create table assess_run (
    id bigint not null primary key,
    as_of text collate "C" not null,
    state text collate "C" not null,
    rules_version text collate "C" not null,
    submissions bigint not null,
    persons bigint not null,
    findings bigint not null,
    message text collate "C",
    account_id bigint references account (id),
    started_at bigint not null,
    finished_at bigint
);

create table edge (
    id bigint not null primary key,
    left_id bigint not null references submission (id),
    right_id bigint not null references submission (id),
    judgement text collate "C" not null,
    probability double precision not null,
    columns text collate "C" not null,
    judged_by bigint references account (id),
    run_id bigint references assess_run (id),
    judged_at bigint not null,
    reason bytea,
    undone_by bigint references account (id),
    undone_at bigint,
    undo_reason bytea
);
create index edge_left on edge (left_id, id);
create index edge_right on edge (right_id, id);
create index edge_of_officers on edge (judged_by, id) where judged_by is not null;

create table finding (
    id bigint not null primary key,
    submission_id bigint not null references submission (id),
    circumstance text collate "C" not null,
    verdict text collate "C" not null,
    instrument text collate "C" not null,
    clause text collate "C" not null,
    in_force boolean not null,
    summary text collate "C" not null,
    evidence text collate "C" not null,
    cited text collate "C" not null,
    rules_version text collate "C" not null,
    as_of text collate "C" not null,
    run_id bigint not null references assess_run (id),
    current boolean not null
);
create index finding_of_submission on finding (submission_id, id);
create index finding_of_circumstance on finding (circumstance, verdict, submission_id) where current;
create index finding_of_run on finding (run_id, id);
