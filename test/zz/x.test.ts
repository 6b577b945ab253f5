import { test, afterAll } from 'vitest';
import { freshNodes } from '/work/main/test/fixtures/node.ts';
import { readRingTies } from '/work/main/src/store/rings.ts';
const nodes = freshNodes();
afterAll(() => nodes.clear());
test('x', async () => {
  const { database } = await nodes.fresh();
  const ask = (n: number) => Array.from({ length: n }, (_, i) => ({ accountId: `a${i}`, values: [`device:${i}`, `ip:${i}`, `network:${i}`], moment: 5e15 }));
  for (const rows of [0, 20000]) {
    if (rows > 0) { await database.query(`insert into ring_values select 'r'||(g%50), 'device:'||g, 1, 1, 1, 1, null, 1 from generate_series(1, 20000) g`);
    await database.query(`insert into ring_accounts select 'r'||(g%50), 'a'||g, 1, 1, 1, 1, null, 1 from generate_series(1, 20000) g`); await database.query('analyze'); }
    for (const n of [1, 96]) {
      const times = [];
      for (let i = 0; i < 200; i++) { const t = performance.now(); await readRingTies(database, ask(n)); times.push(performance.now() - t); }
      times.sort((a, b) => a - b); console.log('ties', rows, n, 'median ms', times[100]!.toFixed(2), 'min', times[0]!.toFixed(2));
    }
  }
});
