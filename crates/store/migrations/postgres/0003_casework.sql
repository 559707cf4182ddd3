-- What is done with a filing, by whom, when.
create table matter (
    id bigint not null primary key,
    submission_id bigint not null references submission (id),
    kind text collate "C" not null,
    state text collate "C" not null,
    open boolean not null,
    org_id bigint not null references organisation (id),
    officer_id bigint references account (id),
    rules_id text collate "C",
    received_on text collate "C" not null,
    due_on text collate "C",
    due_term text collate "C",
    due_provisional boolean not null,
    closed_on text collate "C",
    late boolean not null,
    version bigint not null,
    unique (submission_id, kind)
);
create index matter_due on matter (due_on, id) where due_on is not null;
create index matter_org_due on matter (org_id, due_on, id) where due_on is not null;
create index matter_officer_due on matter (officer_id, due_on, id) where due_on is not null;
create index matter_officer on matter (officer_id, submission_id);
create index matter_state on matter (state, submission_id);

create table clue (
    id bigint not null primary key,
    submission_id bigint not null references submission (id),
    matter_id bigint not null references matter (id),
    origin text collate "C" not null,
    state text collate "C" not null,
    found_on text collate "C" not null,
    raised_by bigint references account (id),
    note bytea,
    version bigint not null
);
create index clue_of_submission on clue (submission_id, id);
create index clue_of_matter on clue (matter_id, id);

create table clock (
    id bigint not null primary key,
    submission_id bigint not null references submission (id),
    matter_id bigint not null references matter (id),
    clue_id bigint references clue (id),
    term text collate "C" not null,
    started_on text collate "C" not null,
    due_on text collate "C" not null,
    provisional boolean not null,
    state text collate "C" not null,
    state_on text collate "C",
    open boolean not null
);
create index clock_of_matter on clock (matter_id, id);
create index clock_of_submission on clock (submission_id, id);

create table protection (
    id bigint not null primary key,
    submission_id bigint not null references submission (id),
    kind text collate "C" not null,
    source text collate "C" not null,
    reason bytea,
    set_by bigint references account (id),
    set_at bigint not null,
    lifted_by bigint references account (id),
    lifted_at bigint,
    lift_reason bytea
);
create index protection_of_submission on protection (submission_id, id);

create table decision (
    id bigint not null primary key,
    submission_id bigint not null references submission (id),
    matter_id bigint not null references matter (id),
    clue_id bigint references clue (id),
    act text collate "C" not null,
    ground text collate "C",
    reason bytea,
    evidence text collate "C" not null,
    account_id bigint not null references account (id),
    decided_on text collate "C" not null,
    decided_at bigint not null,
    late boolean not null,
    unique (matter_id, id)
);
create index decision_of_submission on decision (submission_id, id);

create table event (
    id bigint not null primary key,
    submission_id bigint not null references submission (id),
    matter_id bigint references matter (id),
    clue_id bigint references clue (id),
    decision_id bigint references decision (id),
    at bigint not null,
    happened_on text collate "C" not null,
    account_id bigint references account (id),
    kind text collate "C" not null,
    detail text collate "C" not null
);
create index event_of_submission on event (submission_id, id);

create table paper_sequence (
    org_id bigint not null references organisation (id),
    form text collate "C" not null,
    year bigint not null,
    next bigint not null,
    primary key (org_id, form, year)
);

create table paper (
    id bigint not null primary key,
    submission_id bigint not null references submission (id),
    matter_id bigint not null references matter (id),
    decision_id bigint references decision (id),
    form text collate "C" not null,
    paper_no text collate "C" not null unique,
    org_id bigint not null references organisation (id),
    year bigint not null,
    number bigint not null,
    sha256 text collate "C" not null,
    pdf bytea not null,
    issued_by bigint not null references account (id),
    issued_at bigint not null,
    unique (org_id, form, year, number)
);
create index paper_of_submission on paper (submission_id, id);

create table access_record (
    id bigint not null primary key,
    account_id bigint references account (id),
    kind text collate "C" not null,
    submission_id bigint references submission (id),
    field_class text collate "C",
    purpose text collate "C" not null,
    subject_count bigint not null,
    at bigint not null
);
create index access_of_submission on access_record (submission_id, id);
create index access_of_account on access_record (account_id, id);
