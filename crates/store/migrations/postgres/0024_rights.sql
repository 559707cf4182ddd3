-- What people ask about their own data and what they were answered; lists of other places, which are hints and nothing more;
-- what was corrected and erased. No person stands here: a request is held to one filing, like an entry of the registry.
create table rights_request (
    id bigint not null primary key,
    anchor_id bigint not null references submission (id),
    org_id bigint not null references organisation (id),
    subject_right text collate "C" not null,
    channel text collate "C" not null,
    applicant text collate "C" not null,
    received_on text collate "C" not null,
    due_on text collate "C" not null,
    provisional boolean not null,
    words bytea not null,
    verified bytea not null,
    recorded_by bigint not null references account (id),
    recorded_at bigint not null,
    open boolean not null,
    outcome text collate "C",
    ground text collate "C",
    answered_by bigint references account (id),
    answered_on text collate "C",
    answer bytea
);
create index rights_request_of_anchor on rights_request (anchor_id, id);
create index rights_request_of_org on rights_request (org_id, id);

create table rights_paper (
    id bigint not null primary key,
    request_id bigint not null references rights_request (id),
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
create index rights_paper_of_request on rights_paper (request_id, id);

create table hint_list (
    id bigint not null primary key,
    source text collate "C" not null,
    basis text collate "C" not null,
    as_of text collate "C" not null,
    expires_on text collate "C" not null,
    sha256 text collate "C" not null,
    row_count bigint not null,
    imported_by bigint references account (id),
    imported_at bigint not null,
    erased_on text collate "C"
);

create table hint (
    id bigint not null primary key,
    list_id bigint not null references hint_list (id),
    row_no bigint not null,
    said bytea not null
);
create index hint_of_list on hint (list_id, id);

create table hint_key (
    key bytea not null,
    hint_id bigint not null references hint (id),
    primary key (key, hint_id)
);
create index hint_key_of_hint on hint_key (hint_id);

create table personal_change (
    id bigint not null primary key,
    kind text collate "C" not null,
    class text collate "C" not null,
    ref_id bigint not null,
    request_id bigint references rights_request (id),
    cells bigint not null,
    changed_by bigint references account (id),
    changed_at bigint not null
);
create index personal_change_of_class on personal_change (class, ref_id);
create index personal_change_of_request on personal_change (request_id, id);
