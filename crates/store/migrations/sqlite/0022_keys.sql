-- Data keys that open but do not seal yet: every running process has to know a key before the first cell is sealed with it.
create table key_announced (
    class text not null,
    version integer not null,
    primary key (class, version)
) strict;
