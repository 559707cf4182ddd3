-- What concerns units of other departments, and who stands in for whom.
create table submission_share (
    org_id integer not null references organisation (id),
    submission_id integer not null references submission (id),
    ground text not null,
    made_at integer not null,
    primary key (org_id, submission_id)
) strict;
create index submission_share_of_submission on submission_share (submission_id, org_id);

create table absence (
    id integer not null primary key,
    account_id integer not null references account (id),
    deputy_id integer references account (id),
    from_on text not null,
    until_on text not null,
    recorded_by integer references account (id),
    recorded_at integer not null,
    ended_at integer
) strict;
create index absence_standing on absence (until_on, id) where ended_at is null;
