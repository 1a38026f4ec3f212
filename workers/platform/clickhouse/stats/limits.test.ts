/** What a report may ask of the real engine, and that it stops when nobody waits. */
import { describe, expect, inject, it } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { projectDatabase } from '../../../../test/support/project-database.ts';
import { openStats } from './connect.ts';

const address = { url: inject('clickhouseUrl'), database: projectDatabase('core'), username: 'default', password: '' };
const stats = openStats(address);

describe('a question that is too large', () => {
  it.each([
    ['rows to read', { max_rows_to_read: '1000' }, 'SELECT count() FROM numbers(1e6)'],
    ['memory', { max_memory_usage: '20000000' }, 'SELECT uniqExact(number) FROM numbers(5e6)'],
    ['time', { max_execution_time: 1 }, 'SELECT count() FROM numbers(1e12) WHERE cityHash64(number) = 1'],
    ['rows of the answer', { max_result_rows: '10' }, 'SELECT number FROM numbers(1000)'],
  ])('by its %s is refused with what to do about it', async (_what, stricter, sql) => {
    await expect(openStats(address, stricter).query({ sql, params: {} })).rejects.toMatchObject({
      code: 'unprocessable_entity',
      message: expect.stringMatching(/^start: this question reads too much at once\. Ask for a shorter range/),
    });
  });

  it('cannot change anything, whatever it says', async () => {
    const write = stats.query({ sql: 'CREATE TABLE smuggled (n UInt8) ENGINE = Memory', params: {} });
    await expect(write).rejects.toMatchObject({ code: 'internal_server_error' });
  });
});

describe('a client that leaves', () => {
  it('ends its statement in the engine', async () => {
    const mark = crypto.randomUUID();
    const running = async (): Promise<number> => {
      const sql = `SELECT count() AS n FROM system.processes WHERE query LIKE {mark:String} AND query NOT LIKE '%processes%'`;
      const [row] = await stats.query({ sql, params: { mark: `%${mark}%` } });
      return Number(row?.['n']);
    };
    const leaving = new AbortController();
    const sql = `SELECT count() AS n FROM numbers(1e12) WHERE cityHash64(number, '${mark}') = 1`;
    // Left alone it would outlast this test.
    const patient = openStats(address, { max_execution_time: 120, max_rows_to_read: '0' });
    const asked = patient.measure({ sql, params: {} }, leaving.signal);
    await eventually(async () => expect(await running()).toBe(1));
    leaving.abort();
    await expect(asked).rejects.toMatchObject({ code: 'bad_request' });
    await eventually(async () => expect(await running()).toBe(0));
  });
});
