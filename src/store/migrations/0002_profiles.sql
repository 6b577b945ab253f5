-- What is known, by account, employee, shared value and source. Every row is derived from facts and can be rebuilt from the log.
-- known_us as in event_log: a read about a moment leaves out what was not known then.

create table account_moves (
  account_id   text collate "C" not null,
  kind         text collate "C" not null,
  at_us        bigint not null,
  known_us     bigint not null,
  seq          bigint not null,
  ref          text collate "C",
  order_id     text collate "C",
  amount_minor bigint,
  currency     text collate "C",
  detail       text collate "C"
);
create index account_moves_account on account_moves (account_id, known_us desc);
create index account_moves_claims on account_moves (account_id, known_us desc) where kind = 'claim';

create table staff_moves (
  employee_id  text collate "C" not null,
  kind         text collate "C" not null,
  at_us        bigint not null,
  known_us     bigint not null,
  seq          bigint not null,
  ref          text collate "C",
  account_id   text collate "C",
  order_id     text collate "C",
  amount_minor bigint,
  currency     text collate "C"
);
create index staff_moves_employee on staff_moves (employee_id, known_us desc);

-- Which account was seen with which device, network, address, instrument, and since when that could be known.
create table sightings (
  value      text collate "C" not null,
  account_id text collate "C" not null,
  known_us   bigint not null,
  seq        bigint not null,
  primary key (value, account_id)
);

-- The values that a claim itself came with (device, network, document), by which later claims of other accounts find it.
create table claim_marks (
  value      text collate "C" not null,
  claim_id   text collate "C" not null,
  account_id text collate "C" not null,
  at_us      bigint not null,
  known_us   bigint not null,
  reason     text collate "C" not null,
  seq        bigint not null,
  primary key (value, claim_id)
);
create index claim_marks_recent on claim_marks (value, known_us desc);

create table judgements (
  claim_id text collate "C" not null,
  verdict  text collate "C" not null,
  judged_by text collate "C" not null,
  known_us bigint not null,
  seq      bigint not null primary key
);
create index judgements_claim on judgements (claim_id);

-- Counts by day (of knowing) and by hour, added up when read: appended, so that nobody waits for a hot row.
create table tally_day (
  key text collate "C" not null,
  day int not null,
  n   int not null
);
create index tally_day_key on tally_day (key, day);

create table tally_hour (
  key        text collate "C" not null,
  hour       int not null,
  known_hour int not null,
  n          int not null
);
create index tally_hour_key on tally_hour (key, hour);
