import type { Draft } from './log.ts';
import type { Market } from './places.ts';
import type { Random } from './random.ts';

/** What customers write: openings, the matter, and endings are drawn apart, as no two people use the same words. */
type Reason = Draft<'claim.filed'>['reason'];
type Language = 'en' | 'de';

/** French customers write in English here: the shop has no French desk. */
const languageOf = (market: Market): Language => (market === 'DE' ? 'de' : 'en');

const openings: Readonly<Record<Language, readonly string[]>> = {
  en: ['Hello,', 'Hi there,', 'Good morning,', 'Dear Corner & Co,', 'Hi, me again.', 'Afternoon all,', ''],
  de: ['Guten Tag,', 'Hallo,', 'Moin,', 'Liebes Team,', 'Sehr geehrte Damen und Herren,', ''],
};

const endings: Readonly<Record<Language, readonly string[]>> = {
  en: ['Thanks for looking into it.', 'Could you help please?', 'No rush.', 'Cheers', 'Let me know what you need.', ''],
  de: ['Vielen Dank vorab.', 'Können Sie mir helfen?', 'Es eilt nicht.', 'Danke und Gruß', ''],
};

const matters: Readonly<Record<Language, Readonly<Record<Reason, readonly string[]>>>> = {
  en: {
    not_received: [
      'the parcel has not turned up and none of my neighbours has it.',
      'tracking has not moved for days and nothing came.',
      'it says delivered but there was nothing on the step when I got home.',
      'I was in all day and nobody rang.',
    ],
    empty_parcel: [
      'the box arrived but there was nothing in it except paper.',
      'the carton was open at one end and empty.',
    ],
    missing_item: [
      'one of the things I ordered was not in the box.',
      'I have checked the packing twice, one item is not there.',
    ],
    damaged: [
      'it arrived with a big crack down the side, photo attached.',
      'the corner of the box was crushed and what is inside is broken.',
      'there is a chip out of it, I have taken a picture.',
    ],
    wrong_item: [
      'you have sent me the wrong colour and size.',
      'this is not what I ordered, somebody mixed up two boxes.',
    ],
    defective: [
      'it will not switch on, I tried two sockets.',
      'it worked for a day and then stopped.',
      'the button sticks and it gets hot.',
    ],
    not_as_described: ['it is much smaller than the page says.', 'the material is not what the description promised.'],
    changed_mind: [
      'it does not suit me after all and I would like to send it back.',
      'wrong size for me, sending it back.',
      'my sister got me the same one.',
    ],
  },
  de: {
    not_received: [
      'mein Paket ist nicht angekommen, auch bei den Nachbarn liegt nichts.',
      'die Sendungsverfolgung steht seit Tagen still.',
      'laut Verfolgung zugestellt, vor der Tür lag aber nichts.',
    ],
    empty_parcel: ['im Karton war nur Papier.', 'das Paket war an einer Seite offen und leer.'],
    missing_item: ['ein Artikel hat im Karton gefehlt.', 'ich habe zweimal nachgesehen, ein Teil ist nicht dabei.'],
    damaged: ['die Ware hat einen Sprung, Foto anbei.', 'der Karton war eingedrückt und der Inhalt ist kaputt.'],
    wrong_item: ['Sie haben mir die falsche Farbe geschickt.', 'das ist nicht der Artikel, den ich bestellt habe.'],
    defective: ['das Gerät lässt sich nicht einschalten.', 'es lief einen Tag, dann nicht mehr.'],
    not_as_described: ['es ist viel kleiner als beschrieben.', 'das Material entspricht nicht der Beschreibung.'],
    changed_mind: ['es gefällt mir doch nicht, ich möchte es zurückgeben.', 'passt leider nicht, geht zurück.'],
  },
};

export function statement(random: Random, market: Market, reason: Reason): string {
  const language = languageOf(market);
  const parts = [
    random.pick(openings[language]),
    random.pick(matters[language][reason]),
    random.pick(endings[language]),
  ];
  return parts.filter(part => part !== '').join(' ');
}

const questions: Readonly<Record<Language, readonly (readonly [string, string])[]>> = {
  en: [
    ['When will my order arrive?', 'It is with the carrier and should be with you in a day or two.'],
    [
      'Can I still change the delivery address?',
      'It has left us already, I am afraid. The driver can leave it with a neighbour.',
    ],
    ['Do you have this in blue?', 'Not at the moment, we expect more next month.'],
    ['I would like a copy of my invoice.', 'Of course, it is on its way to your inbox.'],
    [
      'The parcel came three days late, I had to stay home twice.',
      'I am sorry about that. I have added a small credit to your account.',
    ],
  ],
  de: [
    ['Wann kommt meine Bestellung?', 'Sie ist beim Zusteller und sollte morgen oder übermorgen da sein.'],
    ['Ich brauche bitte eine Rechnung.', 'Gern, sie kommt gleich per E-Mail.'],
    ['Gibt es den Artikel auch in Grün?', 'Im Moment leider nicht.'],
    ['Die Lieferung kam drei Tage zu spät.', 'Das tut mir leid, ich habe Ihnen einen kleinen Betrag gutgeschrieben.'],
  ],
};

/** A question and its answer; the last of each list ends with a credit. */
export function smallTalk(random: Random, market: Market): { turns: readonly string[]; credit: boolean } {
  const list = questions[languageOf(market)];
  const index = random.int(0, list.length - 1);
  return { turns: list[index]!, credit: index === list.length - 1 };
}
