-- What is done with a filing, by whom, when.
create table matter (
    id integer not null primary key,
    submission_id integer not null references submission (id),
    kind text not null,
    state text not null,
    open integer not null,
    org_id integer not null references organisation (id),
    officer_id integer references account (id),
    rules_id text,
    received_on text not null,
    due_on text,
    due_term text,
    due_provisional integer not null,
    closed_on text,
    late integer not null,
    version integer not null,
    unique (submission_id, kind)
) strict;
create index matter_due on matter (due_on, id) where due_on is not null;
create index matter_org_due on matter (org_id, due_on, id) where due_on is not null;
create index matter_officer_due on matter (officer_id, due_on, id) where due_on is not null;
create index matter_officer on matter (officer_id, submission_id);
create index matter_state on matter (state, submission_id);

create table clue (
    id integer not null primary key,
    submission_id integer not null references submission (id),
    matter_id integer not null references matter (id),
    origin text not null,
    state text not null,
    found_on text not null,
    raised_by integer references account (id),
    note blob,
    version integer not null
) strict;
create index clue_of_submission on clue (submission_id, id);
create index clue_of_matter on clue (matter_id, id);

create table clock (
    id integer not null primary key,
    submission_id integer not null references submission (id),
    matter_id integer not null references matter (id),
    clue_id integer references clue (id),
    term text not null,
    started_on text not null,
    due_on text not null,
    provisional integer not null,
    state text not null,
    state_on text,
    open integer not null
) strict;
create index clock_of_matter on clock (matter_id, id);
create index clock_of_submission on clock (submission_id, id);

create table protection (
    id integer not null primary key,
    submission_id integer not null references submission (id),
    kind text not null,
    source text not null,
    reason blob,
    set_by integer references account (id),
    set_at integer not null,
    lifted_by integer references account (id),
    lifted_at integer,
    lift_reason blob
) strict;
create index protection_of_submission on protection (submission_id, id);

create table decision (
    id integer not null primary key,
    submission_id integer not null references submission (id),
    matter_id integer not null references matter (id),
    clue_id integer references clue (id),
    act text not null,
    ground text,
    reason blob,
    evidence text not null,
    account_id integer not null references account (id),
    decided_on text not null,
    decided_at integer not null,
    late integer not null,
    unique (matter_id, id)
) strict;
create index decision_of_submission on decision (submission_id, id);

create table event (
    id integer not null primary key,
    submission_id integer not null references submission (id),
    matter_id integer references matter (id),
    clue_id integer references clue (id),
    decision_id integer references decision (id),
    at integer not null,
    happened_on text not null,
    account_id integer references account (id),
    kind text not null,
    detail text not null
) strict;
create index event_of_submission on event (submission_id, id);

create table paper_sequence (
    org_id integer not null references organisation (id),
    form text not null,
    year integer not null,
    next integer not null,
    primary key (org_id, form, year)
) strict;

create table paper (
    id integer not null primary key,
    submission_id integer not null references submission (id),
    matter_id integer not null references matter (id),
    decision_id integer references decision (id),
    form text not null,
    paper_no text not null unique,
    org_id integer not null references organisation (id),
    year integer not null,
    number integer not null,
    sha256 text not null,
    pdf blob not null,
    issued_by integer not null references account (id),
    issued_at integer not null,
    unique (org_id, form, year, number)
) strict;
create index paper_of_submission on paper (submission_id, id);

create table access_record (
    id integer not null primary key,
    account_id integer references account (id),
    kind text not null,
    submission_id integer references submission (id),
    field_class text,
    purpose text not null,
    subject_count integer not null,
    at integer not null
) strict;
create index access_of_submission on access_record (submission_id, id);
create index access_of_account on access_record (account_id, id);
