-- Papers of the registry as they are issued: what they were made from, which receiver or objection they speak of, how they reached people.
alter table registry_paper add column draft bytea;
alter table registry_paper add column receiver_id bigint references registry_receiver (id);
alter table registry_paper add column objection_id bigint references registry_objection (id);

create table registry_paper_service (
    id bigint not null primary key,
    paper_id bigint not null references registry_paper (id),
    way text collate "C" not null,
    served_on text collate "C" not null,
    note bytea,
    recorded_by bigint not null references account (id),
    recorded_at bigint not null
);
create index registry_paper_service_of_paper on registry_paper_service (paper_id, id);
