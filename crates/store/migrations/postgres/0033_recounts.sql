-- Of a new work calendar each officer is told once, not once for each clock that it moved: docs/decisions/0301-owed-in-one-place.md.
create table recount (
    id bigint not null primary key,
    made_at bigint not null
);
create table recount_share (
    recount_id bigint not null,
    org_id bigint not null,
    account_id bigint,
    moved bigint not null,
    earlier bigint not null,
    seen_at bigint,
    sent_at bigint
);
create index recount_share_unseen on recount_share (account_id, org_id) where seen_at is null;
create index recount_share_unsent on recount_share (recount_id) where sent_at is null;
alter table clock add column recount_id bigint;
alter table clock add column former_due_on text collate "C";

insert into recount select row_number() over (order by made_at), made_at from reminder where stage = 'recounted' group by made_at;
insert into sequence select 'recount', max(id) + 1 from recount having max(id) is not null;
insert into recount_share
select c.id, r.org_id, r.account_id, count(*), sum(case when r.due_on < r.former_due_on then 1 else 0 end), r.seen_at, r.sent_at
from reminder r join recount c on c.made_at = r.made_at where r.stage = 'recounted'
group by c.id, r.org_id, r.account_id, r.seen_at, r.sent_at;
update clock set recount_id = moved.recount_id, former_due_on = moved.former_due_on
from (
    select r.clock_id, r.due_on, r.former_due_on, c.id as recount_id from reminder r join recount c on c.made_at = r.made_at
    where r.stage = 'recounted'
) as moved
where moved.clock_id = clock.id and moved.due_on = clock.due_on;
delete from reminder where stage = 'recounted';
alter table reminder drop column former_due_on;
