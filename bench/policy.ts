import { ZenEngine } from '@gorules/zen-engine';
import jsonLogic from 'json-logic-js';
import { Engine } from 'json-rules-engine';
import { type CheckedExpression, checkExpression } from '../src/decide/cel/check.ts';
import { compileExpressions } from '../src/decide/cel/compile.ts';
import type { FeatureRow } from '../src/decide/cel/environment.ts';
import { type BenchOptions, isStarted, type Subject, timeSideBySide, writeResult } from './harness.ts';
import { type ObjectRow, OVER_OBJECTS, OVER_TUPLES, type TupleRow } from './policy/closures.ts';
import { drawRows, environment, flat, nested } from './policy/features.ts';
import { RULES, toCel, toJsonLogic, toJsonRules, toZen } from './policy/rules.ts';

const ROWS = 4_096;
/** Engines that need a millisecond for a policy are measured over fewer rows. */
const ROWS_FOR_SLOW = 512;
const SEED = 20_261;

/** The first contenders are the ones that a programmer wrote by hand. */
const HAND_WRITTEN = 2;

/** One engine: it writes the outcome of every rule over one row. Rows are in the engine's own form before the clock starts. */
interface Contender {
  readonly name: string;
  readonly slow: boolean;
  readonly evaluate: (row: number, codes: Uint8Array) => void | Promise<void>;
}

/** Policy evaluation alone, on one core: 30 rules over 48 features. */
export async function run({ args }: BenchOptions): Promise<void> {
  const quick = args.includes('--quick');
  const rows = drawRows(ROWS, SEED);
  const zen = new ZenEngine();
  const contenders = [...inProcess(rows), ...ruleEngines(rows.slice(0, ROWS_FOR_SLOW), zen)];
  const trueShare = await assertSameOutcomes(contenders);
  const timings = await timeSideBySide(
    contenders.map(subjectOf),
    quick ? { rounds: 3, msPerTurn: 50 } : { rounds: 11, msPerTurn: 250 },
  );
  zen.dispose();
  const base = Math.min(...timings.slice(0, HAND_WRITTEN).map(({ nsMedian }) => nsMedian));
  writeResult('policy', {
    title: `Policy evaluation: ${RULES.length} rules over ${environment.features.length} features, ${ROWS.toLocaleString('en-US')} distinct rows, one core`,
    notes: [
      'Ratio: time over that of the faster hand-written closures; medians over rounds whose order alternates.',
      'The closures are thirty calls a policy, as such code is written; the compiled policy is one function, so shared loads and calls fall away.',
      `Every engine gave the same outcome for every rule and row it evaluated (the last three: ${ROWS_FOR_SLOW} rows); ${(trueShare * 100).toFixed(1)} % of the outcomes are true.`,
      'Each engine gets rows in its own form, made before the clock starts; all rules are evaluated, none stops the others.',
    ],
    rows: timings.map(({ name, nsMedian, nsMin, nsMax }) => ({
      engine: name,
      'policies/s': Math.round(1e9 / nsMedian),
      'ns/policy': Math.round(nsMedian),
      'ns min': Math.round(nsMin),
      'ns max': Math.round(nsMax),
      ratio: Math.round((nsMedian / base) * 100) / 100,
    })),
  });
}

function inProcess(rows: readonly FeatureRow[]): readonly Contender[] {
  const objects = rows.map(row => flat(row, '_') as unknown as ObjectRow);
  const tuples = rows as unknown as readonly TupleRow[];
  const compiled = compileExpressions(
    RULES.map(rule => checkedCel(toCel(rule))),
    environment,
  );
  const programs = RULES.map(rule => environment.cel.parse(toCel(rule)));
  const contexts = rows.map(row => nested(row, { bigints: true, omitUnknown: true }));
  return [
    {
      name: 'closures over objects',
      slow: false,
      evaluate: (row, codes) => {
        const object = objects[row]!;
        for (let i = 0; i < OVER_OBJECTS.length; i++) codes[i] = OVER_OBJECTS[i]!(object) ? 1 : 0;
      },
    },
    {
      name: 'closures over arrays',
      slow: false,
      evaluate: (row, codes) => {
        const tuple = tuples[row]!;
        for (let i = 0; i < OVER_TUPLES.length; i++) codes[i] = OVER_TUPLES[i]!(tuple) ? 1 : 0;
      },
    },
    { name: 'ringfence, compiled CEL', slow: false, evaluate: (row, codes) => compiled.evaluateAll(rows[row]!, codes) },
    {
      name: '@marcbachmann/cel-js',
      slow: false,
      evaluate: (row, codes) => {
        const context = contexts[row]!;
        for (let i = 0; i < programs.length; i++) codes[i] = programs[i]!(context) ? 1 : 0;
      },
    },
  ];
}

