import { z } from 'zod';
import {
  address,
  country,
  deviceId,
  email,
  id,
  ip,
  listOf,
  marketplace,
  phone,
  shortText,
  userAgent,
} from './fields.ts';

export const accountRegistered = z.object({
  account_id: id('account'),
  marketplace,
  name: shortText('Name of the customer').optional(),
  email: email.optional(),
  phone: phone.optional(),
  address: address.optional(),
  device_id: deviceId.optional(),
  ip: ip.optional(),
  user_agent: userAgent.optional(),
});

export const accountChanges = ['email', 'phone', 'name', 'address', 'password', 'mfa'] as const;
export type AccountChange = (typeof accountChanges)[number];

export const accountChanged = z.object({
  account_id: id('account'),
  what: listOf(z.enum(accountChanges), accountChanges.length).describe('What was changed'),
  email: email.optional(),
  phone: phone.optional(),
  name: shortText('Name of the customer').optional(),
  address: address.optional(),
  device_id: deviceId.optional(),
  ip: ip.optional(),
  by: id('employee').optional().describe('Who changed it: an employee, else the customer'),
});

export const accountClosed = z.object({
  account_id: id('account'),
  reason: shortText('Why it was closed').optional(),
  by: id('employee').optional().describe('Employee who closed it'),
});

export const sessionStarted = z.object({
  session_id: id('session'),
  account_id: id('account'),
  device_id: deviceId.optional(),
  ip: ip.optional(),
  user_agent: userAgent.optional(),
  country: country.optional(),
});
