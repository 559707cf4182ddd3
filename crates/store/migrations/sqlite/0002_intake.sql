-- What arrives: import runs, filings, facts of departments. Personal fields are sealed before they get here.
create table import_run (
    id integer not null primary key,
    kind text not null,
    profile text,
    file_name text not null,
    file_digest text not null,
    state text not null,
    total integer,
    read integer not null,
    inserted integer not null,
    updated integer not null,
    unchanged integer not null,
    rejected integer not null,
    unknown_columns text not null,
    message text,
    account_id integer references account (id),
    started_at integer not null,
    finished_at integer
) strict;

create table import_reject (
    run_id integer not null references import_run (id),
    row_no integer not null,
    sealed blob not null,
    reasons text not null,
    primary key (run_id, row_no)
) strict;

create table person (
    id integer not null primary key,
    created_at integer not null
) strict;

create table operator (
    name text not null primary key
) strict;

create table submission (
    id integer not null primary key,
    submission_no text not null,
    channel text not null,
    received_at text not null,
    received_on text not null,
    kind text not null,
    filer_id_kind text,
    real_name integer,
    consent_publish integer,
    consent_delegate integer,
    operator_name text not null,
    operator_uscc text,
    operator_address text,
    region text not null,
    platform text,
    item text,
    category text,
    issue text,
    purchased_on text,
    quantity_milli integer,
    unit text,
    amount_fen integer,
    order_no text,
    claim_fen integer,
    has_demand integer not null,
    evidence_hashes text not null,
    outcome text,
    closed_at text,
    award_fen integer,
    punitive integer,
    verification text,
    historical integer not null,
    org_id integer not null references organisation (id),
    open integer not null,
    due_on text,
    person_id integer references person (id),
    import_run_id integer references import_run (id),
    source_row integer,
    digest blob not null,
    created_at integer not null,
    unique (submission_no, channel)
) strict;
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
    submission_id integer not null primary key references submission (id),
    name blob,
    id_no blob,
    phone blob,
    address blob,
    agent blob,
    consignee blob,
    account blob,
    narrative blob,
    original blob
) strict;

create table blind_key (
    key blob not null,
    subject integer not null,
    subject_id integer not null,
    primary key (key, subject, subject_id)
) strict, without rowid;

create table fact (
    id integer not null primary key,
    kind text not null,
    fact_no text not null,
    organ text not null,
    happened_on text not null,
    submission_no text,
    submission_id integer references submission (id),
    result text not null,
    result_on text,
    operator_name text,
    operator_uscc text,
    cause text,
    fine_fen integer,
    person_id integer references person (id),
    import_run_id integer references import_run (id),
    source_row integer,
    digest blob not null,
    created_at integer not null,
    name blob,
    id_no blob,
    phone blob,
    matter blob,
    original blob,
    unique (kind, organ, fact_no)
) strict;
create index fact_of_submission on fact (submission_id);
create index fact_of_submission_no on fact (submission_no);
create index fact_of_person on fact (person_id);
