import { decideWaiting } from '../store/decide-waiting.ts';
import type { Node } from '../store/node.ts';
import { Progress } from './progress.ts';

/** Decides all waiting claims in shadow with a progress bar; answers how many. */
export async function decideAllWaiting(node: Node, signal?: AbortSignal): Promise<number> {
  let progress: Progress | null = null;
  let decided = 0;
  try {
    for await (const step of decideWaiting(node, signal)) {
      progress ??= new Progress('Deciding claims in shadow', 'claims');
      decided = step.decided;
      progress.update(decided / Math.max(1, decided + step.left), decided);
    }
  } finally {
    progress?.end();
  }
  return decided;
}
