-- Who is who, and what the evidence says.
create table assess_run (
    id integer not null primary key,
    as_of text not null,
    state text not null,
    rules_version text not null,
    submissions integer not null,
    persons integer not null,
    findings integer not null,
    message text,
    account_id integer references account (id),
    started_at integer not null,
    finished_at integer
) strict;

create table edge (
    id integer not null primary key,
    left_id integer not null references submission (id),
    right_id integer not null references submission (id),
    judgement text not null,
    probability real not null,
    columns text not null,
    judged_by integer references account (id),
    run_id integer references assess_run (id),
    judged_at integer not null,
    reason blob,
    undone_by integer references account (id),
    undone_at integer,
    undo_reason blob
) strict;
create index edge_left on edge (left_id, id);
create index edge_right on edge (right_id, id);
create index edge_of_officers on edge (judged_by, id) where judged_by is not null;

create table finding (
    id integer not null primary key,
    submission_id integer not null references submission (id),
    circumstance text not null,
    verdict text not null,
    instrument text not null,
    clause text not null,
    in_force integer not null,
    summary text not null,
    evidence text not null,
    cited text not null,
    rules_version text not null,
    as_of text not null,
    run_id integer not null references assess_run (id),
    current integer not null
) strict;
create index finding_of_submission on finding (submission_id, id);
create index finding_of_circumstance on finding (circumstance, verdict, submission_id) where current;
create index finding_of_run on finding (run_id, id);
