import { simulate } from '../../src/sim/simulate.ts';
import type { LabelledColumns } from './methods/reference.ts';
import { plainColumns } from './plain-columns.ts';
import { PlainEvents } from './plain-events.ts';
import type { WorldSetting } from './setting.ts';
import type { Verdict } from './truth.ts';

/** Plain columns of all claims of a world with what is true of them, abuse left out: it counts neither as fraud nor as honest. */
export function labelledColumns({ seed, share, ...rest }: WorldSetting): LabelledColumns[] {
  const events = new PlainEvents();
  const verdicts = new Map<string, Verdict>();
  const noteTruth = (line: string): void => {
    if (!line.startsWith('{"kind":"claim"')) return;
    const { claim_id, truth } = JSON.parse(line) as { claim_id: string; truth: Verdict };
    verdicts.set(claim_id, truth);
  };
  const ignore = (): void => {};
  simulate(
    { seed, fraudShare: share, ...rest, registrations: 0 },
    { event: events.take, truth: noteTruth, judgement: ignore, registration: ignore },
  );
  return [...plainColumns(events.inOrder())]
    .filter(([claimId]) => verdicts.get(claimId) !== 'abuse')
    .map(([claimId, plain]) => ({ seed, fraud: verdicts.get(claimId) === 'fraud', plain }));
}
