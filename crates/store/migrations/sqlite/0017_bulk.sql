-- Filings by verdict are tried filing by filing: without the evidence, which lies on many pages.
create index finding_of_filing_now on finding (submission_id, verdict, circumstance) where current;
create index finding_of_verdict on finding (verdict, submission_id) where current;
