/** Checks of single fields of a queue message. */
import { isUuid } from '../id/uuidv7.ts';

/** Names and codes; anything longer did not come from our edge. */
export const MAX_NAME_CHARS = 512;

/** What every event has. The name of the first field that is wrong, or undefined. */
export function wrongIdentity(event: Record<string, unknown>): string | undefined {
  if (typeof event['id'] !== 'string' || !isUuid(event['id'])) return 'id';
  if (!isWhole(event['ts'])) return 'ts';
  return isText(event['workspaceId'], MAX_NAME_CHARS) && event['workspaceId'] !== '' ? undefined : 'workspaceId';
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown, maxChars: number): value is string {
  return typeof value === 'string' && value.length <= maxChars;
}

export function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
