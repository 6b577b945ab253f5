import type { OrderLine } from '../plan.ts';

/** "12.05" for 1205; every currency here has two digits. */
export function money(minor: number): string {
  return `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
}

export function worthOf(lines: readonly OrderLine[]): number {
  return lines.reduce((sum, line) => sum + line.minor * line.quantity, 0);
}

export function gramsOf(lines: readonly OrderLine[]): number {
  return lines.reduce((sum, line) => sum + line.article.grams * line.quantity, 0);
}

/** Lines as events name them. */
export function named(lines: readonly OrderLine[]): { line_id: string; quantity: number }[] {
  return lines.map(line => ({ line_id: line.id, quantity: line.quantity }));
}
