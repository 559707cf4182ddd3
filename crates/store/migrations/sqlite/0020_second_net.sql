-- SQLite has no row-level security: a county's file is read by one program on one machine. What PostgreSQL has here is the
-- second net of a server that many machines reach.
select 1;
