-- Open clocks are counted again under new law, whether provisional or not; a paper whose act was taken back stays on file as void.
drop index clock_provisional;
create index clock_open on clock (id) where open;

create table paper_void (
    paper_id integer not null primary key references paper (id),
    submission_id integer not null references submission (id),
    reason text not null,
    voided_by integer not null references account (id),
    voided_at integer not null
) strict;
create index paper_void_of_submission on paper_void (submission_id, paper_id);
