/** What the edge reported of clicks that the queue refused, by workspace. */
import { eq, sum } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { CAPTURE_TROUBLES, type CaptureTrouble } from '#core/event/trouble.ts';
import { captureTroubles } from '../schema/control.ts';

/** Clicks by what became of them since the beginning, zero where nothing ever did. */
export async function troublesOf(control: D1Database, workspaceId: string): Promise<Record<CaptureTrouble, number>> {
  const rows = await drizzle(control)
    .select({ name: captureTroubles.name, clicks: sum(captureTroubles.clicks).mapWith(Number) })
    .from(captureTroubles)
    .where(eq(captureTroubles.workspaceId, workspaceId))
    .groupBy(captureTroubles.name)
    .all();
  const known = new Map<string, number>(rows.map(({ name, clicks }) => [name, clicks]));
  return Object.fromEntries(CAPTURE_TROUBLES.map((name) => [name, known.get(name) ?? 0])) as Record<
    CaptureTrouble,
    number
  >;
}
