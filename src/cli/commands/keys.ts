import type { Command } from 'commander'; export function addKeys(_: Command): void {}
