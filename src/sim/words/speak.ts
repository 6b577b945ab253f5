import { dateOf } from '../calendar.ts';
import type { Language } from '../places.ts';
import type { ClaimPlan, Order, Voice } from '../plan.ts';
import { mix32, type Random } from '../random.ts';
import { german } from './de.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import { french } from './fr.ts';
import { italian } from './it.ts';
import type { Phrases } from './phrases.ts';

const languages: Readonly<Record<Language, Phrases>> = {
  en: english,
  de: german,
  fr: french,
  it: italian,
  es: spanish,
};

/** Draws words: those that a script froze come out alike every time, the others anew. */
class Speaker {
  readonly #random: Random;
  readonly #voice: Voice;
  #place = 0;

  constructor(random: Random, voice: Voice) {
    this.#random = random;
    this.#voice = voice;
  }

  choose(count: number): number {
    const place = this.#place++;
    const fresh = this.#random.int(0, count - 1);
    if (this.#voice.script === 0 || !this.#random.chance(this.#voice.frozen)) return fresh;
    return mix32(this.#voice.script ^ Math.imul(place + 1, 0x9e3779b9)) % count;
  }

  sentence(from: readonly string[]): string {
    return from[this.choose(from.length)]!.replace(/\[([^\]]*)\]/g, (_, inside: string) => {
      const ways = inside.split('|');
      return ways[this.choose(ways.length)]!;
    });
  }
}

export interface Words {
  readonly opening: string;
  readonly detail: string;
  readonly closing: string;
}

/** What the customer, or whoever speaks in their name, writes in a contact. */
export function customerWords(order: Order, plan: ClaimPlan, attempt: number): Words {
  const phrases = languages[order.account.market.language];
  const { random } = order;
  const speaker = new Speaker(random, {
    ...plan.voice,
    script: plan.voice.script === 0 ? 0 : mix32(plan.voice.script ^ attempt),
  });
  const good = plan.lines[0]?.article.noun[order.account.market.language] ?? '';
  const parts = [speaker.sentence(phrases.openers), speaker.sentence(phrases.reasons[plan.reason])];
  if (speaker.choose(10) < 4) parts.push(speaker.sentence(phrases.reasons[plan.reason]));
  if (speaker.choose(10) < 5) parts.push(speaker.sentence(phrases.details));
  for (let number = 0; number < plan.voice.pressure; number++) parts.push(speaker.sentence(phrases.pressure));
  if (speaker.choose(10) < 6) parts.push(speaker.sentence(phrases.wishes));
  const detail = [
    speaker.sentence(phrases.details),
    ...(plan.voice.pressure > 0 ? [speaker.sentence(phrases.pressure)] : []),
  ];
  const closing = speaker.sentence(phrases.closers);
  const said = [...new Set(parts)].filter(part => part !== '').join(' ');
  return {
    opening: mood(random, fill(said, order, good)),
    detail: random.chance(0.75) ? mood(random, fill(detail.join(' '), order, good)) : '',
    closing: fill(closing, order, good),
  };
}

export type AgentSituation = 'greeting' | 'granting' | 'declining' | 'question' | 'answer';

/** What the shop's people paste from their templates, and what customers ask who claim nothing. */
export function agentWords(random: Random, language: Language, situation: AgentSituation, order: Order): string {
  const speaker = new Speaker(random, { script: 0, frozen: 0, pressure: 0 });
  return fill(speaker.sentence(languages[language][situation]), order, order.lines[0]!.article.noun[language]);
}

function fill(text: string, order: Order, good: string): string {
  const { day, month } = dateOf(order.at + 3 * 24 * 3_600_000);
  const american = order.account.market.country === 'US';
  return text
    .replaceAll('{good}', good)
    .replaceAll('{order}', order.id)
    .replaceAll('{carrier}', order.carrier.name)
    .replaceAll('{date}', american ? `${month}/${day}` : `${day}.${month}.`)
    .replaceAll('{name}', order.account.name.split(' ')[0]!);
}

/** Some people write without capitals, some without full stops, some hit the wrong key. */
function mood(random: Random, text: string): string {
  const draw = random.next();
  if (draw < 0.08) return text.toLowerCase();
  if (draw < 0.13) return text.replaceAll('.', '');
  if (draw < 0.2 && text.length > 20) {
    const place = random.int(5, text.length - 5);
    return text.slice(0, place) + text[place + 1] + text[place] + text.slice(place + 2);
  }
  return text;
}
