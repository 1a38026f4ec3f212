/** Asks the gate of a limited link, twice if need be: a gate that is being moved answers the second time. */
import type { Edge } from '../env.ts';
import type { Take } from './click-counter.ts';
import type { ClickGateRpc } from './click-gate.ts';

/** Takes one of the link's clicks; the gate knows it by its id, so that asking again takes no second one. Undefined when it does not answer. */
export function takeClick(edge: Edge, linkId: string, clickId: string, max: number): Promise<Take | undefined> {
  return ask(edge, linkId, (gate) => gate.take(clickId, max));
}

/** Whether all clicks are taken, without taking one. Undefined when the gate does not answer. */
export function isUsedUp(edge: Edge, linkId: string, max: number): Promise<boolean | undefined> {
  return ask(edge, linkId, (gate) => gate.isUsedUp(max));
}

async function ask<Answer>(
  edge: Edge,
  linkId: string,
  question: (gate: ClickGateRpc) => Promise<Answer>,
): Promise<Answer | undefined> {
  const gate = edge.gate(linkId);
  try {
    return await question(gate).catch(() => question(gate));
  } catch (error) {
    edge.metrics.count('gate_failed', error);
    return undefined;
  }
}
