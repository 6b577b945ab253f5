import { networkKey } from '../../profiles/place.ts';
import { wordsOf } from '../../text/shingles.ts';
import type { Mark } from './cases.ts';
import type { Names } from './names.ts';

/**
 * The marks that still tie a claim once what people found to be shared by coincidence is out. A network that the claim came from through such an
 * address alone goes with it: it says nothing more. Claims that came from the network through another address keep it.
 */
export function tiesOf(names: Names, marks: readonly Mark[], coincidences: ReadonlySet<number>): readonly Mark[] {
  const ties = marks.filter(mark => !coincidences.has(mark.value));
  if (ties.length === marks.length) return marks;
  const networks = (of: readonly Mark[]) =>
    new Set(of.flatMap(({ kind, value }) => (kind === 'ip' ? [networkOf(names, value)] : [])));
  const [met, left] = [networks(marks), networks(ties)];
  return ties.filter(({ kind, value }) => kind !== 'network' || !met.has(value) || left.has(value));
}

/** Number of a value as a verdict writes it: `device:d-1` as the footprint does, `employee:E-7` for an employee in whatever role; -1 where it was never seen. */
export function numberOf(names: Names, written: string): number {
  return names.find(written.startsWith(employeePrefix) ? `e/${written.slice(employeePrefix.length)}` : written);
}

/** An employee as a verdict writes one. */
export function employeeValue(employeeId: string): string {
  return employeePrefix + employeeId;
}

/** A wording as a verdict writes one: the stretch of text as a ring shows it. */
export function wordingValue(stretch: string): string {
  return wordingPrefix + stretch;
}

/** The words of the stretch that a verdict judges; null where it judges another kind of value. */
export function wordingOf(written: string): readonly string[] | null {
  return written.startsWith(wordingPrefix) ? wordsOf(written.slice(wordingPrefix.length)) : null;
}

const employeePrefix = 'employee:';
const wordingPrefix = 'words:';

/** Number of the network that an address lies in; -1 where none was seen. */
export function networkOf(names: Names, ip: number): number {
  return names.find(`network:${networkKey(names.text(ip).slice('ip:'.length))}`);
}
