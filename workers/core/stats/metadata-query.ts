/** Filters on metadata: `metadata['plan']:'pro' AND metadata['seats']>=5`. Text in, a value; a value in, SQL with bound parameters. */
import { refusal } from '../error/refuse.ts';

const OPERATORS = [':', '=', '!=', '<=', '>=', '<', '>'] as const;
type Operator = (typeof OPERATORS)[number];

export interface MetadataCondition {
  /** Names from the outside in. */
  path: string[];
  operator: Operator;
  value: string;
}

export interface MetadataQuery {
  joinedBy: 'AND' | 'OR';
  conditions: MetadataCondition[];
}

/** Each reads the metadata of every event in range once more. */
const MAX_CONDITIONS = 20;
const MAX_DEPTH = 5;

const NAME = /^\[\s*(?:'([^']{1,200})'|"([^"]{1,200})")\s*\]/;
const OPERATOR = /^\s*(!=|<=|>=|[:=<>])\s*/;
const VALUE = /^(?:'([^']*)'|"([^"]*)"|([^\s'"]+))/;
const JOINT = /^\s+(AND|OR)\s+/i;

/** Undefined when nothing is asked. Throws `unprocessable_entity` and shows where the text cannot be read. */
export function parseMetadataQuery(text: string | undefined): MetadataQuery | undefined {
  let rest = text?.trim() ?? '';
  if (rest === '') return undefined;
  const conditions: MetadataCondition[] = [];
  let joinedBy: MetadataQuery['joinedBy'] | undefined;
  for (;;) {
    const read = readCondition(rest);
    conditions.push(read.condition);
    if (conditions.length > MAX_CONDITIONS) throw refusal('query', `must have at most ${MAX_CONDITIONS} conditions`);
    if (read.rest.trim() === '') return { joinedBy: joinedBy ?? 'AND', conditions };
    const joint = JOINT.exec(read.rest);
    const word = joint?.[1]?.toUpperCase() as MetadataQuery['joinedBy'] | undefined;
    if (!joint || !word) throw unreadable(read.rest);
    if (joinedBy !== undefined && word !== joinedBy)
      throw refusal('query', 'must join its conditions all by AND or all by OR');
    joinedBy = word;
    rest = read.rest.slice(joint[0].length);
  }
}

function readCondition(text: string): { condition: MetadataCondition; rest: string } {
  if (!text.startsWith('metadata')) throw unreadable(text);
  let rest = text.slice('metadata'.length);
  const path: string[] = [];
  for (let name = NAME.exec(rest); name && path.length < MAX_DEPTH; name = NAME.exec(rest)) {
    path.push(name[1] ?? name[2] ?? '');
    rest = rest.slice(name[0].length);
  }
  const operator = OPERATOR.exec(rest);
  if (path.length === 0 || !operator) throw unreadable(rest === '' ? text : rest);
  rest = rest.slice(operator[0].length);
  const value = VALUE.exec(rest);
  if (!value) throw unreadable(rest);
  const condition = {
    path,
    operator: operator[1] as Operator,
    value: value[1] ?? value[2] ?? value[3] ?? '',
  };
  return { condition, rest: rest.slice(value[0].length) };
}

function unreadable(at: string): Error {
  return refusal(
    'query',
    "must read like metadata['plan']:'pro' AND metadata['seats']>=5; it cannot be read from here on",
    at,
  );
}

/** One condition on `raw_events_v1.metadata`. Numbers compare as numbers when both sides are; what lacks the field only matches `!=`. */
export function renderMetadata({ joinedBy, conditions }: MetadataQuery, params: Record<string, unknown>): string {
  const parts = conditions.map(({ path, operator, value }, index) => {
    const names = path.map((name, depth) => {
      params[`metadata_${index}_${depth}`] = name;
      return `{metadata_${index}_${depth}:String}`;
    });
    params[`metadata_${index}`] = value;
    // Text and numbers alike as text, without quotes; '' when the field is missing.
    const raw = `JSONExtractRaw(metadata, ${names.join(', ')})`;
    const found = `if(startsWith(${raw}, '"'), JSONExtractString(metadata, ${names.join(', ')}), ${raw})`;
    const asked = `{metadata_${index}:String}`;
    if (operator === ':' || operator === '=') return `(${found}) = ${asked}`;
    if (operator === '!=') return `(${found}) != ${asked}`;
    return `ifNull(toFloat64OrNull(${found}) ${operator} toFloat64OrNull(${asked}), 0)`;
  });
  return `(${parts.join(` ${joinedBy} `)})`;
}
