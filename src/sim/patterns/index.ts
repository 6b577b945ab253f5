import { accountTakeover } from './account-takeover.ts';
import { appeasementFarming } from './appeasement-farming.ts';
import { boughtInRefunder } from './bought-in-refunder.ts';
import { doubleRefund } from './double-refund.ts';
import { emptyOnArrival } from './empty-on-arrival.ts';
import { emptyReturn } from './empty-return.ts';
import { fakeTracking } from './fake-tracking.ts';
import { forgedEvidence } from './forged-evidence.ts';
import { forgedPoliceReport } from './forged-police-report.ts';
import { inrDelivered } from './inr-delivered.ts';
import { insiderGrant } from './insider-grant.ts';
import { insiderReceipt } from './insider-receipt.ts';
import { missingItem } from './missing-item.ts';
import { otherTender } from './other-tender.ts';
import type { Pattern } from './pattern.ts';
import { reRegistration } from './re-registration.ts';
import { refundAndDispute } from './refund-and-dispute.ts';
import { replacementAbuse } from './replacement-abuse.ts';
import { stolenCredentials } from './stolen-credentials.ts';
import { stolenTender } from './stolen-tender.ts';
import { switchedReturn } from './switched-return.ts';
import { wardrobing } from './wardrobing.ts';
import { warrantyFraud } from './warranty-fraud.ts';

/** Every dishonest pattern, in the order of the taxonomy. The twenty-second, the carrier's insider, happens to honest customers: see honest/nature.ts. */
export const patterns: readonly Pattern[] = [
  inrDelivered,
  missingItem,
  emptyOnArrival,
  emptyReturn,
  switchedReturn,
  fakeTracking,
  doubleRefund,
  refundAndDispute,
  insiderReceipt,
  insiderGrant,
  stolenCredentials,
  accountTakeover,
  otherTender,
  replacementAbuse,
  appeasementFarming,
  wardrobing,
  warrantyFraud,
  forgedEvidence,
  forgedPoliceReport,
  reRegistration,
  boughtInRefunder,
  stolenTender,
];

export function patternNamed(name: string): Pattern {
  const found = patterns.find(each => each.name === name);
  if (found === undefined) throw new Error(`There is no pattern ${name}`);
  return found;
}
