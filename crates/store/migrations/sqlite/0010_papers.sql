-- What a paper was made from (sealed), which paper it puts right, and how it was served.
alter table paper add column draft blob;
alter table paper add column corrects_id integer references paper (id);
create unique index paper_corrects on paper (corrects_id) where corrects_id is not null;

create table paper_service (
    id integer not null primary key,
    paper_id integer not null references paper (id),
    submission_id integer not null references submission (id),
    recipient text not null,
    way text not null,
    happened_on text not null,
    served_on text,
    announced_until text,
    note blob,
    recorded_by integer not null references account (id),
    recorded_at integer not null
) strict;
create index paper_service_of_submission on paper_service (submission_id, id);
create index paper_service_of_paper on paper_service (paper_id, id);
