-- 异常名录: entries, what they rest on, their life, who objected, who was shown them. No person stands here: an entry is
-- held to one filing, its anchor, and is about whoever that filing is held to be of.
create table impact_assessment (
    id bigint not null primary key,
    basis text collate "C" not null,
    purpose text collate "C" not null,
    effects text collate "C" not null,
    measures text collate "C" not null,
    prepared_by bigint not null references account (id),
    prepared_on text collate "C" not null,
    approved_by bigint references account (id),
    approved_on text collate "C"
);

create table registry_entry (
    id bigint not null primary key,
    anchor_id bigint not null references submission (id),
    org_id bigint not null references organisation (id),
    state text collate "C" not null,
    live boolean not null,
    proposed_by bigint not null references account (id),
    proposed_on text collate "C" not null,
    reviewed_by bigint references account (id),
    reviewed_on text collate "C",
    notice_kind text collate "C",
    notice_ground text collate "C",
    noticed_by bigint references account (id),
    noticed_on text collate "C",
    listed_on text collate "C",
    since_on text collate "C",
    review_on text collate "C",
    expires_on text collate "C",
    renewal_by bigint references account (id),
    renewal_on text collate "C",
    quash_kind text collate "C",
    quashed_on text collate "C",
    withdraw_due_on text collate "C",
    ended_by bigint references account (id),
    ended_on text collate "C",
    version bigint not null
);
create index registry_entry_of_anchor on registry_entry (anchor_id, id);
create index registry_entry_of_org on registry_entry (org_id, id);
create index registry_entry_live on registry_entry (id) where live;

create table registry_base (
    id bigint not null primary key,
    entry_id bigint not null references registry_entry (id),
    kind text collate "C" not null,
    ref_id bigint not null,
    submission_id bigint not null references submission (id),
    happened_on text collate "C" not null,
    ground text collate "C" not null,
    in_force boolean not null,
    strength text collate "C" not null,
    result text collate "C",
    findings text collate "C" not null,
    companions text collate "C" not null,
    pending boolean not null,
    unique (entry_id, kind, ref_id)
);
create index registry_base_of_submission on registry_base (submission_id, entry_id);

create table registry_event (
    id bigint not null primary key,
    entry_id bigint not null references registry_entry (id),
    at bigint not null,
    happened_on text collate "C" not null,
    account_id bigint references account (id),
    kind text collate "C" not null,
    detail text collate "C" not null,
    reason bytea
);
create index registry_event_of_entry on registry_event (entry_id, id);

create table registry_objection (
    id bigint not null primary key,
    entry_id bigint not null references registry_entry (id),
    channel text collate "C" not null,
    received_on text collate "C" not null,
    due_on text collate "C" not null,
    provisional boolean not null,
    words bytea not null,
    recorded_by bigint not null references account (id),
    outcome text collate "C",
    answered_by bigint references account (id),
    answered_on text collate "C",
    answer bytea
);
create index registry_objection_of_entry on registry_objection (entry_id, id);

create table registry_receiver (
    id bigint not null primary key,
    entry_id bigint not null references registry_entry (id),
    org_id bigint references organisation (id),
    access_id bigint references access_record (id),
    received_on text collate "C" not null,
    stance text collate "C" not null,
    stance_by bigint references account (id),
    stance_on text collate "C",
    stance_reason bytea,
    told_on text collate "C",
    confirmed_by bigint references account (id),
    confirmed_on text collate "C",
    unique (entry_id, org_id),
    unique (entry_id, access_id)
);
create index registry_receiver_of_org on registry_receiver (org_id, entry_id);

create table registry_paper (
    id bigint not null primary key,
    entry_id bigint not null references registry_entry (id),
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
create index registry_paper_of_entry on registry_paper (entry_id, id);
