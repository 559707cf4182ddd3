-- The whole road of a case: stops of clocks, what goes on within a matter, matters put together, referrals, reminders, work done in
-- batches, law that a deployment added.
create table referral (
    id integer not null primary key,
    submission_id integer not null references submission (id),
    matter_id integer not null references matter (id),
    clue_id integer references clue (id),
    state text not null,
    suspect text not null,
    crime text not null,
    amount_fen integer not null,
    times integer not null,
    officer_one integer not null references account (id),
    officer_two integer not null references account (id),
    proposed_on text not null,
    send_by text,
    version integer not null
) strict;
create index referral_of_submission on referral (submission_id, id);

alter table clock add column pauses text not null default '';
alter table clock add column extensions integer not null default 0;
alter table clock add column referral_id integer references referral (id);
create index clock_provisional on clock (id) where open and provisional;
create index clock_open_due on clock (due_on, id) where open;

alter table matter add column archived integer not null default 0;

alter table decision add column form text;
alter table decision add column facts blob;
alter table decision add column referral_id integer references referral (id);

create table proceeding (
    id integer not null primary key,
    submission_id integer not null references submission (id),
    matter_id integer not null references matter (id),
    kind text not null,
    state text not null,
    opened_on text not null,
    due_on text,
    closed_on text
) strict;
create index proceeding_of_submission on proceeding (submission_id, id);
create index proceeding_of_matter on proceeding (matter_id, id);

create table bond (
    id integer not null primary key,
    kind text not null,
    lead_matter_id integer not null references matter (id),
    lead_submission_id integer not null references submission (id),
    matter_id integer not null references matter (id),
    submission_id integer not null references submission (id),
    former_state text,
    restarted_from text,
    made_by integer not null references account (id),
    made_at integer not null,
    undone_by integer references account (id),
    undone_at integer
) strict;
create index bond_of_lead on bond (lead_matter_id, id) where undone_at is null;
create unique index bond_of_matter on bond (matter_id, kind) where undone_at is null;

create table reminder (
    id integer not null primary key,
    clock_id integer not null references clock (id),
    matter_id integer not null references matter (id),
    submission_id integer not null references submission (id),
    stage text not null,
    due_on text not null,
    former_due_on text,
    org_id integer not null references organisation (id),
    account_id integer references account (id),
    made_at integer not null,
    seen_at integer,
    sent_at integer,
    unique (clock_id, stage, due_on)
) strict;
create index reminder_unseen on reminder (account_id, id) where seen_at is null;
create index reminder_unseen_of_org on reminder (org_id, id) where seen_at is null;
create index reminder_unsent on reminder (id) where sent_at is null;

create table batch (
    id integer not null primary key,
    kind text not null,
    account_id integer not null references account (id),
    made_at integer not null,
    undone_at integer
) strict;
create index batch_of_account on batch (account_id, id);

create table batch_row (
    batch_id integer not null references batch (id),
    matter_id integer not null references matter (id),
    done integer not null,
    message text not null,
    version_after integer,
    former text not null,
    undo_message text,
    primary key (batch_id, matter_id)
) strict;

create table law_file (
    name text not null primary key,
    text text not null,
    loaded_by text not null,
    loaded_at integer not null
) strict;
