-- The wording of claims and of customers' messages, by which later claims in nearly the same words are found.
-- mark: one of the twelve smallest hashes of a text's runs of three words; ref: claim:ID or contact:ID.

create table word_marks (
  mark     bigint not null,
  ref      text collate "C" not null,
  known_us bigint not null,
  seq      bigint not null
);
create index word_marks_recent on word_marks (mark, known_us desc);

-- Accounts that ended: few, and asked about for every value that a claim shares.
create index account_moves_ended on account_moves (account_id) where kind in ('closed', 'judged');
