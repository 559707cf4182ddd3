-- What people ask about their own data and what they were answered; lists of other places, which are hints and nothing more;
-- what was corrected and erased. No person stands here: a request is held to one filing, like an entry of the registry.
create table rights_request (
    id integer not null primary key,
    anchor_id integer not null references submission (id),
    org_id integer not null references organisation (id),
    subject_right text not null,
    channel text not null,
    applicant text not null,
    received_on text not null,
    due_on text not null,
    provisional integer not null,
    words blob not null,
    verified blob not null,
    recorded_by integer not null references account (id),
    recorded_at integer not null,
    open integer not null,
    outcome text,
    ground text,
    answered_by integer references account (id),
    answered_on text,
    answer blob
) strict;
create index rights_request_of_anchor on rights_request (anchor_id, id);
create index rights_request_of_org on rights_request (org_id, id);

create table rights_paper (
    id integer not null primary key,
    request_id integer not null references rights_request (id),
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
create index rights_paper_of_request on rights_paper (request_id, id);

create table hint_list (
    id integer not null primary key,
    source text not null,
    basis text not null,
    as_of text not null,
    expires_on text not null,
    sha256 text not null,
    row_count integer not null,
    imported_by integer references account (id),
    imported_at integer not null,
    erased_on text
) strict;

create table hint (
    id integer not null primary key,
    list_id integer not null references hint_list (id),
    row_no integer not null,
    said blob not null
) strict;
create index hint_of_list on hint (list_id, id);

create table hint_key (
    key blob not null,
    hint_id integer not null references hint (id),
    primary key (key, hint_id)
) strict;
create index hint_key_of_hint on hint_key (hint_id);

create table personal_change (
    id integer not null primary key,
    kind text not null,
    class text not null,
    ref_id integer not null,
    request_id integer references rights_request (id),
    cells integer not null,
    changed_by integer references account (id),
    changed_at integer not null
) strict;
create index personal_change_of_class on personal_change (class, ref_id);
create index personal_change_of_request on personal_change (request_id, id);
