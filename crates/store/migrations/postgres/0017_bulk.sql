-- What an import may leave to others: docs/decisions/0102-links-checked-once.md.
-- These say again what another link of the same row says already, or are written in one transaction with what they name.
alter table clock drop constraint clock_submission_id_fkey;
alter table clue drop constraint clue_submission_id_fkey;
alter table event drop constraint event_submission_id_fkey;
alter table matter drop constraint matter_org_id_fkey;
alter table submission drop constraint submission_import_run_id_fkey;
alter table submission_sealed drop constraint submission_sealed_submission_id_fkey;

-- Sealed bytes do not compress, are never searched and never compared: no attempt, no statistics, and a usual row stays
-- in one table.
alter table submission_sealed
    alter column name set storage external, alter column name set statistics 0,
    alter column id_no set storage external, alter column id_no set statistics 0,
    alter column phone set storage external, alter column phone set statistics 0,
    alter column address set storage external, alter column address set statistics 0,
    alter column agent set storage external, alter column agent set statistics 0,
    alter column consignee set storage external, alter column consignee set statistics 0,
    alter column account set storage external, alter column account set statistics 0,
    alter column narrative set storage external, alter column narrative set statistics 0,
    alter column original set storage external, alter column original set statistics 0,
    set (toast_tuple_target = 8160);
alter table submission alter column digest set storage external, alter column digest set statistics 0;
alter table blind_key alter column key set storage external;

-- Filings by verdict are tried filing by filing: without the evidence, which lies on many pages.
create index finding_of_filing_now on finding (submission_id, verdict, circumstance) where current;
create index finding_of_verdict on finding (verdict, submission_id) where current;
