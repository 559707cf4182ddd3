-- A filing that comes alone is linked and weighed at once: docs/decisions/0501-one-filing-at-a-time.md.
-- What was read in the text of a filing. As long as there is no row, its keys are not in the index.
create table reading (
    submission_id integer not null primary key references submission (id),
    run_id integer not null references assess_run (id),
    signs integer not null
) strict;

-- How many people had how many complaints in the year up to the last complaint of the latest run.
create table complaint_spread (
    complaints integer not null primary key,
    persons integer not null
) strict;

-- Among the many records of arrivals the latest run over everything is found at once.
create index assess_run_of_state on assess_run (state, id);
