-- Near texts, groups and hot issues: of the latest run, ids and numbers only.
create table near_text (
    submission_id integer not null primary key references submission (id),
    template_id integer,
    similarity integer,
    cluster_id integer not null
) strict;
create index near_text_template on near_text (template_id, submission_id) where template_id is not null;
create index near_text_cluster on near_text (cluster_id, submission_id);

create table filer_group (
    id integer not null primary key,
    place integer not null,
    is_wave integer not null,
    persons integer not null,
    submissions integer not null,
    operators integer not null,
    first_on text not null,
    last_on text not null,
    tie_kinds text not null,
    detail text not null
) strict;
create index filer_group_place on filer_group (is_wave, place);

create table filer_group_member (
    submission_id integer not null primary key references submission (id),
    group_id integer not null references filer_group (id),
    person_id integer not null references person (id)
) strict;
create index filer_group_member_group on filer_group_member (group_id, submission_id);
create index filer_group_member_person on filer_group_member (person_id, group_id);

create table hot_issue (
    id integer not null primary key,
    place integer not null,
    operator_name text,
    issue text,
    representative_id integer references submission (id),
    region text not null,
    first_on text not null,
    last_on text not null,
    submissions integer not null,
    persons integer not null,
    busiest_from text not null,
    busiest_persons integer not null,
    ordinary_tenths integer not null,
    tied integer not null,
    concerted integer not null
) strict;
create index hot_issue_place on hot_issue (place);
create index hot_issue_last_on on hot_issue (last_on, place);

create table hot_issue_member (
    submission_id integer not null references submission (id),
    issue_id integer not null references hot_issue (id),
    primary key (submission_id, issue_id)
) strict;
create index hot_issue_member_issue on hot_issue_member (issue_id, submission_id);

-- How many people filed how often in the year up to the day of the run.
create table filing_spread (
    filings integer not null primary key,
    persons integer not null
) strict;
