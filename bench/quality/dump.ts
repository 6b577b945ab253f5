import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { claimTable } from './claim-table.ts';
import { accountsByDefault, daysByDefault, type WorldSetting } from './setting.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    share: { type: 'string', default: '0.02' },
    hardness: { type: 'string', default: '0.5' },
    accounts: { type: 'string', default: String(accountsByDefault) },
    days: { type: 'string', default: String(daysByDefault) },
    policy: { type: 'string' },
    out: { type: 'string' },
    fresh: { type: 'boolean', default: false },
  },
});

/**
 * Writes one line a claim of one world: what is true, what was decided and why, the features recorded with the decision, and the
 * plain columns. For looking at what is missed and who is asked for nothing.
 */
async function dump(): Promise<void> {
  if (values.out === undefined) throw new Error('Name the file to write: --out claims.ndjson');
  const setting: WorldSetting = {
    seed: Number(values.seed),
    share: Number(values.share),
    hardness: Number(values.hardness),
    accounts: Number(values.accounts),
    days: Number(values.days),
  };
  const { rows, importSeconds, decideSeconds } = await claimTable(setting, values.fresh, values.policy);
  const out = createWriteStream(values.out);
  for (const { truth, account, record, plain } of rows) {
    const { decision, features } = record;
    const line = {
      ...truth,
      account: { ...account, account_id: undefined },
      outcome: decision.outcome,
      score: decision.score,
      amount: decision.amount,
      currency: decision.currency,
      expected_loss: decision.expected_loss,
      reasons: decision.reasons.map(reason => reason.id),
      findings: decision.findings.map(({ kind, speaks }) => ({ kind, speaks })),
      not_known: decision.not_known,
      known_until: decision.known_until,
      features,
      plain,
    };
    out.write(`${JSON.stringify(line)}\n`);
  }
  out.end();
  await finished(out);
  process.stderr.write(
    `${rows.length} claims in ${values.out} (import ${importSeconds.toFixed(0)} s, decisions ${decideSeconds.toFixed(0)} s)\n`,
  );
}

await dump();
