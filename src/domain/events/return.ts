import { z } from 'zod';
import { code, id, lines, listOf, quantity, sha256, weightGrams } from './fields.ts';

export const returnAuthorised = z.object({
  return_id: id('return'),
  order_id: id('order'),
  lines,
  claim_id: id('claim').optional(),
  by: id('employee').optional().describe('Employee who authorised it, or "system"'),
});

export const labelIssued = z.object({
  label_id: id('label'),
  return_id: id('return'),
  carrier: code('Carrier'),
  tracking: code('Tracking number'),
  to_facility: id('facility').describe('Where the label sends the parcel'),
  expected_weight_g: weightGrams.optional().describe('What the parcel should weigh in grams'),
});

export const dockScanned = z
  .object({
    facility: id('facility'),
    station: code('Gate, dock or scale').optional(),
    employee_id: id('employee').optional(),
    carrier: code('Carrier').optional(),
    tracking: code('Tracking number').optional(),
    return_id: id('return').optional(),
    weight_g: weightGrams.optional(),
  })
  .describe('The parcel was physically at a gate, dock or scale');

export const conditions = ['as_new', 'used', 'damaged', 'wrong_item', 'empty'] as const;
export type Condition = (typeof conditions)[number];

export const returnReceived = z.object({
  receipt_id: id('receipt'),
  return_id: id('return'),
  order_id: id('order'),
  lines: listOf(
    z.object({
      line_id: id('line'),
      quantity,
      serial: code('Serial number').optional(),
      condition: z.enum(conditions),
    }),
    2_000,
  ),
  employee_id: id('employee').describe('Who received it'),
  facility: id('facility'),
  station: code('Station').optional(),
  weight_g: weightGrams.optional(),
  photo_sha256: sha256.optional(),
});
