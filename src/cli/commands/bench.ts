import type { Command } from 'commander'; export function addBench(_: Command): void {}
