import { binomialTailLog } from '../../stats/binomial.ts';
import type { Candidate } from './gate.ts';
import type { Ground } from './ground.ts';
import { percent } from './numbers.ts';
import type { RingEmployee } from './ring.ts';
import { isStaff, type StaffKind, staffKinds } from './work.ts';

/** An employee is named when so many acts would come by chance once in a thousand, over all who acted in the ring's claims. */
const chanceMax = 0.001;
const actsMin = 3;

const acted: Readonly<Record<StaffKind, string>> = {
  agent: 'spoke with the customer',
  granter: 'granted money without having spoken with the customer',
  receiver: 'received a return that nobody else saw arrive',
  viewer: 'opened the record before there was a claim',
};

/** Employees whose part in the ring's claims exceeds their part in the work of their country. */
export function employeesOf(ground: Ground, candidate: Candidate): RingEmployee[] {
  const acts = new Map<StaffKind, Map<number, number>>(staffKinds.map(kind => [kind, new Map()]));
  for (const { index } of candidate.members) {
    for (const { kind, value } of ground.cases[index]!.marks) {
      if (!isStaff(kind)) continue;
      const tally = acts.get(kind)!;
      tally.set(value, (tally.get(value) ?? 0) + 1);
    }
  }
  const tested = [...acts.values()].reduce((sum, tally) => sum + tally.size, 0);
  const found: RingEmployee[] = [];
  for (const [role, tally] of acts) {
    const ofActs = [...tally.values()].reduce((sum, each) => sum + each, 0);
    for (const [employee, own] of tally) {
      const workShare = ground.workShare(role, employee);
      const chanceLog = binomialTailLog(own, ofActs, workShare);
      if (own < actsMin || chanceLog + Math.log(tested) > Math.log(chanceMax)) continue;
      const employeeId = ground.book.names.text(employee).slice('e/'.length);
      const sentence = `Employee ${employeeId} ${acted[role]} in ${own} of ${ofActs} such claims of the ring, with ${percent(workShare)} of that work in their country.`;
      found.push({ employeeId, role, acts: own, ofActs, workShare, chanceLog, sentence });
    }
  }
  return found.sort((left, right) => left.chanceLog - right.chanceLog || (left.employeeId < right.employeeId ? -1 : 1));
}
