-- Near texts, groups and hot issues: of the latest run, ids and numbers only.
create table near_text (
    submission_id bigint not null primary key references submission (id),
    template_id bigint,
    similarity bigint,
    cluster_id bigint not null
);
create index near_text_template on near_text (template_id, submission_id) where template_id is not null;
create index near_text_cluster on near_text (cluster_id, submission_id);

create table filer_group (
    id bigint not null primary key,
    place bigint not null,
    is_wave boolean not null,
    persons bigint not null,
    submissions bigint not null,
    operators bigint not null,
    first_on text collate "C" not null,
    last_on text collate "C" not null,
    tie_kinds text collate "C" not null,
    detail text collate "C" not null
);
create index filer_group_place on filer_group (is_wave, place);

create table filer_group_member (
    submission_id bigint not null primary key references submission (id),
    group_id bigint not null references filer_group (id),
    person_id bigint not null references person (id)
);
create index filer_group_member_group on filer_group_member (group_id, submission_id);
create index filer_group_member_person on filer_group_member (person_id, group_id);

create table hot_issue (
    id bigint not null primary key,
    place bigint not null,
    operator_name text collate "C",
    issue text collate "C",
    representative_id bigint references submission (id),
    region text collate "C" not null,
    first_on text collate "C" not null,
    last_on text collate "C" not null,
    submissions bigint not null,
    persons bigint not null,
    busiest_from text collate "C" not null,
    busiest_persons bigint not null,
    ordinary_tenths bigint not null,
    tied bigint not null,
    concerted boolean not null
);
create index hot_issue_place on hot_issue (place);
create index hot_issue_last_on on hot_issue (last_on, place);

create table hot_issue_member (
    submission_id bigint not null references submission (id),
    issue_id bigint not null references hot_issue (id),
    primary key (submission_id, issue_id)
);
create index hot_issue_member_issue on hot_issue_member (issue_id, submission_id);

-- How many people filed how often in the year up to the day of the run.
create table filing_spread (
    filings bigint not null primary key,
    persons bigint not null
);
