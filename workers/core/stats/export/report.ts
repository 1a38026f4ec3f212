/** Exports a report as a file: its rows as a flat table. */
import { parquetWriteBuffer } from 'hyparquet-writer';
import { csvCell } from '../../import/error-file.ts';
import type { StatsContext } from '../context.ts';
import { makeReport } from '../report/report.ts';
import type { Report, ReportRow } from '../report/wire.ts';
import type { ExportedFile } from './events.ts';
import type { ExportFormat, ExportReportQuery } from './wire.ts';

type Cell = string | number | null;

export interface Table {
  columns: { name: string; isNumber: boolean }[];
  rows: Cell[][];
}

export async function exportReport(
  context: StatsContext,
  { format, ...query }: ExportReportQuery,
): Promise<ExportedFile> {
  const table = tableOf(await makeReport(context, query));
  const rows = table.rows.length;
  return { body: format === 'parquet' ? parquetOf(table) : streamOf(lines(table, format)), rows };
}

/** Keys, then names of what they stand for, then metrics, then those of the period before. The rest of a ranking is a last row. */
export function tableOf(report: Report): Table {
  const keys = [...new Set(report.rows.flatMap(({ key }) => Object.keys(key)))];
  const names = keys.filter((key) => key in NAMED);
  const hasPrevious = report.previousPeriod !== null;
  const metrics = report.metrics.flatMap((name) => [name, ...(hasPrevious ? [`previous.${name}`] : [])]);
  const text = (name: string) => ({ name, isNumber: false });
  const other: ReportRow[] = report.other
    ? [{ key: Object.fromEntries(keys.map((key) => [key, '(other)'])), ...report.other }]
    : [];
  return {
    columns: [
      ...keys.map(text),
      ...names.map((key) => text(NAMED[key as keyof typeof NAMED])),
      ...metrics.map((name) => ({ name, isNumber: true })),
    ],
    rows: [...report.rows, ...other].map((row) => [
      ...keys.map((key) => String(row.key[key] ?? '')),
      ...names.map((key) => nameOf(report, key, String(row.key[key] ?? ''))),
      ...report.metrics.flatMap((name) => [
        row.values[name] ?? null,
        ...(hasPrevious ? [row.previous?.[name] ?? null] : []),
      ]),
    ]),
  };
}

/** Keys that are ids, and the column with what people call it. */
const NAMED = { linkId: 'link', folderId: 'folder', tagId: 'tag' } as const;

function nameOf(report: Report, key: string, id: string): string {
  return (key === 'linkId' ? report.links[id]?.shortLink : report.labels[id]?.name) ?? '';
}

function* lines({ columns, rows }: Table, format: Exclude<ExportFormat, 'parquet'>): Generator<string> {
  const objectOf = (row: Cell[]) =>
    JSON.stringify(Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
  if (format === 'csv') yield `${columns.map(({ name }) => csvCell(name)).join(',')}\r\n`;
  if (format === 'json') yield '[';
  for (const [index, row] of rows.entries()) {
    if (format === 'csv') yield `${row.map(cell).join(',')}\r\n`;
    else if (format === 'json') yield `${index === 0 ? '' : ','}\n${objectOf(row)}`;
    else yield `${objectOf(row)}\n`;
  }
  if (format === 'json') yield '\n]\n';
}

/** Numbers as they are: a negative one is no formula. */
export function cell(value: Cell): string {
  return typeof value === 'string' ? csvCell(value) : String(value ?? '');
}

/** A report is a few thousand rows: small enough to be written at once. */
function parquetOf({ columns, rows }: Table): ReadableStream<Uint8Array> {
  const bytes = parquetWriteBuffer({
    columnData: columns.map(({ name, isNumber }, index) => ({
      name,
      data: rows.map((row) => row[index] ?? null),
      type: isNumber ? 'DOUBLE' : 'STRING',
      nullable: isNumber,
    })),
  });
  return new Blob([bytes]).stream();
}

function streamOf(text: Generator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      const { value, done } = text.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}
