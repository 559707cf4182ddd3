-- What a paper was made from (sealed), which paper it puts right, and how it was served.
alter table paper add column draft bytea;
alter table paper add column corrects_id bigint references paper (id);
create unique index paper_corrects on paper (corrects_id) where corrects_id is not null;

create table paper_service (
    id bigint not null primary key,
    paper_id bigint not null references paper (id),
    submission_id bigint not null references submission (id),
    recipient text collate "C" not null,
    way text collate "C" not null,
    happened_on text collate "C" not null,
    served_on text collate "C",
    announced_until text collate "C",
    note bytea,
    recorded_by bigint not null references account (id),
    recorded_at bigint not null
);
create index paper_service_of_submission on paper_service (submission_id, id);
create index paper_service_of_paper on paper_service (paper_id, id);
