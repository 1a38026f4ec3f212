/** The unmodified client against the front: everything Hopline's workers rely on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type ClickHouseClient, createClient } from '@clickhouse/client-web';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#test/eventually.ts';
import { type ClickHouse, startClickHouse } from './start.ts';

let dataDir: string;
let clickhouse: ClickHouse;
let client: ClickHouseClient;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hopline-clickhouse-'));
  clickhouse = await startClickHouse({ dataDir, port: 0 });
  const root = createClient({ url: clickhouse.url });
  await root.command({ query: 'CREATE DATABASE front' });
  client = createClient({ url: clickhouse.url, database: 'front' });
  await client.command({
    query: `CREATE TABLE t (n UInt64, s String) ENGINE = MergeTree ORDER BY n SETTINGS non_replicated_deduplication_window = 100`,
  });
}, 60_000);

afterAll(async () => {
  await clickhouse?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function rows<T>(query: string, query_params?: Record<string, unknown>): Promise<T[]> {
  const result = await client.query({ query, format: 'JSONEachRow', ...(query_params && { query_params }) });
  return result.json<T>();
}

describe('asking', () => {
  it('answers the client ping, /ping and /', async () => {
    expect(await client.ping()).toEqual({ success: true });
    expect(await (await fetch(`${clickhouse.url}/ping`)).text()).toBe('Ok.\n');
    expect(await (await fetch(`${clickhouse.url}/`)).text()).toBe('Ok.\n');
  });

  it('binds parameters of every shape without reading them as SQL', async () => {
    const text = 'it\'s \\ "x"; DROP TABLE t\n\t{n:UInt8}';
    const [row] = await rows(
      'SELECT {s:String} AS s, {a:Array(String)} AS a, {n:Nullable(UInt8)} AS n, {d:DateTime64(3)} AS d, {t:Identifier}.n AS i FROM t RIGHT JOIN (SELECT 1) AS one ON true',
      { s: text, a: [text, 'b'], n: null, d: new Date(1_735_689_600_123), t: 't' },
    );
    expect(row).toMatchObject({ s: text, a: [text, 'b'], n: null, d: '2025-01-01 00:00:00.123' });
  });

  it('keeps the parameters of simultaneous queries apart', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => rows<{ n: number }>('SELECT {n:UInt32} AS n', { n })),
    );
    expect(answers.map(([row]) => row?.n)).toEqual(Array.from({ length: 60 }, (_, n) => n));
  });

  it('takes parameters that only fit a multipart body', async () => {
    const list = Array.from({ length: 3000 }, (_, n) => `ключ-${n}`);
    const result = await client.query({
      query: 'SELECT length({list:Array(String)}) AS n, {list:Array(String)}[7] AS seventh',
      query_params: { list },
      use_multipart_params: true,
      format: 'JSONEachRow',
    });
    expect(await result.json()).toEqual([{ n: 3000, seventh: 'ключ-6' }]);
  });

  it('applies settings to one request only', async () => {
    const query = "SELECT toString(getSetting('max_threads')) AS threads, 18446744073709551615 AS big";
    const result = await client.query({
      query,
      format: 'JSONEachRow',
      clickhouse_settings: { max_threads: 3, output_format_json_quote_64bit_integers: 1 },
    });
    expect(await result.json()).toEqual([{ threads: '3', big: '18446744073709551615' }]);
    expect((await rows<{ threads: string }>(query))[0]?.threads).not.toBe('3');
  });

  it('compresses answers when asked, as raw HTTP and through the client', async () => {
    const zipped = createClient({ url: clickhouse.url, compression: { response: true } });
    const result = await zipped.query({ query: 'SELECT number FROM numbers(1000)', format: 'JSONEachRow' });
    expect(await result.json()).toHaveLength(1000);
    const raw = await fetch(`${clickhouse.url}/?enable_http_compression=1&query=SELECT+1`, {
      headers: { 'Accept-Encoding': 'gzip' },
    });
    expect(raw.headers.get('content-encoding')).toBe('gzip');
    expect(await raw.text()).toBe('1\n');
  });

  it('runs in UTC', async () => {
    expect(await rows('SELECT timezone() AS zone')).toMatchObject([{ zone: expect.stringMatching(/^(Etc\/)?UTC$/) }]);
  });
});

describe('writing', () => {
  it('inserts JSONEachRow and counts what was written in the summary', async () => {
    const values = [
      { n: 1, s: 'FORMAT x; \'quoted\'\n{"n":2}' },
      { n: 2, s: 'naïve ✓' },
    ];
    const { response_headers } = await client.insert({ table: 't', values, format: 'JSONEachRow' });
    expect(JSON.parse(String(response_headers['x-clickhouse-summary']))).toMatchObject({ written_rows: '2' });
    expect(await rows('SELECT * FROM t ORDER BY n')).toEqual(values);
  });

  it('inserts other text formats, named columns and inline rows', async () => {
    await client.insert({ table: 't', columns: ['s', 'n'], values: [['ten', 10]], format: 'JSONCompactEachRow' });
    await client.exec({ query: 'INSERT INTO t FORMAT CSV\n11,"ele;ven"\n' });
    await client.command({ query: "INSERT INTO t VALUES (12, 'twel;ve')" });
    await client.command({ query: "INSERT INTO t SELECT 13, 'thirteen'" });
    expect(await rows('SELECT s FROM t WHERE n BETWEEN 10 AND 13 ORDER BY n')).toEqual(
      ['ten', 'ele;ven', 'twel;ve', 'thirteen'].map((s) => ({ s })),
    );
  });

  it('carries Parquet both ways without loss', async () => {
    const out = await client.exec({
      query: "SELECT 20 + number AS n, concat('p', toString(number)) AS s FROM numbers(3) FORMAT Parquet",
    });
    const bytes = await new Response(out.stream).arrayBuffer();
    const url = `${clickhouse.url}/?database=front&query=${encodeURIComponent('INSERT INTO t FORMAT Parquet')}`;
    expect((await fetch(url, { method: 'POST', body: bytes })).status).toBe(200);
    expect(await rows('SELECT s FROM t WHERE n BETWEEN 20 AND 29 ORDER BY n')).toEqual([
      { s: 'p0' },
      { s: 'p1' },
      { s: 'p2' },
    ]);
  });

  it('reads gzip request bodies', async () => {
    const url = `${clickhouse.url}/?database=front&query=${encodeURIComponent('INSERT INTO t FORMAT JSONEachRow')}`;
    const body = gzipSync('{"n":30,"s":"zipped"}\n');
    expect(gunzipSync(body).length).toBeGreaterThan(0);
    const sent = await fetch(url, { method: 'POST', body, headers: { 'Content-Encoding': 'gzip' } });
    expect(sent.status).toBe(200);
    expect(await rows('SELECT s FROM t WHERE n = 30')).toEqual([{ s: 'zipped' }]);
  });

  it('counts a batch with a repeated deduplication token once', async () => {
    const batch = { table: 't', values: [{ n: 40, s: 'once' }], format: 'JSONEachRow' as const };
    for (let attempt = 0; attempt < 3; attempt++) {
      await client.insert({ ...batch, clickhouse_settings: { insert_deduplication_token: 'batch-1' } });
    }
    expect(await rows('SELECT s FROM t WHERE n = 40')).toEqual([{ s: 'once' }]);
  });
});

describe('refusing', () => {
  const failing = (query: string, clickhouse_settings = {}): Promise<unknown> =>
    client.query({ query, clickhouse_settings, format: 'JSON' }).then((result) => result.text());

  it('raises typed errors', async () => {
    await expect(failing('SELECT * FROM nope')).rejects.toMatchObject({ code: '60', type: 'UNKNOWN_TABLE' });
    await expect(failing('SELEC 1')).rejects.toMatchObject({ code: '62', type: 'SYNTAX_ERROR' });
    await expect(failing('SELECT {x:String}')).rejects.toMatchObject({ code: '456', type: 'UNKNOWN_QUERY_PARAMETER' });
    await expect(failing('SELECT 1', { no_such_setting: '1' })).rejects.toMatchObject({
      code: '115',
      type: 'UNKNOWN_SETTING',
    });
    await expect(failing('SELECT count() FROM numbers(1e11)', { max_execution_time: 1 })).rejects.toMatchObject({
      code: '159',
    });
  });

  it('says which status and exception code an error has', async () => {
    const response = await fetch(`${clickhouse.url}/?query=SELECT+*+FROM+nope`);
    expect(response.status).toBe(404);
    expect(response.headers.get('x-clickhouse-exception-code')).toBe('60');
    expect(await response.text()).toMatch(/^Code: 60\. DB::Exception: .*\(UNKNOWN_TABLE\) \(version \d+\.\d+/s);
  });

  it('refuses rows that do not fit and writes none of them', async () => {
    const values = [
      { n: 50, s: 'fine' },
      { n: 'not a number', s: '' },
    ];
    await expect(client.insert({ table: 't', values, format: 'JSONEachRow' })).rejects.toMatchObject({ code: '27' });
    expect(await rows('SELECT * FROM t WHERE n = 50')).toEqual([]);
  });

  it('refuses several statements in one request, writes by GET, and features it does not have', async () => {
    await expect(failing('SELECT 1; SELECT 2')).rejects.toMatchObject({ code: '62' });
    const get = await fetch(`${clickhouse.url}/?database=front&query=DROP+TABLE+t`);
    expect(get.headers.get('x-clickhouse-exception-code')).toBe('164');
    const session = await fetch(`${clickhouse.url}/?session_id=x&query=SELECT+1`);
    expect(session.status).toBe(501);
  });
});

describe('a client that hangs up', () => {
  const HEAVY = 'SELECT count() FROM numbers(1e12) WHERE cityHash64(number) = 1';
  const running = async (): Promise<string[]> =>
    (await rows<{ query: string }>("SELECT query FROM system.processes WHERE query NOT LIKE '%system.processes%'")).map(
      ({ query }) => query,
    );
  const hangUp = async (settings: Record<string, string | number>): Promise<void> => {
    const leaving = new AbortController();
    const answer = client.query({
      query: HEAVY,
      clickhouse_settings: settings,
      format: 'JSON',
      abort_signal: leaving.signal,
    });
    await eventually(async () => expect(await running()).toContainEqual(expect.stringContaining(HEAVY)));
    leaving.abort();
    await expect(answer).rejects.toThrow(/abort/i);
  };

  it('ends its statement when it asked for that, and the engine works no more', async () => {
    await hangUp({ cancel_http_readonly_queries_on_client_close: 1, readonly: '2', max_execution_time: 60 });
    await eventually(async () => expect(await running()).toEqual([]));
  });

  it('does not end what changes something, as on the server', async () => {
    await hangUp({ cancel_http_readonly_queries_on_client_close: 1, max_execution_time: 3 });
    expect(await running()).toContainEqual(expect.stringContaining(HEAVY));
    await eventually(async () => expect(await running()).toEqual([]));
  });
});
