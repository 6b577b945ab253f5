import { type FactOf, isFact } from '../domain/fact.ts';
import { family } from './family.ts';
import type { Known } from './known.ts';

interface ContactView {
  readonly opened: FactOf<'contact.opened'> | null;
  readonly agents: ReadonlySet<string>;
  readonly transfers: number;
  readonly messages: number;
  readonly onOrder: number;
  readonly facts: readonly number[];
}

/** The contact with customer service in which the claim was made. */
export const contactFamily = family<ContactView>('contact', viewContact, [
  {
    name: 'named',
    type: 'bool',
    optional: false,
    doc: 'Whether the claim names a contact in which it was made.',
    value: (_, known) => known.claim.data.contact_id !== undefined,
  },
  {
    name: 'channel',
    type: 'string',
    optional: true,
    doc: 'Channel of the contact: chat, phone, email or social.',
    value: view => view.opened?.data.channel ?? null,
    facts: view => (view.opened === null ? [] : [view.opened.seq]),
  },
  {
    name: 'verified',
    type: 'bool',
    optional: true,
    doc: 'Whether the caller passed the identity check; not known where it was not recorded.',
    value: view => view.opened?.data.verified ?? null,
    facts: view => (view.opened === null ? [] : [view.opened.seq]),
  },
  {
    name: 'agents',
    type: 'int',
    optional: false,
    doc: 'Different agents who spoke with the customer about the order.',
    value: view => view.agents.size,
    facts: view => view.facts,
  },
  {
    name: 'transfers',
    type: 'int',
    optional: false,
    doc: 'Times that contacts about the order were handed from agent to agent.',
    value: view => view.transfers,
  },
  {
    name: 'messages',
    type: 'int',
    optional: false,
    doc: 'Messages in the contacts about the order so far.',
    value: view => view.messages,
  },
  {
    name: 'on_order',
    type: 'int',
    optional: false,
    doc: 'Contacts opened about the order so far.',
    value: view => view.onOrder,
  },
]);

function viewContact(known: Known): ContactView {
  const named = known.claim.data.contact_id;
  let opened: FactOf<'contact.opened'> | null = null;
  let transfers = 0;
  let messages = 0;
  let onOrder = 0;
  const agents = new Set<string>();
  const facts: number[] = [];
  for (const fact of known.dossier) {
    if (isFact(fact, 'contact.opened')) {
      onOrder++;
      facts.push(fact.seq);
      if (fact.data.contact_id === named) opened = fact;
      if (fact.data.agent_id !== undefined) agents.add(fact.data.agent_id);
    } else if (isFact(fact, 'contact.transferred')) {
      transfers++;
      agents.add(fact.data.to_agent_id);
    } else if (isFact(fact, 'contact.message')) {
      messages++;
      if (fact.data.agent_id !== undefined) agents.add(fact.data.agent_id);
    }
  }
  return { opened, agents, transfers, messages, onOrder, facts };
}
