/** Writes what D1 said into KV, and looks once more: an update in between must not be overwritten by the older record. */
import { linkKvKey } from '#core/route/keys.ts';
import type { Copies, StoredRoute, Truth } from './ports.ts';

export async function fillCopy(
  copies: Copies,
  truth: Truth,
  at: { domain: string; key: string },
  stored: StoredRoute,
): Promise<void> {
  const name = linkKvKey(at.domain, at.key);
  await copies.put(name, stored.text);
  const now = await truth.route(at.domain, at.key);
  if (now?.revision === stored.revision) return;
  await (now ? copies.put(name, now.text) : copies.delete(name));
}
