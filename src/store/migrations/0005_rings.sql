-- Rings: what detection found, and what people said of it. Detections and verdicts are facts in the log; these tables are projections of
-- them, but for links and detection_runs, which the job writes beside them.

-- The rings as the last detection left them; one that is no longer found stays, with the moment at which it was gone.
create table rings (
  ring_id     text collate "C" primary key,
  score       double precision not null,
  q_value     double precision not null,
  evidence    double precision not null,
  members     int not null,
  claims      int not null,
  loss        text not null,
  -- Null where nothing was paid out yet.
  currency    text collate "C",
  first_at_us bigint not null,
  last_at_us  bigint not null,
  -- Its first report, when it last changed, and since when it is no longer found.
  known_us    bigint not null,
  changed_us bigint not null,
  gone_us     bigint,
  -- The fact that holds its last state, and that state as JSON.
  seq         bigint not null,
  body        text not null
);
alter table rings alter body set storage external;
create index rings_strength on rings (evidence desc, ring_id) where gone_us is null;

-- What an operator leaves behind: which value was known as which ring's from when to when, so that a decision finds what was known then.
create table ring_values (
  ring_id   text collate "C" not null,
  value     text collate "C" not null,
  score     double precision not null,
  -- Of the accounts seen with the value, the share that was met there at claims only.
  exclusive double precision not null,
  -- Since when it has been known without a break as some ring's.
  since_us  bigint not null,
  from_us   bigint not null,
  until_us  bigint,
  seq       bigint not null,
  primary key (value, ring_id, from_us)
);
create index ring_values_open on ring_values (ring_id) where until_us is null;

create table ring_accounts (
  ring_id     text collate "C" not null,
  account_id  text collate "C" not null,
  probability double precision not null,
  score       double precision not null,
  since_us    bigint not null,
  from_us     bigint not null,
  until_us    bigint,
  seq         bigint not null,
  primary key (account_id, ring_id, from_us)
);
create index ring_accounts_open on ring_accounts (ring_id) where until_us is null;

-- What named people said of a ring. Exactly one of account_id and value is there; others: the ring's other accounts then, as a JSON list.
create table ring_verdicts (
  ring_id    text collate "C" not null,
  verdict    text collate "C" not null check (verdict in ('member', 'not_member', 'coincidence')),
  account_id text collate "C",
  value      text collate "C",
  others     text not null,
  judged_by  text collate "C" not null,
  reason     text collate "C" not null,
  known_us   bigint not null,
  seq        bigint not null primary key
);
create index ring_verdicts_ring on ring_verdicts (ring_id, known_us);

-- Who was seen with what, where from, how often and when, with the first facts that say so. Written by the detection job and not with every event:
-- an import would lose a good part of its rate to one more row a value, and the job has these sums in memory anyway. They can be made again at any time by
-- a detection.
create table links (
  account_id text collate "C" not null,
  value      text collate "C" not null,
  source     text collate "C" not null,
  first_us   bigint not null,
  last_us    bigint not null,
  count      int not null,
  seqs       bigint[] not null,
  primary key (value, account_id, source)
);
create index links_account on links (account_id);

-- When which detection last ran, and on what: a run that finds the same rings again appends no fact, and is still to be seen.
create table detection_runs (
  kind      text collate "C" primary key,
  began_us  bigint not null,
  ended_us  bigint not null,
  facts     bigint not null,
  claims    int not null,
  candidates int not null,
  rings     int not null
);

-- Whoever follows the log asks for what later transactions wrote. xid8 has no operators for BRIN of its own.
create index event_log_tx on event_log using brin ((tx::text::bigint));
