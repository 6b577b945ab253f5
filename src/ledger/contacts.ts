import type { ContactId } from '../domain/ids.ts';
import type { Moment } from '../domain/time.ts';
import type { Dossier } from './dossier.ts';

/** A contact about the order: who spoke when. The ledger keeps no texts. */
export interface ContactEntry {
  readonly contactId: ContactId;
  readonly openedAt: Moment | null;
  readonly closedAt: Moment | null;
  readonly channel: string | null;
  readonly messages: number;
  /** In the order in which they took part. */
  readonly agentIds: readonly string[];
  readonly facts: readonly number[];
}

/** The contacts that name the order, or that its claims, refunds or credits name. */
export function contactEntries(dossier: Dossier): ContactEntry[] {
  return dossier.contacts.map(({ contactId, facts }) => {
    let openedAt: Moment | null = null;
    let closedAt: Moment | null = null;
    let channel: string | null = null;
    let messages = 0;
    const agents = new Set<string>();
    for (const fact of facts) {
      switch (fact.type) {
        case 'contact.opened':
          openedAt ??= fact.at;
          channel ??= fact.data.channel;
          if (fact.data.agent_id !== undefined) agents.add(fact.data.agent_id);
          break;
        case 'contact.message':
          messages++;
          if (fact.data.agent_id !== undefined) agents.add(fact.data.agent_id);
          break;
        case 'contact.transferred':
          agents.add(fact.data.from_agent_id);
          agents.add(fact.data.to_agent_id);
          break;
        case 'contact.closed':
          closedAt = fact.at;
          if (fact.data.agent_id !== undefined) agents.add(fact.data.agent_id);
          break;
      }
    }
    return {
      contactId,
      openedAt,
      closedAt,
      channel,
      messages,
      agentIds: [...agents],
      facts: facts.map(fact => fact.seq),
    };
  });
}
