import { expect, it } from 'vitest';
import { isUuid } from '#core/id/uuidv7.ts';
import { newEventId } from './event-id.ts';

it('no event id is ever given twice, across the refills of its random bytes', () => {
  const ids = new Set(Array.from({ length: 10_000 }, () => newEventId(1_763_000_000_000)));
  expect(ids.size).toBe(10_000);
  for (const id of ids) expect(isUuid(id)).toBe(true);
});
