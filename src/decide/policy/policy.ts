import type { CompiledConditions } from '../cel/compile.ts';
import type { Innocent, PolicyDocument, Rule, Signal } from './document.ts';
import type { Template } from './placeholders.ts';

/** What a condition of the policy belongs to, in the order in which the compiled conditions stand. */
export type Clause =
  | { readonly kind: 'signal'; readonly id: string; readonly signal: Signal }
  | { readonly kind: 'innocent'; readonly id: string; readonly signal: Innocent }
  | { readonly kind: 'rule'; readonly id: string; readonly rule: Rule };

/** A policy that was checked and compiled, ready to decide. */
export interface Policy {
  /** `name@version#hash`, as every decision quotes it. */
  readonly label: string;
  readonly document: PolicyDocument;
  readonly clauses: readonly Clause[];
  /** For each clause the key under which claims that show it are counted; null for what is not counted. */
  readonly signKeys: readonly (string | null)[];
  /** For each clause what it says, and the slots of the features that its condition or its words read. */
  readonly wordings: readonly { readonly says: Template; readonly slots: readonly number[] }[];
  readonly conditions: CompiledConditions;
}
