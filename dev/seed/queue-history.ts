/** Visits of the past, into the event queue: the pipeline enriches, counts and stores them like those of this moment. */
import { MESSAGE_VERSION } from '#core/event/message.ts';
import type { CapturedEvent } from '#core/event/captured.ts';
import { CONTROL_HEADER, EVENTS_PATH } from '../stack/inside/drainable.ts';
import { capturedFrom } from './captured.ts';
import { createRandom } from './random.ts';
import type { Visit } from './visits.ts';

export interface QueueTarget {
  edgeUrl: string;
  workspaceId: string;
  /** The word the running workers obey. */
  control: string;
  /** Seeds the event ids: the same run twice is counted once. */
  runName: string;
}

/** About 60 KB of JSON, below the queue's limit for one message. */
const EVENTS_PER_MESSAGE = 100;
/** Messages on their way at once; the local queue keeps its backlog in memory. */
const MESSAGES_AT_ONCE = 4;

/** Takes `count` visits from `visits`; `onSent` hears how many have been sent so far. */
export async function sendHistory(
  target: QueueTarget,
  visits: Iterator<Visit>,
  count: number,
  onSent: (sent: number) => void,
): Promise<void> {
  const random = createRandom(`${target.runName}/ids`);
  let taken = 0;
  let sent = 0;
  const sender = async (): Promise<void> => {
    while (taken < count) {
      const size = Math.min(EVENTS_PER_MESSAGE, count - taken);
      taken += size;
      await send(
        target,
        Array.from({ length: size }, () => capturedFrom(visits.next().value as Visit, target.workspaceId, random)),
      );
      sent += size;
      onSent(sent);
    }
  };
  await Promise.all(Array.from({ length: MESSAGES_AT_ONCE }, sender));
}

async function send({ edgeUrl, control }: QueueTarget, events: CapturedEvent[]): Promise<void> {
  const answer = await fetch(`${edgeUrl}${EVENTS_PATH}`, {
    method: 'POST',
    headers: { [CONTROL_HEADER]: control },
    body: JSON.stringify({ v: MESSAGE_VERSION, events }),
  });
  if (answer.status !== 202)
    throw new Error(`The queue refused a message: ${answer.status} ${(await answer.text()).slice(0, 200)}`);
}
