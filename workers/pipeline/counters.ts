/** What the pipeline counts besides events: a closed list of names. */
import type { DropReason } from '#core/enrich/draft.ts';
import type { PoisonReason } from '#core/event/parse.ts';

export type PipelineCounter =
  | 'messages.acked'
  | 'messages.retried'
  | 'messages.poison'
  | `poison.${PoisonReason}`
  | 'events.accepted'
  | 'events.duplicate'
  | 'events.dropped'
  | `dropped.${DropReason}`
  | 'dead.stored'
  | 'dead.retried'
  | 'spill.drained'
  | 'spill.failed';
