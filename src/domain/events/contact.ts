import { z } from 'zod';
import { deviceId, id, ip, longText, shortText } from './fields.ts';

export const contactChannels = ['chat', 'phone', 'email', 'social'] as const;
export const messageAuthors = ['customer', 'agent', 'system'] as const;

export const contactOpened = z.object({
  contact_id: id('contact'),
  account_id: id('account'),
  order_id: id('order').optional(),
  channel: z.enum(contactChannels),
  agent_id: id('employee').optional(),
  session_id: id('session').optional(),
  device_id: deviceId.optional(),
  ip: ip.optional(),
  verified: z.boolean().optional().describe('Whether the caller passed the identity check'),
});

export const contactMessage = z.object({
  contact_id: id('contact'),
  message_id: id('message'),
  author: z.enum(messageAuthors),
  agent_id: id('employee').optional(),
  text: longText('What was written or said'),
});

export const contactTransferred = z.object({
  contact_id: id('contact'),
  from_agent_id: id('employee'),
  to_agent_id: id('employee'),
});

/** A week: no contact is handled longer in one go. */
const longestHandlingSeconds = 604_800;

export const contactClosed = z.object({
  contact_id: id('contact'),
  agent_id: id('employee').optional(),
  disposition: shortText('How it ended').optional(),
  handle_seconds: z
    .number()
    .min(0)
    .max(longestHandlingSeconds)
    .optional()
    .describe('Time that the agent spent, in seconds'),
});
