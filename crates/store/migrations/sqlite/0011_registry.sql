-- 异常名录: entries, what they rest on, their life, who objected, who was shown them. No person stands here: an entry is
-- held to one filing, its anchor, and is about whoever that filing is held to be of.
create table impact_assessment (
    id integer not null primary key,
    basis text not null,
    purpose text not null,
    effects text not null,
    measures text not null,
    prepared_by integer not null references account (id),
    prepared_on text not null,
    approved_by integer references account (id),
    approved_on text
) strict;

create table registry_entry (
    id integer not null primary key,
    anchor_id integer not null references submission (id),
    org_id integer not null references organisation (id),
    state text not null,
    live integer not null,
    proposed_by integer not null references account (id),
    proposed_on text not null,
    reviewed_by integer references account (id),
    reviewed_on text,
    notice_kind text,
    notice_ground text,
    noticed_by integer references account (id),
    noticed_on text,
    listed_on text,
    since_on text,
    review_on text,
    expires_on text,
    renewal_by integer references account (id),
    renewal_on text,
    quash_kind text,
    quashed_on text,
    withdraw_due_on text,
    ended_by integer references account (id),
    ended_on text,
    version integer not null
) strict;
create index registry_entry_of_anchor on registry_entry (anchor_id, id);
create index registry_entry_of_org on registry_entry (org_id, id);
create index registry_entry_live on registry_entry (id) where live;

create table registry_base (
    id integer not null primary key,
    entry_id integer not null references registry_entry (id),
    kind text not null,
    ref_id integer not null,
    submission_id integer not null references submission (id),
    happened_on text not null,
    ground text not null,
    in_force integer not null,
    strength text not null,
    result text,
    findings text not null,
    companions text not null,
    pending integer not null,
    unique (entry_id, kind, ref_id)
) strict;
create index registry_base_of_submission on registry_base (submission_id, entry_id);

create table registry_event (
    id integer not null primary key,
    entry_id integer not null references registry_entry (id),
    at integer not null,
    happened_on text not null,
    account_id integer references account (id),
    kind text not null,
    detail text not null,
    reason blob
) strict;
create index registry_event_of_entry on registry_event (entry_id, id);

create table registry_objection (
    id integer not null primary key,
    entry_id integer not null references registry_entry (id),
    channel text not null,
    received_on text not null,
    due_on text not null,
    provisional integer not null,
    words blob not null,
    recorded_by integer not null references account (id),
    outcome text,
    answered_by integer references account (id),
    answered_on text,
    answer blob
) strict;
create index registry_objection_of_entry on registry_objection (entry_id, id);

create table registry_receiver (
    id integer not null primary key,
    entry_id integer not null references registry_entry (id),
    org_id integer references organisation (id),
    access_id integer references access_record (id),
    received_on text not null,
    stance text not null,
    stance_by integer references account (id),
    stance_on text,
    stance_reason blob,
    told_on text,
    confirmed_by integer references account (id),
    confirmed_on text,
    unique (entry_id, org_id),
    unique (entry_id, access_id)
) strict;
create index registry_receiver_of_org on registry_receiver (org_id, entry_id);

create table registry_paper (
    id integer not null primary key,
    entry_id integer not null references registry_entry (id),
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
create index registry_paper_of_entry on registry_paper (entry_id, id);
