import type { Command } from 'commander'; export function addServe(_: Command): void {}
