import { z } from 'zod';
import { code, country, deviceId, id, ip, listOf, moment, shortText } from './fields.ts';

export const employeeRoles = ['agent', 'supervisor', 'warehouse', 'other'] as const;
const facility = id('facility').optional();
const team = shortText('Team').optional();

export const employeeJoined = z.object({
  employee_id: id('employee'),
  role: z.enum(employeeRoles),
  team,
  facility,
  queues: listOf(code('Queue'), 100).optional(),
});

export const employeeLeft = z.object({ employee_id: id('employee') });

export const employeeShift = z.object({
  employee_id: id('employee'),
  starts: moment,
  ends: moment,
  team,
  facility,
  queue: code('Queue').optional(),
});

export const employeeSession = z.object({
  employee_id: id('employee'),
  session_id: id('session'),
  device_id: deviceId.optional(),
  ip: ip.optional(),
  country: country.optional(),
  mfa: z.boolean().optional().describe('Whether a second factor was used'),
});

export const recordViewed = z
  .object({
    employee_id: id('employee'),
    session_id: id('session').optional(),
    account_id: id('account').optional(),
    order_id: id('order').optional(),
    contact_id: id('contact').optional(),
  })
  .describe("An employee opened a customer's record");
