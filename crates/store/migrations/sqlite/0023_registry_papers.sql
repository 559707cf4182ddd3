-- Papers of the registry as they are issued: what they were made from, which receiver or objection they speak of, how they reached people.
alter table registry_paper add column draft blob;
alter table registry_paper add column receiver_id integer references registry_receiver (id);
alter table registry_paper add column objection_id integer references registry_objection (id);

create table registry_paper_service (
    id integer not null primary key,
    paper_id integer not null references registry_paper (id),
    way text not null,
    served_on text not null,
    note blob,
    recorded_by integer not null references account (id),
    recorded_at integer not null
) strict;
create index registry_paper_service_of_paper on registry_paper_service (paper_id, id);
