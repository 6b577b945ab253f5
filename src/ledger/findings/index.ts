import type { Report, View } from '../report.ts';
import { arrival } from './arrival.ts';
import { claimed } from './claimed.ts';
import { delivery } from './delivery.ts';
import { doubleRemedy } from './double_remedy.ts';
import { outboundWeight } from './outbound_weight.ts';
import { record } from './record.ts';
import { refundAbovePrice } from './refund_above_price.ts';
import { refundBeforeReceipt } from './refund_before_receipt.ts';
import { returnWay } from './return_way.ts';
import { returnWeight } from './return_weight.ts';
import { returnedGoods } from './returned_goods.ts';
import { tender } from './tender.ts';
import { valueBack } from './value_back.ts';
import { withoutTrace } from './without_trace.ts';

/** A family looks at the whole account and reports what it finds, and what it cannot say. */
export type Family = (view: View, report: Report) => void;

export const families: readonly Family[] = [
  record,
  arrival,
  delivery,
  outboundWeight,
  claimed,
  withoutTrace,
  refundBeforeReceipt,
  returnWay,
  returnWeight,
  returnedGoods,
  tender,
  doubleRemedy,
  refundAbovePrice,
  valueBack,
];