function ruleEngines(rows: readonly FeatureRow[], zen: ZenEngine): readonly Contender[] {
  const objects = rows.map(row => nested(row));
  const facts = rows.map(row => flat(row, '.'));
  const logics = RULES.map(toJsonLogic);
  const engine = new Engine(
    RULES.map((rule, index) => ({
      conditions: topLevel(toJsonRules(rule)),
      event: { type: `rule ${index}` },
      name: `${index}`,
    })),
  );
  const decision = zen.createDecision(zenDecision());
  return [
    {
      name: 'json-logic-js',
      slow: true,
      evaluate: (row, codes) => {
        const object = objects[row]!;
        for (let i = 0; i < logics.length; i++) codes[i] = jsonLogic.apply(logics[i]!, object) ? 1 : 0;
      },
    },
    {
      name: 'json-rules-engine',
      slow: true,
      evaluate: async (row, codes) => {
        const { results } = await engine.run({ ...facts[row]! });
        codes.fill(0);
        for (const result of results) codes[Number(result.name)] = 1;
      },
    },
    {
      name: '@gorules/zen-engine',
      slow: true,
      evaluate: async (row, codes) => {
        const { result } = await decision.evaluate(objects[row]!);
        for (let i = 0; i < RULES.length; i++) codes[i] = result[`r${i}`] ? 1 : 0;
      },
    },
  ];
}

function checkedCel(source: string): CheckedExpression {
  const result = checkExpression(source, environment, 'bool');
  if (!result.ok) throw new Error(`${source}: ${result.problems.map(({ message }) => message).join('; ')}`);
  if (result.checked.warnings.length > 0) throw new Error(`${source}: ${result.checked.warnings[0]!.message}`);
  return result.checked;
}

/** json-rules-engine wants `all` or `any` at the top. */
function topLevel(conditions: object): { all: [] } {
  return ('all' in conditions || 'any' in conditions ? conditions : { all: [conditions] }) as { all: [] };
}

/** One decision with one expression a rule. */
function zenDecision(): object {
  const expressions = RULES.map((rule, index) => ({ id: `e${index}`, key: `r${index}`, value: toZen(rule) }));
  const position = { x: 0, y: 0 };
  return {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position },
      { id: 'rules', type: 'expressionNode', name: 'rules', position, content: { expressions } },
      { id: 'out', type: 'outputNode', name: 'out', position },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'rules', type: 'edge' },
      { id: 'b', sourceId: 'rules', targetId: 'out', type: 'edge' },
    ],
  };
}

function rowsOf({ slow }: Contender): number {
  return slow ? ROWS_FOR_SLOW : ROWS;
}

/** Compares every outcome with the first contender's; answers the share of true ones. */
async function assertSameOutcomes(contenders: readonly Contender[]): Promise<number> {
  const expected = new Uint8Array(RULES.length);
  const actual = new Uint8Array(RULES.length);
  const [reference, ...others] = contenders;
  let hits = 0;
  for (let row = 0; row < ROWS; row++) {
    await reference!.evaluate(row, expected);
    hits += expected.reduce((sum, code) => sum + code, 0);
    for (const contender of others) {
      if (row >= rowsOf(contender)) continue;
      await contender.evaluate(row, actual.fill(9));
      const differing = expected.findIndex((code, index) => code !== actual[index]);
      if (differing !== -1)
        throw new Error(
          `${contender.name} differs in rule ${differing} over row ${row}: ${actual[differing]} instead of ${expected[differing]}`,
        );
    }
  }
  return hits / (ROWS * RULES.length);
}

/** One run evaluates the policy over every row of the contender; the outcomes are summed so that no work can be left out. */
function subjectOf(contender: Contender): Subject {
  const codes = new Uint8Array(RULES.length);
  const { name, evaluate } = contender;
  const operations = rowsOf(contender);
  let sum = 0;
  const note = (): void => {
    sum += codes[0]! + codes[RULES.length - 1]!;
    if (!Number.isFinite(sum)) throw new Error('The outcomes cannot be summed');
  };
  if (contender.slow && name !== 'json-logic-js') {
    const runAsync = async (): Promise<void> => {
      for (let row = 0; row < operations; row++) await evaluate(row, codes);
      note();
    };
    return { name, operations, run: runAsync };
  }
  const runSync = (): void => {
    for (let row = 0; row < operations; row++) evaluate(row, codes);
    note();
  };
  return { name, operations, run: runSync };
}

if (isStarted(import.meta.url)) await run({ args: process.argv.slice(2) });
