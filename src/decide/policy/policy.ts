import type { CompiledConditions } from '../cel/compile.ts';
import type { PolicyDocument, Rule, Signal } from './document.ts';

/** What a condition of the policy belongs to, in the order in which the compiled conditions stand. */
export type Clause =
  | { readonly kind: 'signal'; readonly id: string; readonly signal: Signal }
  | { readonly kind: 'innocent'; readonly id: string; readonly signal: Omit<Signal, 'unless'> }
  | { readonly kind: 'rule'; readonly id: string; readonly rule: Rule };

/** A policy that was checked and compiled, ready to decide. */
export interface Policy {
  /** `name@version#hash`, as every decision quotes it. */
  readonly label: string;
  readonly document: PolicyDocument;
  readonly clauses: readonly Clause[];
  readonly conditions: CompiledConditions;
}
