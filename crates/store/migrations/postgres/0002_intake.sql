-- What arrives: import runs, filings, facts of departments. Personal fields are sealed before they get here.
create table import_run (
    id bigint not null primary key,
    kind text collate "C" not null,
    profile text collate "C",
    file_name text collate "C" not null,
    file_digest text collate "C" not null,
    state text collate "C" not null,
    total bigint,
    read bigint not null,
    inserted bigint not null,
    updated bigint not null,
    unchanged bigint not null,
    rejected bigint not null,
    unknown_columns text collate "C" not null,
    message text collate "C",
    account_id bigint references account (id),
    started_at bigint not null,
    finished_at bigint
);

create table import_reject (
    run_id bigint not null references import_run (id),
    row_no bigint not null,
    sealed bytea not null,
    reasons text collate "C" not null,
    primary key (run_id, row_no)
);

create table person (
    id bigint not null primary key,
    created_at bigint not null
);

create table operator (
    name text collate "C" not null primary key
);

create table submission (
    id bigint not null primary key,
    submission_no text collate "C" not null,
    channel text collate "C" not null,
    received_at text collate "C" not null,
    received_on text collate "C" not null,
    kind text collate "C" not null,
    filer_id_kind text collate "C",
    real_name boolean,
    consent_publish boolean,
    consent_delegate boolean,
    operator_name text collate "C" not null,
    operator_uscc text collate "C",
    operator_address text collate "C",
    region text collate "C" not null,
    platform text collate "C",
    item text collate "C",
    category text collate "C",
    issue text collate "C",
    purchased_on text collate "C",
    quantity_milli bigint,
    unit text collate "C",
    amount_fen bigint,
    order_no text collate "C",
    claim_fen bigint,
    has_demand boolean not null,
    evidence_hashes text collate "C" not null,
    outcome text collate "C",
    closed_at text collate "C",
    award_fen bigint,
    punitive boolean,
    verification text collate "C",
    historical boolean not null,
    org_id bigint not null references organisation (id),
    open boolean not null,
    due_on text collate "C",
    person_id bigint references person (id),
    import_run_id bigint references import_run (id),
    source_row bigint,
    digest bytea not null,
    created_at bigint not null,
    unique (submission_no, channel)
);
create index submission_received on submission (received_at, id);
create index submission_org_received on submission (org_id, received_at, id);
create index submission_due on submission (due_on, id) where due_on is not null;
create index submission_org_due on submission (org_id, due_on, id) where due_on is not null;
create index submission_claim on submission (claim_fen, id) where claim_fen is not null;
create index submission_org_claim on submission (org_id, claim_fen, id) where claim_fen is not null;
create index submission_open on submission (received_at, id) where open;
create index submission_org_open on submission (org_id, received_at, id) where open;
create index submission_operator on submission (operator_name, received_at, id);
create index submission_category on submission (category, issue, received_at, id);
create index submission_person on submission (person_id, received_at, id) where person_id is not null;

create table submission_sealed (
    submission_id bigint not null primary key references submission (id),
    name bytea,
    id_no bytea,
    phone bytea,
    address bytea,
    agent bytea,
    consignee bytea,
    account bytea,
    narrative bytea,
    original bytea
);

create table blind_key (
    key bytea not null,
    subject bigint not null,
    subject_id bigint not null,
    primary key (key, subject, subject_id)
);

create table fact (
    id bigint not null primary key,
    kind text collate "C" not null,
    fact_no text collate "C" not null,
    organ text collate "C" not null,
    happened_on text collate "C" not null,
    submission_no text collate "C",
    submission_id bigint references submission (id),
    result text collate "C" not null,
    result_on text collate "C",
    operator_name text collate "C",
    operator_uscc text collate "C",
    cause text collate "C",
    fine_fen bigint,
    person_id bigint references person (id),
    import_run_id bigint references import_run (id),
    source_row bigint,
    digest bytea not null,
    created_at bigint not null,
    name bytea,
    id_no bytea,
    phone bytea,
    matter bytea,
    original bytea,
    unique (kind, organ, fact_no)
);
create index fact_of_submission on fact (submission_id);
create index fact_of_submission_no on fact (submission_no);
create index fact_of_person on fact (person_id);
