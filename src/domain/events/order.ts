import { z } from 'zod';
import { parseMinor } from '../money.ts';
import {
  address,
  amount,
  code,
  country,
  currency,
  deviceId,
  id,
  ip,
  lines,
  listOf,
  marketplace,
  quantity,
  shortText,
  weightGrams,
} from './fields.ts';

const orderLine = z.object({
  line_id: id('line'),
  sku: code('Article number'),
  title: shortText('Name of the article').optional(),
  category: shortText('Kind of goods').optional(),
  quantity,
  unit_price: amount,
  serials: listOf(code('Serial number'), 1_000).optional().describe('Serial numbers of the units, where captured'),
  weight_g: weightGrams.optional().describe('Weight of one unit in grams'),
});

export const orderPlaced = z
  .object({
    order_id: id('order'),
    account_id: id('account'),
    marketplace,
    currency,
    total: amount.describe('What the customer paid, as a decimal string'),
    lines: listOf(orderLine, 2_000).describe('What was ordered'),
    ship_to: address.describe('Where it goes'),
    payment: z
      .object({
        token: code('Token of the payment instrument, never its number'),
        kind: shortText('Kind of instrument'),
        country: country.optional(),
      })
      .optional(),
    session_id: id('session').optional(),
    device_id: deviceId.optional(),
    ip: ip.optional(),
  })
  .superRefine((order, context) => {
    if (parseMinor(order.total, order.currency) === null) {
      context.addIssue({
        code: 'custom',
        path: ['total'],
        message: `is no amount of ${order.currency} (digits or size)`,
      });
    }
    order.lines.forEach((line, index) => {
      if (parseMinor(line.unit_price, order.currency) === null) {
        context.addIssue({
          code: 'custom',
          path: ['lines', index, 'unit_price'],
          message: `is no amount of ${order.currency} (digits or size)`,
        });
      }
    });
  });

export const parcelShipped = z.object({
  parcel_id: id('parcel'),
  order_id: id('order'),
  carrier: code('Carrier'),
  tracking: code('Tracking number'),
  lines,
  weight_g: weightGrams.optional().describe('Weight at dispatch in grams'),
  facility: id('facility').optional(),
  packed_by: id('employee').optional(),
});

export const scanStatuses = [
  'picked_up',
  'in_transit',
  'out_for_delivery',
  'attempted',
  'available_for_pickup',
  'delivered',
  'exception',
  'returned_to_sender',
] as const;
export type ScanStatus = (typeof scanStatuses)[number];

export const proofKinds = ['photo', 'signature', 'otp', 'gps'] as const;
export type ProofKind = (typeof proofKinds)[number];

export const parcelScanned = z.object({
  carrier: code('Carrier'),
  tracking: code('Tracking number'),
  status: z.enum(scanStatuses),
  facility: id('facility').optional().describe('Own facility where it was delivered or scanned, where known'),
  city: shortText('City').optional(),
  postcode: z.string().max(32).describe('Postcode').optional(),
  country: country.optional(),
  weight_g: weightGrams.optional(),
  proof: z
    .object({ kind: z.enum(proofKinds), ref: shortText('Reference of the proof').optional() })
    .optional()
    .describe('Proof of delivery'),
  driver_id: code('Driver').optional(),
});
