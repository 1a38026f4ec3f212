import { describe, expect, it } from 'vitest';
import { formatClause, parseInsert, splitStatements } from './statements.ts';

describe('splitting SQL into statements', () => {
  it('cuts at semicolons and drops pieces that are only comments', () => {
    expect(splitStatements('-- one; two\nSELECT 1;\n/* ; */\n;SELECT 2 -- end\n;\n-- bye')).toEqual([
      '-- one; two\nSELECT 1',
      'SELECT 2 -- end',
    ]);
  });

  it('leaves semicolons in strings, quoted names and heredocs alone', () => {
    const sql = String.raw`SELECT 'a;''b', 'c\';d', "e;f", ${'`g;h`'}, $t$ i;j $t$`;
    expect(splitStatements(`${sql}; SELECT 2`)).toEqual([sql, 'SELECT 2']);
  });
});

describe('finding the rows of an INSERT', () => {
  it('sees the format of an INSERT whose rows travel apart', () => {
    const sql = 'INSERT INTO t (a, b) SETTINGS x = 1 FORMAT JSONEachRow';
    expect(parseInsert(sql)).toEqual({ head: sql, format: 'JSONEachRow', inlineRows: '' });
    expect(parseInsert(`${sql};\n`)?.head).toBe(sql);
  });

  it('separates rows that follow on the same text', () => {
    expect(parseInsert('insert into t format CSV\n1,"FORMAT x; y"\n')).toEqual({
      head: 'insert into t format CSV',
      format: 'CSV',
      inlineRows: '1,"FORMAT x; y"\n',
    });
  });

  it('takes INSERT … SELECT, VALUES and FROM INFILE as ordinary statements', () => {
    expect(parseInsert('INSERT INTO t SELECT 1')).toBeNull();
    expect(parseInsert("INSERT INTO t VALUES ('FORMAT JSON')")).toBeNull();
    expect(parseInsert("INSERT INTO t FROM INFILE 'x' FORMAT Parquet")).toBeNull();
    expect(parseInsert('SELECT 1 FORMAT JSON')).toBeNull();
  });
});

describe('finding the answer format', () => {
  it('reads the FORMAT clause, not the word in a string', () => {
    expect(formatClause('SELECT 1 FORMAT JSON;')).toBe('JSON');
    expect(formatClause('SELECT 1\nFORMAT CSV SETTINGS max_threads = 1')).toBe('CSV');
    expect(formatClause("SELECT ' FORMAT JSON'")).toBeNull();
  });
});
