import { carer } from './carer.ts';
import { dorm } from './dorm.ts';
import { doubleRefund } from './double-refund.ts';
import { emptyReturn } from './empty-return.ts';
import { exceedsPurchase } from './exceeds-purchase.ts';
import { faithfulCustomer } from './faithful-customer.ts';
import { fakeTracking } from './fake-tracking.ts';
import { honestReturner } from './honest-returner.ts';
import { insiderReceipts } from './insider.ts';
import { packedShort } from './packed-short.ts';
import { refundAndDispute } from './refund-and-dispute.ts';
import { refundAndReplacement } from './refund-and-replacement.ts';
import { refundService } from './refund-service.ts';
import { signedDelivery } from './signed-delivery.ts';
import { splitShipment } from './split-shipment.ts';
import type { Story } from './story.ts';
import { switchedGoods } from './switched-goods.ts';
import { takeOver } from './take-over.ts';
import { talkedRound } from './talked-round.ts';
import { theftStreet } from './theft-street.ts';

/** In the order in which stories.yaml tells them; the name seeds a story's dice. */
export const stories: readonly (readonly [string, Story])[] = [
  ['theft-street', theftStreet],
  ['insider', insiderReceipts],
  ['double-refund', doubleRefund],
  ['signed-delivery', signedDelivery],
  ['refund-and-replacement', refundAndReplacement],
  ['refund-and-dispute', refundAndDispute],
  ['empty-return', emptyReturn],
  ['talked-round', talkedRound],
  ['fake-tracking', fakeTracking],
  ['switched-goods', switchedGoods],
  ['take-over', takeOver],
  ['dorm', dorm],
  ['honest-returner', honestReturner],
  ['refund-service', refundService],
  ['split-shipment', splitShipment],
  ['carer', carer],
  ['exceeds-purchase', exceedsPurchase],
  ['packed-short', packedShort],
  ['faithful-customer', faithfulCustomer],
];
