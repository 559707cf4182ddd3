-- A filing that comes alone is linked and weighed at once: docs/decisions/0501-one-filing-at-a-time.md.
-- What was read in the text of a filing. As long as there is no row, its keys are not in the index. What it names was read in the
-- same transaction, and nothing is ever deleted from there (docs/decisions/0102-links-checked-once.md).
create table reading (
    submission_id bigint not null primary key,
    run_id bigint not null,
    signs bigint not null
);

-- How many people had how many complaints in the year up to the last complaint of the latest run.
create table complaint_spread (
    complaints bigint not null primary key,
    persons bigint not null
);

-- Among the many records of arrivals the latest run over everything is found at once.
create index assess_run_of_state on assess_run (state, id);
