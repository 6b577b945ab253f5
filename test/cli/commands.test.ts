import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { dayOnePolicy } from '../../src/cli/policy-file.ts';
import { type Ended, endRunning, jsonLines, ringfence } from './ringfence.ts';

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'rf-cli-')));
afterEach(endRunning);
afterAll(() => rmSync(folder, { recursive: true }));
/** Nothing here may touch a store; where one would be made is a folder that is thrown away. */
const run = (...args: string[]): Promise<Ended> => ringfence(args, { cwd: folder });

/** Commands whose help is asked for at the same time; each is a process of its own. */
const togetherMax = 4;

describe('help', { timeout: 60_000 }, () => {
  test('[CLI-1] every command has help with examples on stdout, with exit code 0', async () => {
    const seen: string[] = [];
    let asking: string[][] = [[]];
    while (asking.length > 0) {
      const group = asking.splice(0, togetherMax);
      const answers = await Promise.all(group.map(async words => [words, await run(...words, '--help')] as const));
      for (const [words, help] of answers) {
        const name = ['ringfence', ...words].join(' ');
        seen.push(name);
        expect(help, name).toMatchObject({ code: 0, stderr: '' });
        expect(help.stdout, name).toMatch(new RegExp(`\\nExamples?:\\n(?:  .*\\n)*  .*${name}`));
        asking = [...asking, ...subcommands(help.stdout).map(word => [...words, word])];
      }
    }
    expect(seen.length).toBeGreaterThan(20);
    expect(seen).toContain('ringfence quarantine replay');
  });

  test('[CLI-2] exit codes are documented, and without a command the help is shown', async () => {
    const { code, stdout } = await run();
    expect(code).toBe(0);
    for (const known of [
      '0 done',
      '1 failed',
      '2 wrong usage',
      '3 a gate',
      '4 not allowed',
      '5 not found',
      '6 conflict',
      '130 interrupted',
    ]) {
      expect(stdout).toContain(known);
    }
  });
});

describe('wrong usage', { timeout: 30_000 }, () => {
  test.each([
    ['imprt', 'Did you mean import?'],
    ['polcy check', 'Did you mean policy?'],
    ['policy chek', 'Did you mean check?'],
    ['import --agian x', 'Did you mean --again?'],
  ])('[CLI-3] a mistyped word is answered with the one that was meant: %s', async (line, says) => {
    const wrong = await run(...line.split(' '));
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain(says);
  });

  test.each([
    { line: 'import', code: 2, says: "missing required argument 'file'" },
    { line: 'serve --prot 1', code: 2, says: "unknown option '--prot'" },
    { line: 'serve --port many', code: 2, says: 'many is no port' },
    { line: 'serve --log-level loud', code: 2, says: 'loud is no log level' },
    { line: 'serve --host 0.0.0.0 --port 0', code: 4, says: 'no API key exists' },
    { line: 'export everything --out -', code: 2, says: 'nothing called "everything" to export' },
    { line: 'quarantine show seven', code: 2, says: '"seven" is no entry' },
    { line: 'quarantine list --limit none', code: 2, says: '--limit is a whole number' },
    { line: 'quarantine drop 1', code: 2, says: "required option '--by <name>'" },
    { line: 'keys create --name x --scopes everything', code: 2, says: 'no scope "everything"' },
    { line: 'import --arrival soon nowhere.ndjson', code: 2, says: '--arrival is "event" or "now"' },
    { line: 'import nowhere.ndjson', code: 5, says: 'no file nowhere.ndjson' },
    { line: 'import .', code: 2, says: '. is a directory' },
    { line: 'decide nowhere.ndjson', code: 5, says: 'nowhere.ndjson cannot be read' },
    { line: 'policy check nowhere.yaml', code: 5, says: 'there is no such file' },
    { line: 'rebuild --policy nowhere.yaml', code: 5, says: 'there is no such file' },
    { line: 'rebuild --terms nowhere.yaml', code: 5, says: 'no terms file nowhere.yaml' },
    { line: 'quarantine replay 1 --with nowhere.json', code: 5, says: 'nowhere.json cannot be read' },
    { line: 'bench nowhere', code: 2, says: 'no benchmark "nowhere"' },
  ])('[CLI-4] wrong input is named on stderr with exit code $code: $line', async ({ line, code, says }) => {
    const wrong = await run(...line.split(' '));
    expect(wrong, wrong.stderr).toMatchObject({ code, stdout: '' });
    expect(wrong.stderr).toContain(says);
    expect(wrong.stderr).not.toContain('not expected');
  });

  test.each(['imprt', 'serve --prot 1', 'decide nowhere.ndjson'])(
    '[CLI-5] with --json a failure is an object on stdout too: %s',
    async line => {
      const wrong = await run('--json', ...line.split(' '));
      expect(jsonLines(wrong.stdout)).toEqual([
        { error: { code: expect.any(String), message: expect.any(String), advice: expect.any(String) } },
      ]);
      expect(wrong.stderr).not.toBe('');
    },
  );
});

describe('policies', { timeout: 30_000 }, () => {
  const broken = path.join(folder, 'broken.yaml');
  writeFileSync(
    broken,
    readFileSync(dayOnePolicy, 'utf8').replace(
      'has(session.device_new) && session.device_new',
      'has(session.device_new) && session.device_gnu',
    ),
  );

  test('[CLI-6] policy check names every fault with file, line and column: 2; a sound policy: 0', async () => {
    const checked = await run('policy', 'check', broken);
    expect(checked.code).toBe(2);
    const [, line, column] = /^broken\.yaml:(\d+):(\d+) error .*device_gnu/m.exec(checked.stdout) ?? [];
    const text = readFileSync(broken, 'utf8').split('\n')[Number(line) - 1] ?? '';
    expect(text.slice(Number(column) - 1)).toMatch(/^when: .*device_gnu/);
    const json = await run('policy', 'check', '--json', broken);
    expect(jsonLines(json.stdout)[0]).toMatchObject({ line: Number(line), column: Number(column), severity: 'error' });
    const sound = await run('policy', 'check');
    expect(sound).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^day-one@\S+: \d+ rules, .* no error\.\n$/),
    });
  });

  test('[CLI-7] policy test decides the cases of a file: 0 as written, 3 otherwise', async () => {
    const sound = await run('policy', 'test', '--json');
    expect(sound.code, sound.stderr).toBe(0);
    const cases = jsonLines(sound.stdout);
    expect(cases.length).toBeGreaterThan(5);
    expect(cases.every(each => each['ok'] === true)).toBe(true);

    const other = path.join(folder, 'other.yaml');
    writeFileSync(
      other,
      readFileSync(dayOnePolicy, 'utf8').replace(/(- says: an ordinary first claim.*\n\s+expect: )pay\b/, '$1review'),
    );
    const failed = await run('policy', 'test', other);
    expect(failed.code).toBe(3);
    expect(failed.stdout).toMatch(/^FAIL an ordinary first claim.*expected review, got pay$/m);
  });
});

function subcommands(help: string): string[] {
  const [, list = ''] = help.split('\nCommands:\n');
  const names = list.split('\n\n')[0]!.match(/(?<=^ {2})[a-z]\S*/gm) ?? [];
  return names.filter(name => name !== 'help');
}
