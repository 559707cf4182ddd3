-- The whole road of a case: stops of clocks, what goes on within a matter, matters put together, referrals, reminders, work done in
-- batches, law that a deployment added.
create table referral (
    id bigint not null primary key,
    submission_id bigint not null references submission (id),
    matter_id bigint not null references matter (id),
    clue_id bigint references clue (id),
    state text collate "C" not null,
    suspect text collate "C" not null,
    crime text collate "C" not null,
    amount_fen bigint not null,
    times bigint not null,
    officer_one bigint not null references account (id),
    officer_two bigint not null references account (id),
    proposed_on text collate "C" not null,
    send_by text collate "C",
    version bigint not null
);
create index referral_of_submission on referral (submission_id, id);

alter table clock add column pauses text collate "C" not null default '';
alter table clock add column extensions bigint not null default 0;
alter table clock add column referral_id bigint references referral (id);
create index clock_provisional on clock (id) where open and provisional;
create index clock_open_due on clock (due_on, id) where open;

alter table matter add column archived boolean not null default false;

alter table decision add column form text collate "C";
alter table decision add column facts bytea;
alter table decision add column referral_id bigint references referral (id);

create table proceeding (
    id bigint not null primary key,
    submission_id bigint not null references submission (id),
    matter_id bigint not null references matter (id),
    kind text collate "C" not null,
    state text collate "C" not null,
    opened_on text collate "C" not null,
    due_on text collate "C",
    closed_on text collate "C"
);
create index proceeding_of_submission on proceeding (submission_id, id);
create index proceeding_of_matter on proceeding (matter_id, id);

create table bond (
    id bigint not null primary key,
    kind text collate "C" not null,
    lead_matter_id bigint not null references matter (id),
    lead_submission_id bigint not null references submission (id),
    matter_id bigint not null references matter (id),
    submission_id bigint not null references submission (id),
    former_state text collate "C",
    restarted_from text collate "C",
    made_by bigint not null references account (id),
    made_at bigint not null,
    undone_by bigint references account (id),
    undone_at bigint
);
create index bond_of_lead on bond (lead_matter_id, id) where undone_at is null;
create unique index bond_of_matter on bond (matter_id, kind) where undone_at is null;

create table reminder (
    id bigint not null primary key,
    clock_id bigint not null references clock (id),
    matter_id bigint not null references matter (id),
    submission_id bigint not null references submission (id),
    stage text collate "C" not null,
    due_on text collate "C" not null,
    former_due_on text collate "C",
    org_id bigint not null references organisation (id),
    account_id bigint references account (id),
    made_at bigint not null,
    seen_at bigint,
    sent_at bigint,
    unique (clock_id, stage, due_on)
);
create index reminder_unseen on reminder (account_id, id) where seen_at is null;
create index reminder_unseen_of_org on reminder (org_id, id) where seen_at is null;
create index reminder_unsent on reminder (id) where sent_at is null;

create table batch (
    id bigint not null primary key,
    kind text collate "C" not null,
    account_id bigint not null references account (id),
    made_at bigint not null,
    undone_at bigint
);
create index batch_of_account on batch (account_id, id);

create table batch_row (
    batch_id bigint not null references batch (id),
    matter_id bigint not null references matter (id),
    done boolean not null,
    message text collate "C" not null,
    version_after bigint,
    former text collate "C" not null,
    undo_message text collate "C",
    primary key (batch_id, matter_id)
);

create table law_file (
    name text collate "C" not null primary key,
    text text collate "C" not null,
    loaded_by text collate "C" not null,
    loaded_at bigint not null
);
