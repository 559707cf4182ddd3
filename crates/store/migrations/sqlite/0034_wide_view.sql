-- As 0020: SQLite has no second net.
select 1;
