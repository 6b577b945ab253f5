-- The log: every fact once, appended, never changed. Everything else in this schema is derived from it or about how it came in.

create sequence fact_seq increment by 1000;

create table event_log (
  seq       bigint primary key,
  -- The writing transaction: whoever follows the log reads up to the oldest one still open, so that it never skips a late committer.
  tx        xid8 not null default pg_current_xact_id(),
  -- First 16 bytes of SHA-256(source, NUL, id): the same pair sent twice is one fact.
  key       uuid not null,
  -- Where the fact belongs, such as 'order:O-1'; stream_links says which streams hang on which.
  stream    text collate "C" not null,
  type      text collate "C" not null,
  at_us     bigint not null,
  known_us  bigint not null,
  -- Canonical JSON (RFC 8785) of the whole event; null once a person's data were erased, and so is the salt.
  body      text collate "C",
  salt      bytea,
  -- SHA-256(0x00 || canonical JSON of {body, known_us, salt}): a leaf in the shape of RFC 6962.
  leaf      bytea not null
);
-- Decisions are some kilobytes each: kept beside the row as they are, since compressing them costs more than their room.
alter table event_log alter body set storage external;
create unique index event_log_key on event_log (key);
create index event_log_stream on event_log (stream);

comment on column event_log.at_us is 'when it happened, microseconds since 1970 UTC, by the clock of its source';
comment on column event_log.known_us is 'when it could be known here: nothing computed about an earlier moment uses it';

create table stream_links (
  parent text collate "C" not null,
  child  text collate "C" not null,
  primary key (parent, child)
);

-- One row: what belongs to this installation and is made at random when the schema is.
create table installation (
  singleton   boolean primary key default true check (singleton),
  id          uuid not null default gen_random_uuid(),
  masking_key bytea not null,
  created_at  timestamptz not null default now()
);

create table imports (
  import_id   bigint generated always as identity primary key,
  -- Names the file by what it is (size and a hash of its start), not by where it lies.
  fingerprint text not null unique,
  name        text not null,
  offset_bytes bigint not null default 0,
  line_no     bigint not null default 0,
  accepted    bigint not null default 0,
  duplicate   bigint not null default 0,
  quarantined bigint not null default 0,
  masked      bigint not null default 0,
  finished    boolean not null default false,
  started_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);

create table quarantine (
  quarantine_id bigint generated always as identity primary key,
  -- The same bad line sent twice from the same place is one entry.
  fingerprint text not null unique,
  origin      text not null,
  line_no     bigint,
  field       text not null,
  reason      text not null,
  line        text not null,
  state       text not null default 'open' check (state in ('open', 'mended', 'dropped')),
  arrival     text not null,
  received_at timestamptz not null default now(),
  closed_at   timestamptz,
  closed_by   text,
  closed_because text
);
create index quarantine_open on quarantine (quarantine_id) where state = 'open';

create table api_keys (
  key_id     text primary key,
  name       text not null,
  -- SHA-256 of the secret; the secret itself is shown once and never stored.
  secret     bytea not null,
  scopes     text[] not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
