-- Open clocks are counted again under new law, whether provisional or not; a paper whose act was taken back stays on file as void.
drop index clock_provisional;
create index clock_open on clock (id) where open;

create table paper_void (
    paper_id bigint not null primary key references paper (id),
    submission_id bigint not null references submission (id),
    reason text collate "C" not null,
    voided_by bigint not null references account (id),
    voided_at bigint not null
);
create index paper_void_of_submission on paper_void (submission_id, paper_id);
