-- By when something is owed stands in one narrow place, beside the clocks themselves: a change of the work calendar moves a hundred
-- thousand days at once, and neither filings nor matters with all their indexes are written for it. docs/decisions/0301-owed-in-one-place.md.
create table owed (
    submission_id integer not null references submission (id),
    matter_id integer not null references matter (id),
    org_id integer not null references organisation (id),
    officer_id integer references account (id),
    due_on text not null,
    term text not null,
    provisional integer not null,
    leads integer not null,
    filing_org_id integer not null references organisation (id),
    primary key (submission_id, matter_id)
) strict, without rowid;
insert into owed
select m.submission_id, m.id, m.org_id, m.officer_id, m.due_on, m.due_term, m.due_provisional,
    1 = row_number() over (partition by m.submission_id order by m.due_on, m.id), s.org_id
from matter m join submission s on s.id = m.submission_id where m.due_on is not null;
create index owed_day on owed (due_on, submission_id);
create index owed_filing_day on owed (filing_org_id, due_on, submission_id) where leads;
create index owed_org_day on owed (org_id, due_on, submission_id);
create index owed_officer_day on owed (officer_id, due_on, submission_id);

drop index matter_due;
drop index matter_org_due;
drop index matter_officer_due;
alter table matter drop column due_on;
alter table matter drop column due_term;
alter table matter drop column due_provisional;
drop index submission_due;
drop index submission_org_due;
alter table submission drop column due_on;

-- A clock's last day is in no index.
drop index clock_open_due;
create index clock_open_of_filing on clock (submission_id, matter_id, id) where open;

drop index reminder_unseen;
drop index reminder_unseen_of_org;
create index reminder_unseen on reminder (account_id, id) where seen_at is null and account_id is not null;
create index reminder_unseen_of_org on reminder (org_id, id) where seen_at is null and account_id is null;

-- Where a term is counted in hours the day of a service is not enough: 移送, within twenty-four hours.
alter table paper_service add column happened_at text;
