-- Decisions: one a claim, for ever. The whole answer is in the fact of type decision.made; these columns are for lists and sums.

create table decisions (
  claim_id      text collate "C" primary key,
  account_id    text collate "C" not null,
  order_id      text collate "C" not null,
  mode          text collate "C" not null check (mode in ('live', 'shadow')),
  outcome       text collate "C" not null check (outcome in ('pay', 'pay_after_return', 'ask', 'review')),
  score         double precision not null,
  amount_minor  bigint not null,
  currency      text collate "C" not null,
  loss_minor    bigint not null,
  claim_hash    bytea not null,
  policy        text collate "C" not null,
  findings      text not null,
  decided_us    bigint not null,
  seq           bigint not null
);
create index decisions_account on decisions (account_id);
create index decisions_time on decisions (decided_us desc, seq desc);
create index decisions_loss on decisions (outcome, loss_minor desc);

-- Claims that are in the log and wait for their decision: an import leaves them here, deciding takes them away.
create table undecided_claims (
  claim_id text collate "C" primary key,
  order_id text collate "C" not null,
  known_us bigint not null,
  seq      bigint not null
);
create index undecided_claims_order on undecided_claims (known_us, claim_id);
