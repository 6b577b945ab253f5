-- A verdict can be taken back.
alter table ring_verdicts drop constraint ring_verdicts_verdict_check;
alter table ring_verdicts
  add constraint ring_verdicts_verdict_check check (verdict in ('member', 'not_member', 'coincidence', 'withdrawn'));
