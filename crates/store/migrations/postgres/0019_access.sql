-- What concerns units of other departments, and who stands in for whom.
create table submission_share (
    org_id bigint not null references organisation (id),
    submission_id bigint not null references submission (id),
    ground text collate "C" not null,
    made_at bigint not null,
    primary key (org_id, submission_id)
);
create index submission_share_of_submission on submission_share (submission_id, org_id);

create table absence (
    id bigint not null primary key,
    account_id bigint not null references account (id),
    deputy_id bigint references account (id),
    from_on text collate "C" not null,
    until_on text collate "C" not null,
    recorded_by bigint references account (id),
    recorded_at bigint not null,
    ended_at bigint
);
create index absence_standing on absence (until_on, id) where ended_at is null;
