/** For tests in workerd: visits the edge as a browser does that follows nothing, and reads what the queue delivered. */
import { exports } from 'cloudflare:workers';
import type { CapturedClick } from '../../../workers/core/event/captured.ts';
import type { EventMessage } from '../../../workers/core/event/message.ts';
import { recorded } from './queue.ts';

export function visit(url: string, init: RequestInit<IncomingRequestCfProperties> = {}): Promise<Response> {
  return exports.default.fetch(url, { redirect: 'manual', ...init });
}

/** Submits a link's password form. */
export function submit(url: string, password: string, headers: Record<string, string> = {}): Promise<Response> {
  return visit(url, { method: 'POST', body: new URLSearchParams({ password }), headers });
}

/** Far longer than the queue's batch time. */
const DELIVERY_DEADLINE_MS = 8_000;
const POLL_MS = 25;

/** The clicks of a workspace in order of arrival, once at least `count` have been delivered; several may share a message. */
export async function clicks(
  workspaceId: string,
  count: number,
  type: CapturedClick['type'] = 'click',
): Promise<CapturedClick[]> {
  const deadline = Date.now() + DELIVERY_DEADLINE_MS;
  for (;;) {
    const messages = await recorded<EventMessage>(workspaceId);
    const events = messages
      .flatMap((message) => message.events)
      .filter((event): event is CapturedClick => event.type === type && event.workspaceId === workspaceId);
    if (events.length >= count) return events;
    if (Date.now() > deadline) throw new Error(`${events.length} of ${count} clicks were delivered`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
