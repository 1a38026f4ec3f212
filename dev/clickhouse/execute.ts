/** Runs one read request on the engine: settings and parameters first, then the statement or the rows. */
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine, Outcome } from './engine.ts';
import { FrontError } from './failure.ts';
import type { StatementRequest } from './request.ts';
import { formatClause, parseInsert, splitStatements } from './statements.ts';

/** Formats whose bytes cannot travel inside SQL text; they go through a file instead. */
const BINARY_FORMATS =
  /^(Parquet|ORC|Arrow|ArrowStream|Native|RowBinary\w*|Avro|BSONEachRow|MsgPack|Npy|ProtobufS?\w*|CapnProto)$/i;

export interface Executed {
  outcome: Outcome;
  /** The format of the answer. */
  format: string;
}

/** @param mark words by which the statement can be found while it runs. */
export async function execute(engine: Engine, request: StatementRequest, mark?: string): Promise<Executed> {
  const setup = setupStatements(request);
  const fromUrl = parseInsert(request.query);
  if (fromUrl) {
    const rows = fromUrl.inlineRows.trim()
      ? Buffer.concat([Buffer.from(fromUrl.inlineRows), request.body])
      : request.body;
    return insertRows(engine, setup, fromUrl.head, fromUrl.format, rows);
  }
  // As the server does it: the statement is the URL's part followed by the body.
  const sql = [request.query, request.body.toString('utf8')].filter((part) => part !== '').join('\n');
  const inBody = parseInsert(sql);
  if (inBody?.inlineRows.trim())
    return insertRows(engine, setup, inBody.head, inBody.format, Buffer.from(inBody.inlineRows));
  const statement = onlyStatement(sql);
  const marked = mark === undefined ? statement : `/* ${mark} */ ${statement}`;
  const outcome = await engine.query(setup, marked, request.defaultFormat);
  return { outcome, format: formatClause(statement) ?? request.defaultFormat };
}

/** The HTTP interface takes one statement per request, and the engine would take several: production must not be the first to say so. */
function onlyStatement(sql: string): string {
  const statements = splitStatements(sql);
  if (statements.length > 1)
    throw new FrontError(62, 'SYNTAX_ERROR', 'Syntax error (Multi-statements are not allowed)');
  if (!statements[0]) throw new FrontError(62, 'SYNTAX_ERROR', 'Syntax error: Empty query');
  return statements[0];
}

async function insertRows(
  engine: Engine,
  setup: string,
  head: string,
  format: string,
  rows: Buffer,
): Promise<Executed> {
  if (rows.length === 0) throw new FrontError(108, 'NO_DATA_TO_INSERT', 'No data to insert');
  if (!BINARY_FORMATS.test(format)) return { outcome: await engine.insert(setup, head, rows), format };
  const file = join(tmpdir(), `hopline-insert-${crypto.randomUUID()}`);
  const target = head.replace(/\bFORMAT\s+\w+$/i, '');
  try {
    await writeFile(file, rows, { mode: 0o600 });
    const sql = `${target} FROM INFILE ${quote(file)} COMPRESSION 'none' FORMAT ${format}`;
    return { outcome: await engine.query(setup, sql, 'Null'), format };
  } finally {
    await rm(file, { force: true });
  }
}

/** `USE` and `SET` for everything the URL said. Parameters set this way are bound, never pasted into the statement. */
function setupStatements(request: StatementRequest): string {
  const parts: string[] = [];
  if (request.database) parts.push(`USE \`${request.database.replace(/[\\`]/g, '\\$&')}\`;`);
  const pairs = [...[...request.settings].map(pair('')), ...[...request.params].map(pair('param_'))];
  if (pairs.length > 0) parts.push(`SET ${pairs.join(', ')};`);
  if (request.readonly && !request.settings.has('readonly')) parts.push("SET readonly='2';");
  return parts.length > 0 ? `${parts.join(' ')} ` : '';
}

function pair(prefix: string) {
  return ([name, value]: [string, string]): string => {
    if (!/^\w+$/.test(name)) throw new FrontError(115, 'UNKNOWN_SETTING', `Unknown setting '${name}'`);
    return `${prefix}${name}=${quote(value)}`;
  };
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
