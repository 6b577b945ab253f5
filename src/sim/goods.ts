import type { Language } from './places.ts';
import { cumulate, Random } from './random.ts';

/** A kind of goods: what it is called in five languages, its usual price in dollars, grams, and how often it comes back. */
interface Kind {
  readonly category: string;
  readonly noun: Readonly<Record<Language, string>>;
  readonly price: number;
  readonly spread: number;
  readonly grams: number;
  readonly share: number;
  readonly returns: number;
  readonly defects: number;
}

export interface Article {
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly noun: Readonly<Record<Language, string>>;
  /** Price in dollars before a market's own. */
  readonly price: number;
  readonly grams: number;
  /** Dear goods carry serial numbers. */
  readonly serial: boolean;
  readonly returns: number;
  readonly defects: number;
}

/** category | en | de | fr | it | es | price | spread | grams | share | returns % | defects % */
const table = `
fashion | jacket | Jacke | veste | giacca | chaqueta | 79 | 0.5 | 700 | 5 | 31 | 0.3
fashion | dress | Kleid | robe | vestito | vestido | 48 | 0.5 | 350 | 7 | 38 | 0.3
fashion | shirt | Hemd | chemise | camicia | camisa | 28 | 0.4 | 250 | 9 | 24 | 0.3
fashion | jeans | Jeans | jean | jeans | vaqueros | 55 | 0.4 | 650 | 5 | 30 | 0.3
shoes | running shoes | Laufschuhe | chaussures de course | scarpe da corsa | zapatillas | 92 | 0.4 | 900 | 6 | 29 | 0.5
shoes | boots | Stiefel | bottes | stivali | botas | 120 | 0.4 | 1400 | 3 | 31 | 0.5
home | lamp | Lampe | lampe | lampada | lámpara | 38 | 0.6 | 1200 | 5 | 9 | 1.1
home | duvet set | Bettwäsche | parure de lit | set di lenzuola | funda nórdica | 42 | 0.4 | 1600 | 4 | 12 | 0.4
home | rug | Teppich | tapis | tappeto | alfombra | 85 | 0.7 | 5200 | 2 | 18 | 0.4
kitchen | kettle | Wasserkocher | bouilloire | bollitore | hervidor | 36 | 0.4 | 1300 | 4 | 7 | 1.6
kitchen | coffee machine | Kaffeemaschine | machine à café | macchina da caffè | cafetera | 290 | 0.7 | 7800 | 2 | 8 | 2.2
kitchen | pan set | Topfset | lot de casseroles | set di pentole | juego de sartenes | 74 | 0.5 | 4200 | 3 | 8 | 0.6
beauty | perfume | Parfüm | parfum | profumo | perfume | 58 | 0.5 | 320 | 5 | 5 | 0.2
beauty | hair dryer | Föhn | sèche-cheveux | asciugacapelli | secador | 64 | 0.8 | 800 | 3 | 8 | 1.4
toys | building set | Bausatz | jeu de construction | set di costruzioni | juego de construcción | 49 | 0.7 | 1200 | 5 | 6 | 0.5
toys | board game | Brettspiel | jeu de société | gioco da tavolo | juego de mesa | 32 | 0.3 | 1000 | 4 | 5 | 0.4
books | book | Buch | livre | libro | libro | 17 | 0.4 | 450 | 9 | 3 | 0.2
food | coffee beans | Kaffeebohnen | café en grains | caffè in grani | café en grano | 22 | 0.4 | 1050 | 6 | 1 | 0.2
sports | yoga mat | Yogamatte | tapis de yoga | tappetino yoga | esterilla de yoga | 31 | 0.4 | 1100 | 3 | 8 | 0.4
sports | bicycle helmet | Fahrradhelm | casque de vélo | casco da bici | casco de bici | 68 | 0.4 | 500 | 2 | 15 | 0.5
tools | drill | Bohrmaschine | perceuse | trapano | taladro | 98 | 0.5 | 2300 | 3 | 6 | 1.5
tools | tyre set | Reifensatz | jeu de pneus | set di pneumatici | juego de neumáticos | 430 | 0.4 | 32000 | 0.6 | 5 | 0.4
electronics | headphones | Kopfhörer | casque audio | cuffie | auriculares | 129 | 0.7 | 420 | 5 | 11 | 1.6
electronics | charger | Ladegerät | chargeur | caricatore | cargador | 24 | 0.4 | 160 | 6 | 5 | 1.0
electronics | smart watch | Smartwatch | montre connectée | smartwatch | reloj inteligente | 260 | 0.5 | 320 | 3 | 12 | 1.8
electronics | tablet | Tablet | tablette | tablet | tableta | 420 | 0.5 | 760 | 2.2 | 10 | 1.8
electronics | phone | Handy | téléphone | telefono | teléfono | 780 | 0.5 | 420 | 2.4 | 9 | 2.0
electronics | laptop | Laptop | ordinateur portable | portatile | portátil | 1150 | 0.5 | 2300 | 1.7 | 10 | 2.4
electronics | games console | Spielkonsole | console de jeux | console | consola | 480 | 0.2 | 4300 | 1.5 | 6 | 1.8
electronics | camera | Kamera | appareil photo | fotocamera | cámara | 940 | 0.6 | 980 | 0.8 | 11 | 1.6
electronics | television | Fernseher | téléviseur | televisore | televisor | 620 | 0.6 | 14500 | 1.0 | 9 | 2.6
electronics | graphics card | Grafikkarte | carte graphique | scheda video | tarjeta gráfica | 690 | 0.5 | 1500 | 0.7 | 9 | 2.2
luxury | handbag | Handtasche | sac à main | borsa | bolso | 640 | 0.7 | 1100 | 0.9 | 19 | 0.3
luxury | watch | Armbanduhr | montre | orologio | reloj | 1400 | 0.8 | 350 | 0.4 | 13 | 0.6
`;

