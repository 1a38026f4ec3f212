/** How a refused value is reported: the field, the reason, the value. One wording for schemas and for verbs. */
import { AppError } from './app-error.ts';

/** Enough of a value to recognise it; never a whole body in an error message. */
const MAX_SHOWN_CHARS = 100;
/** Fields whose values must not be repeated, not even to the one who sent them: answers end up in logs. */
const SECRET_FIELD = /password|token|secret/i;

/** e.g. `url: must be an http or https address, got "ftp:/x"`. `value` undefined is left out. */
export function refusal(field: string, reason: string, value?: unknown): AppError {
  const shown = value === undefined || SECRET_FIELD.test(field) ? '' : `, got ${show(value)}`;
  return new AppError('unprocessable_entity', `${field === '' ? 'body' : field}: ${reason}${shown}`);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}…` : text;
}

/** The part of a zod issue that a refusal needs. */
export interface SchemaIssue {
  path: readonly PropertyKey[];
  message: string;
  code?: string;
  expected?: string;
  errors?: readonly (readonly SchemaIssue[])[];
}

/** Reports the first issue of a failed schema against the raw input it was given. */
export function refusalOf(issues: readonly SchemaIssue[], input: unknown): AppError {
  const issue = deepest(issues[0] ?? { path: [], message: 'is not valid' });
  const value = issue.path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    input,
  );
  return refusal(issue.path.map(String).join('.'), reasonOf(issue, value), value);
}

function reasonOf(issue: SchemaIssue, value: unknown): string {
  if (value === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_union')) return 'is required';
  if (issue.code === 'invalid_type' && issue.expected) return `must be ${withArticle(issue.expected)}`;
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
}

function withArticle(type: string): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

/** Inside a union the branch whose issue lies deepest is the one the caller meant. */
function deepest(issue: SchemaIssue): SchemaIssue {
  const inner = (issue.errors ?? [])
    .flatMap((branch) => (branch[0] ? [deepest(branch[0])] : []))
    .reduce<SchemaIssue | undefined>(
      (best, next) => (best && best.path.length >= next.path.length ? best : next),
      undefined,
    );
  return inner && inner.path.length > 0 ? { ...inner, path: [...issue.path, ...inner.path] } : issue;
}
