/** Finds our fields in one record of a file: a CSV line with its header, or an object. */
import { type Format, nameOf } from './format/format.ts';
import { type Field, FIELDS, type Values } from './item.ts';

/** Which column holds a field, as the one who imports says; goes before what the format knows. */
export type Mapping = Partial<Record<Field, string>>;

/** Names of a record with their values, normalised on every level that a table asks for. */
type Flat = Readonly<Record<string, unknown>>;

export function findValues(record: Flat, format: Format, mapping: Mapping): Values {
  const flat = normalised(record);
  const values: Values = {};
  for (const field of FIELDS) {
    const mapped = mapping[field];
    const names = mapped === undefined ? (format.names[field] ?? []) : [nameOf(mapped)];
    const value = names.map((name) => at(flat, name)).find(isPresent);
    if (value !== undefined) values[field] = value;
  }
  return format.adjust ? withoutEmpty(format.adjust(values)) : values;
}

function at(record: Flat, path: string): unknown {
  if (path in record) return record[path];
  const each = path.indexOf('[]');
  if (each >= 0) return eachOf(record[path.slice(0, each)], path.slice(each + '[].'.length));
  const dot = path.indexOf('.');
  if (dot < 0) return undefined;
  const inner = record[path.slice(0, dot)];
  return isRecord(inner) ? at(normalised(inner), path.slice(dot + 1)) : undefined;
}

function eachOf(list: unknown, rest: string): unknown {
  if (!Array.isArray(list)) return undefined;
  const found = rest === '' ? list : list.map((entry) => (isRecord(entry) ? at(normalised(entry), rest) : undefined));
  const present = found.filter(isPresent);
  return present.length > 0 ? present : undefined;
}

function normalised(record: Flat): Flat {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [nameOf(name), value]));
}

function withoutEmpty(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => isPresent(value))) as Values;
}

function isPresent(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

function isRecord(value: unknown): value is Flat {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
