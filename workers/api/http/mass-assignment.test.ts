/**
 * Every operation that takes a body is sent, beside its own fields, one of every column that any table has: none of what a schema
 * does not name may arrive in a row or in an answer. Made from the document and from the tables, so that what is new is tried.
 */
import { expect, it } from 'vitest';
import { type Document, type Operation, operationsOf, type Schema } from '#test/openapi/document.ts';
import { Scene } from '#test/openapi/scene.ts';
import { testEnv } from '#test/worker/env.ts';
import { apiRoutes } from '../app.ts';
import { owner, scriptsOf } from '../audit/test-scripts.ts';
import { documentOf } from '../openapi/document.ts';

const document = documentOf(apiRoutes(), 'https://api.test') as unknown as Document;
/** Needs a payment provider; a payment provider's own call. */
const ELSEWHERE: ReadonlySet<string> = new Set(['POST /billing/checkout', 'POST /billing/events']);
const taking = operationsOf(document).filter(
  ({ name, body, changes, opens }) =>
    body !== undefined && changes && opens.some((credential) => credential !== 'publishable') && !ELSEWHERE.has(name),
);
const DATABASES = [testEnv.CONTROL, testEnv.LINKS_0, testEnv.LINKS_1];

interface Column {
  table: string;
  name: string;
  isNumber: boolean;
}

async function columnsOf(database: D1Database): Promise<Column[]> {
  const { results } = await database
    .prepare(
      `SELECT tables.name AS "table", columns.name, columns.type FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
       WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%' AND tables.name NOT LIKE '\\_cf%' ESCAPE '\\'
       AND tables.sql NOT LIKE 'CREATE VIRTUAL%' AND tables.name NOT LIKE 'd1_migrations'`,
    )
    .all<{ table: string; name: string; type: string }>();
  return results.map(({ table, name, type }) => ({ table, name, isNumber: type.toUpperCase() === 'INTEGER' }));
}

/** What stands in a field that the caller has no business with; the operation can be told by it. */
const markOf = (index: number): string => `mark-of-${index}-`;
const numberOf = (index: number): number => 987_650_000_000 + index;

const camel = (name: string): string => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function knownTo(schema: Schema | undefined): ReadonlySet<string> {
  const named = schema?.$ref?.split('/').at(-1);
  const shape = named === undefined ? schema : document.components?.schemas?.[named];
  if (shape?.items) return knownTo(shape.items);
  return new Set([
    ...Object.keys(shape?.properties ?? {}),
    ...(shape?.allOf ?? []).flatMap((part) => [...knownTo(part)]),
  ]);
}

/** The body with everything that its schema does not name. */
function overfilled(body: unknown, operation: Operation, columns: readonly Column[], index: number): unknown {
  const known = knownTo(operation.body);
  const foreign = Object.fromEntries(
    columns
      .flatMap(({ name, isNumber }) => [name, camel(name)].map((field) => [field, isNumber] as const))
      .filter(([field]) => !known.has(field))
      .map(([field, isNumber]) => [field, isNumber ? numberOf(index) : `${markOf(index)}${field}`]),
  );
  if (Array.isArray(body)) return body.map((item: object) => ({ ...foreign, ...item }));
  return { ...foreign, ...(body as object) };
}

it('no operation takes what its schema does not name into an answer or a row', async () => {
  const columns = (await Promise.all(DATABASES.map(columnsOf))).flat();
  expect(columns.length).toBeGreaterThan(150);
  let succeeded = 0;
  let person = await owner();
  for (const [index, operation] of taking.entries()) {
    // What happens to the workspace itself must not stand in the way of the others.
    if (/^\/(workspaces|members|invitations)/.test(operation.path)) person = await owner();
    const scene = new Scene(document, person.workspaceId, person.call, scriptsOf(person));
    const { path, body, headers } = await scene.request(operation);
    if (typeof body !== 'object') continue;
    const sent = overfilled(body, operation, columns, index);
    const answer = await person.call(operation.method, path, sent, headers);
    // A schema that is strict refuses; what it says names the field, never takes it.
    expect([operation.name, answer.status < 500]).toEqual([operation.name, true]);
    if (answer.status >= 300) continue;
    succeeded += 1;
    const shown = JSON.stringify(answer.body);
    expect([operation.name, shown.includes(markOf(index)), shown.includes(String(numberOf(index)))]).toEqual([
      operation.name,
      false,
      false,
    ]);
  }
  expect(succeeded).toBeGreaterThan(15);
  expect((await Promise.all(DATABASES.map(marked))).flat()).toEqual([]);
  // The search finds what is there to be found.
  await person.call('POST', '/tags', { name: `${markOf(0)}name` });
  const found = (await Promise.all(DATABASES.map(marked))).flat().toSorted();
  expect(found).toEqual([`${taking[0]?.name}: link_audit_log`, `${taking[0]?.name}: tags`]);
}, 120_000);

/** `operation: table` of every row that holds a mark. */
async function marked(database: D1Database): Promise<string[]> {
  const tables = Map.groupBy(await columnsOf(database), ({ table }) => table);
  const found = await Promise.all(
    [...tables].map(async ([table, columns]) => {
      const texts = columns.map(({ name }) => `coalesce("${name}", '')`).join(` || ' ' || `);
      const { results } = await database
        .prepare(`SELECT ${texts} AS text FROM "${table}" WHERE text LIKE '%mark-of-%' OR text LIKE '%98765000%'`)
        .all<{ text: string }>();
      return results.map(({ text }) => {
        const index = Number(/mark-of-(\d+)-/.exec(text)?.[1] ?? /98765(\d{7})/.exec(text)?.[1]);
        return `${taking[index]?.name}: ${table}`;
      });
    }),
  );
  return found.flat();
}
