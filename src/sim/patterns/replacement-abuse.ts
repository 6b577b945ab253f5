import type { ClaimReason } from '../../domain/events/claim.ts';
import type { ClaimPlan } from '../plan.ts';
import { dropAddress, type Pattern, type Scene } from './pattern.ts';

/** What may be asked back; where it is not, the replacement is simply one too many. */
const sentBack: ReadonlySet<ClaimReason> = new Set(['defective', 'damaged']);

/** 13. A replacement, and the money too; or one sent in advance for goods that never come back; or one sent on to whoever takes such parcels in. */
export const replacementAbuse: Pattern = {
  name: 'replacement_abuse',
  verdict: 'fraud',
  reasons: ['not_received', 'defective', 'damaged'],
  lone: 8,
  dear: 0.6,
  shape: scene => ({ wants: 'replacement', remedy: 'replacement', sendBack: null, share: 1, ...wayOf(scene) }),
};

function wayOf(scene: Scene): Partial<ClaimPlan> {
  const draw = scene.random.next();
  if (draw < 0.4) return { afterwards: 'refund' };
  if (draw < 0.75 && sentBack.has(scene.usual.reason))
    return { sendBack: { content: 'nothing', label: 'issued', afterDays: 3 }, inAdvance: true };
  return { replaceTo: dropAddress(scene) };
}
