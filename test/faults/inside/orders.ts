/** What a wrapped worker has been told, and how it is told. */
import { CLOCK_PATH, NO_FAULTS, type Orders, ORDERS_PATH } from '../faults.ts';
import { Dice } from './dice.ts';
import { setClock } from './time.ts';

export const dice = new Dice();
export const current: { faults: Orders['faults'] } = { faults: NO_FAULTS };

/**
 * The answer to a word of the harness, undefined for every other request. Orders are answered with what has struck before.
 * @param onStep called after the clock was stepped.
 */
export async function obey(
  request: Request,
  onStep: (stepMs: number) => Promise<void> = async () => {},
): Promise<Response | undefined> {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === CLOCK_PATH) {
    const stepMs = setClock(Number(searchParams.get('offset')), Number(searchParams.get('speed')));
    await onStep(stepMs);
    return Response.json({});
  }
  if (pathname !== ORDERS_PATH) return undefined;
  const orders = await request.json<Orders>();
  const hits = dice.takeHits();
  dice.reseed(orders.dice);
  current.faults = orders.faults;
  return Response.json(hits);
}
