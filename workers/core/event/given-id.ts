/**
 * The id of an event that a tenant or its SDK has named. What is given is never used as it is: ids decide what has been counted, for
 * all workspaces of a ledger, so one workspace must not be able to say another's. A click's id stands in the address it leads to.
 */
import { AppError } from '../error/app-error.ts';
import { sha256Hex } from '../hash/sha256-hex.ts';

/** An order number, a UUID, a path of its own: longer is a mistake. */
export const MAX_GIVEN_ID_CHARS = 255;

/**
 * A UUIDv8 (RFC 9562 §5.8) made of the first 122 bits of SHA-256 over workspace and given id, version and variant aside. The same
 * workspace and text are the same event, whatever else differs; anything else is another one. Throws `unprocessable_entity` for an
 * empty or overlong text.
 */
export async function givenEventId(workspaceId: string, given: string): Promise<string> {
  if (given === '' || given.length > MAX_GIVEN_ID_CHARS) {
    throw new AppError(
      'unprocessable_entity',
      `An event's id has 1 to ${MAX_GIVEN_ID_CHARS} characters; this one has ${given.length}.`,
    );
  }
  // As JSON no two pairs make the same text.
  const hex = await sha256Hex(JSON.stringify(['event', workspaceId, given]));
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0b0011) | 0b1000).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
