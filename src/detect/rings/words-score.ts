import type { Ground } from './ground.ts';
import { countBelow } from './grouping.ts';
import type { Profile } from './profile.ts';

/** So many claims' worth of the language's own habits stand beside what the ring's members wrote. */
const habit = 2;
/** The fewest claims of one language, reason and way that have a mean of their own. */
const strataMin = 20;
/** Before members are seen, their p-values are taken to be so much smaller than chance (exponent of a Beta(a, 1) law). */
const shapePrior = 0.4;
const shapeWeight = 3;
/** No ring's words are so telling that one text alone would decide. */
const shapeMin = 0.25;

/**
 * How much the words of each claim are the ring's.
 *
 * A claim's score is the sum over its phrases of log(P(phrase | ring) / P(phrase | language)), a multinomial naive Bayes;
 * phrases overlap, so the sum means nothing by itself. It is compared with the scores of claims outside all rings in the same
 * language, reason and way (standardised, then ranked), which gives a p-value that popular letters make large. The p-values
 * of members, each left out of the ring's words, follow Beta(a, 1) with a below 1 where words tell: the likelihood ratio is
 * a * p^(a - 1) (Sellke, Bayarri, Berger, "Calibration of p values for testing precise null hypotheses", 2001).
 */
export class WordsScore {
  readonly #ground: Ground;
  readonly #scores: Float64Array;
  readonly #outside: ReadonlyMap<number, Float64Array>;
  readonly shape: number;

  constructor(ground: Ground, profile: Profile, inRing: Int32Array, core: ReadonlySet<number>) {
    this.#ground = ground;
    this.#scores = scoresOf(ground, profile);
    standardise(ground, this.#scores, inRing);
    this.#outside = outsideOf(ground, profile, this.#scores, inRing);
    let surprise = 0;
    let seen = 0;
    for (const member of profile.members) {
      const p = core.has(member) ? this.pValue(member) : null;
      if (p === null) continue;
      surprise -= Math.log(p);
      seen++;
    }
    this.shape = Math.max(shapeMin, Math.min(1, (seen + shapeWeight) / (surprise + shapeWeight / shapePrior)));
  }

  /** Share of claims outside rings whose words are the ring's as much as this claim's; null where the ring never wrote in its language. */
  pValue(index: number): number | null {
    const outside = this.#outside.get(this.#ground.phrases.language[index]!);
    const score = this.#scores[index]!;
    if (outside === undefined || Number.isNaN(score)) return null;
    return (outside.length - countBelow(outside, score) + 1) / (outside.length + 1);
  }

  /** ln of the likelihood ratio of the claim's words: the ring's against the language's. */
  evidence(index: number): number | null {
    const p = this.pValue(index);
    return p === null ? null : Math.log(this.shape) + (this.shape - 1) * Math.log(p);
  }
}

/** ln(P(phrase | ring) / P(phrase | language)) where `count` of `size` members in the language wrote it. */
export function phraseWeight(ground: Ground, language: number, phrase: number, count: number, size: number): number {
  const { countIn, sizeOf } = ground.phrases;
  const usual = (countIn(language, phrase) - count + 0.5) / (sizeOf[language]! - size + 1);
  return Math.log((count + habit * usual) / (size + habit) / usual);
}

function scoresOf(ground: Ground, profile: Profile): Float64Array {
  const { phrases, household } = ground;
  const scores = new Float64Array(ground.cases.length).fill(Number.NaN);
  for (let index = 0; index < scores.length; index++)
    if ((profile.saidIn[phrases.language[index]!] ?? 0) > 0) scores[index] = 0;
  const weights = new Float64Array(phrases.languages);
  for (const [phrase, count] of profile.phrases) {
    for (let language = 0; language < weights.length; language++) {
      const size = profile.saidIn[language]!;
      weights[language] = size > 0 ? phraseWeight(ground, language, phrase, count, size) : 0;
    }
    for (const index of phrases.claimsWith(phrase)) scores[index]! += weights[phrases.language[index]!]!;
  }
  for (const member of profile.members) {
    const language = phrases.language[member]!;
    scores[member] = profile.without(household[member]!, () => {
      const size = profile.saidIn[language] ?? 0;
      if (size === 0) return Number.NaN;
      let sum = 0;
      for (const phrase of phrases.of[member]!) {
        const count = profile.phrases.get(phrase) ?? 0;
        if (count > 0) sum += phraseWeight(ground, language, phrase, count, size);
      }
      return sum;
    });
  }
  return scores;
}

/** Scores as distances from the mean of claims that are alike, in their standard deviations. */
function standardise(ground: Ground, scores: Float64Array, inRing: Int32Array): void {
  const { stratum, strata, wider } = ground.alike;
  const counts = new Float64Array(strata);
  const sums = new Float64Array(strata);
  const squares = new Float64Array(strata);
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index]!;
    if (inRing[index]! >= 0 || Number.isNaN(score)) continue;
    for (const key of [stratum[index]!, wider[stratum[index]!]!]) {
      counts[key]!++;
      sums[key]! += score;
      squares[key]! += score * score;
    }
  }
  for (let index = 0; index < scores.length; index++) {
    const own = stratum[index]!;
    const key = counts[own]! >= strataMin ? own : wider[own]!;
    if (counts[key] === 0) continue;
    const mean = sums[key]! / counts[key]!;
    const deviation = Math.sqrt(Math.max(0, squares[key]! / counts[key]! - mean * mean)) + 0.5;
    scores[index] = (scores[index]! - mean) / deviation;
  }
}

function outsideOf(ground: Ground, profile: Profile, scores: Float64Array, inRing: Int32Array) {
  const outside = new Map<number, Float64Array>();
  for (const [language, size] of profile.saidIn.entries()) {
    if (size === 0) continue;
    const found: number[] = [];
    for (let index = 0; index < scores.length; index++)
      if (ground.phrases.language[index] === language && inRing[index]! < 0 && !Number.isNaN(scores[index]!))
        found.push(scores[index]!);
    outside.set(language, Float64Array.from(found).sort());
  }
  return outside;
}