const kinds: readonly Kind[] = table
  .trim()
  .split('\n')
  .map(line => {
    const [category, en, de, fr, it, es, ...numbers] = line.split('|').map(cell => cell.trim());
    const [price, spread, grams, share, returns, defects] = numbers.map(Number);
    return {
      category: category!,
      noun: { en: en!, de: de!, fr: fr!, it: it!, es: es! },
      price: price!,
      spread: spread!,
      grams: grams!,
      share: share!,
      returns: returns! / 100,
      defects: defects! / 100,
    };
  });

const brands =
  'Norvik,Alpenfeld,Castella,Brightwell,Tamsin,Orlanda,Fjordby,Kestrel,Lumora,Vantiq,Pinegrove,Solvera,Arcadio,Melrose,Quillon,Zephyra'.split(
    ',',
  );

/** Above this many dollars the maker's serial number stands on every unit. */
const serialFrom = 110;
const articlesPerKind = 14;
/** Below this many dollars nobody pays a service's fee. */
const worthwhileFrom = 45;
/** One article in every world has a bad batch: this many times the usual defects. */
const badBatch = 14;

export interface Catalogue {
  readonly articles: readonly Article[];
  readonly sums: readonly number[];
  /** Articles that are worth a service's fee, and how often each is taken. */
  readonly dear: readonly Article[];
  readonly dearSums: readonly number[];
  readonly badBatch: Article;
}

/**
 * How much oftener services take dear goods than people buy them: in proportion to this power of the price. Careless services take what is
 * dearest; careful ones take nearly what everybody takes. `hardness` 0..1.
 */
const drawnToPrice = (hardness: number): number => 1 - 0.8 * hardness;

/** Dollars that services stay below, because a shop looks at the dearest claims first; careless ones hardly do. */
const dearestTaken = (hardness: number): number => 3_000 ** (1 - hardness) * 330 ** hardness;

export function makeCatalogue(seed: number, hardness: number): Catalogue {
  const random = new Random(seed, 'catalogue');
  const weights: number[] = [];
  const articles: Article[] = [];
  const batch = random.int(22 * articlesPerKind, 30 * articlesPerKind);
  for (const kind of kinds) {
    for (let number = 0; number < articlesPerKind; number++) {
      const price = Math.max(6, random.logNormal(kind.price, kind.spread));
      const brand = random.pick(brands);
      const bad = articles.length === batch ? badBatch : 1;
      articles.push({
        sku: `${brand.slice(0, 3).toUpperCase()}-${random.digits(5)}`,
        title: `${brand} ${kind.noun.en} ${random.letters(2)}${random.int(1, 9)}`,
        category: kind.category,
        noun: kind.noun,
        price,
        grams: Math.round(kind.grams * random.between(0.7, 1.4)),
        serial: price >= serialFrom,
        returns: kind.returns,
        defects: Math.min(0.4, kind.defects * random.between(0.5, 1.8) * bad),
      });
      // A few articles sell far more than the rest.
      weights.push((kind.share / articlesPerKind) * random.logNormal(0.7, 0.8));
    }
  }
  const taken = articles.map(
    ({ price, grams }) => price >= worthwhileFrom && price <= dearestTaken(hardness) && grams < 12_000,
  );
  return {
    articles,
    sums: cumulate(weights),
    dear: articles.filter((_, index) => taken[index]),
    dearSums: cumulate(
      articles.flatMap(({ price }, index) => (taken[index] ? [weights[index]! * price ** drawnToPrice(hardness)] : [])),
    ),
    badBatch: articles[batch]!,
  };
}

/** The maker's number of one unit. */
export function newSerial(random: Random): string {
  return random.letters(11);
}
