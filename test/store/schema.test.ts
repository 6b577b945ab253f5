import { afterAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrate, migrations, serverTooOld } from '../../src/store/migrate.ts';
import { type Nodes, onEveryServer } from './fixtures/every-server.ts';

/** An empty database, and the schema that it has. */
async function emptyDatabase(nodes: Nodes): Promise<{ database: Database; name: string; close: () => Promise<void> }> {
  const { database: beside, connection } = await nodes.fresh();
  const name = `empty_${Math.trunc(performance.now() * 1000)}`;
  await beside.query(`create database ${name}`);
  const database = openDatabase({ ...connection, database: name } as never, { onIdleError: () => {} });
  return { database, name, close: () => database.end() };
}

const tablesIn = async (database: Database): Promise<string[]> => {
  const { rows } = await database.query<{ name: string }>(
    "select c.relname || ' ' || c.relkind::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' order by 1",
  );
  return rows.map(({ name }) => name);
};

onEveryServer(nodes => {
  afterAll(() => nodes.clear());

  describe('[STORE-16] the schema is brought to this version once, whole, and never back', () => {
    test('a fresh database gets all files, and a second time none', async () => {
      const { database, close } = await emptyDatabase(nodes);
      const names = migrations().map(({ name }) => name);
      expect(await migrate(database)).toEqual({ ok: true, applied: names });
      const [tables, key] = [
        await tablesIn(database),
        await database.query('select id, masking_key from installation'),
      ];
      expect(await migrate(database)).toEqual({ ok: true, applied: [] });
      expect(await tablesIn(database)).toEqual(tables);
      expect((await database.query('select id, masking_key from installation')).rows).toEqual(key.rows);
      await close();
    });

    test('nodes that start together on an empty database apply each file once between them', async () => {
      const { database, close } = await emptyDatabase(nodes);
      const started = await Promise.all(Array.from({ length: 6 }, () => migrate(database)));
      expect(started.filter(each => each.ok && each.applied.length > 0)).toHaveLength(1);
      expect(started.every(each => each.ok)).toBe(true);
      await close();
    });

    test('a later file is applied to what is there', async () => {
      const { database, close } = await emptyDatabase(nodes);
      const files = migrations();
      expect(await migrate(database, files.slice(0, 1))).toMatchObject({ ok: true, applied: [files[0]!.name] });
      expect(await migrate(database)).toMatchObject({ ok: true, applied: files.slice(1).map(({ name }) => name) });
      await close();
    });

    test('a file that fails leaves nothing of itself nor of those before it', async () => {
      const { database, close } = await emptyDatabase(nodes);
      const broken = {
        number: 99,
        name: '0099_broken.sql',
        sql: 'create table half (n int); insert into half values (1); select 1 / 0;',
      };
      await expect(migrate(database, [...migrations(), broken])).rejects.toMatchObject({ code: '22012' });
      expect(await tablesIn(database)).toEqual([]);
      expect(await migrate(database)).toMatchObject({ ok: true });
      await expect(migrate(database, [...migrations(), broken])).rejects.toMatchObject({ code: '22012' });
      expect((await tablesIn(database)).filter(name => name.startsWith('half'))).toEqual([]);
      expect((await database.query('select max(number) as newest from schema_migrations')).rows).toEqual([
        { newest: migrations().at(-1)!.number },
      ]);
      await close();
    });

    test('a schema that a newer Ringfence made is refused and left as it is', async () => {
      const { database, close } = await emptyDatabase(nodes);
      await migrate(database);
      await database.query("insert into schema_migrations (number, name) values (9999, '9999_later.sql')");
      const tables = await tablesIn(database);
      expect(await migrate(database)).toMatchObject({
        ok: false,
        code: 'schema_newer',
        message: expect.stringContaining('9999_later.sql'),
      });
      expect(await tablesIn(database)).toEqual(tables);
      await close();
    });
  });
});

test('[STORE-17] a PostgreSQL before 15 is refused by name', () => {
  expect(serverTooOld(140_012)).toMatchObject({
    ok: false,
    code: 'server_too_old',
    message: expect.stringContaining('PostgreSQL 14;'),
  });
  expect(serverTooOld(90_624)).toMatchObject({ ok: false, message: expect.stringContaining('PostgreSQL 9;') });
  expect([150_000, 150_012, 180_004].map(serverTooOld)).toEqual([null, null, null]);
});
