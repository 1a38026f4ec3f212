/** Acts on what a link decides: asks its gate, captures the click, answers. */
import { decide, exhausted, QUARANTINED } from '#core/link/decide.ts';
import type { Decision } from '#core/link/decision.ts';
import type { WorkspaceRule } from '#core/route/workspace-list.ts';
import { captureOrphan } from '../capture/orphan.ts';
import { newEventId } from '../capture/event-id.ts';
import { isUsedUp, takeClick } from '../gate/ask-gate.ts';
import type { FoundLink } from '../lookup/find-link.ts';
import { framePage } from '../page/frame.ts';
import { passwordPage } from '../page/password.ts';
import { refusalPage } from '../page/refusal.ts';
import { socialPage } from '../page/social.ts';
import { withheldPage } from '../page/withheld.ts';
import type { Capturing } from './capture-visit.ts';
import { captureVisit, NOWHERE } from './capture-visit.ts';
import { readRequest } from './request-facts.ts';
import { redirectResponse, refuse } from './respond.ts';
import type { Visiting } from './visiting.ts';
import { shortUrlOf } from './visiting.ts';

/** Seconds after which a gate that did not answer, or a click that found no place, may be tried again. */
const RETRY_SECONDS = 2;

type Leading = Extract<Decision, { do: 'redirect' | 'frame' }>;

/** @param unlocked the visitor has shown the link's password. */
export function followLink(visiting: Visiting, found: FoundLink, unlocked: boolean): Response | Promise<Response> {
  const { quarantined } = visiting;
  const follow = (rule: WorkspaceRule) => {
    if (!rule(found.record.workspaceId)) return followOn(visiting, found, unlocked);
    captureOrphan(visiting, 'blocked');
    return refuse(QUARANTINED, visiting.domain, visiting.edge.clock());
  };
  return quarantined instanceof Promise ? quarantined.then(follow) : follow(quarantined);
}

function followOn(visiting: Visiting, found: FoundLink, unlocked: boolean): Response | Promise<Response> {
  const { record, tail } = found;
  const at = visiting.edge.clock();
  const clickId = newEventId(at);
  const facts = readRequest(visiting, visiting.query);
  const capturing: Capturing = { visiting, facts, record, clickId, at };
  const decision = decide(record, { ...facts, tail, unlocked, clickId }, at);
  switch (decision.do) {
    case 'redirect':
    case 'frame':
      return lead(capturing, decision);
    case 'refuse':
      captureOrphan(visiting, decision.reason);
      return refuse(decision, visiting.domain, at);
    case 'ask-password':
      return passwordPage();
    case 'withhold':
      return withhold(capturing);
    case 'social':
      return captured(captureVisit(capturing, decision.to ?? NOWHERE), () =>
        socialPage(decision.social, shortUrlOf(visiting), decision.to?.location, decision.index),
      );
  }
}

/** Answers at once, except in strict workspaces: then when the click is durable, and with 503 when it cannot be made so. */
function captured(acknowledged: Promise<boolean> | undefined, answer: () => Response): Response | Promise<Response> {
  if (!acknowledged) return answer();
  return acknowledged.then((isDurable) => (isDurable ? answer() : refusalPage('unavailable', RETRY_SECONDS)));
}

function lead(capturing: Capturing, decision: Leading): Response | Promise<Response> {
  return decision.maxClicks > 0 ? leadCounted(capturing, decision) : leadOn(capturing, decision);
}

async function leadCounted(capturing: Capturing, decision: Leading): Promise<Response> {
  const { visiting, record, clickId } = capturing;
  const take = await takeClick(visiting.edge, record.linkId, clickId, decision.maxClicks);
  if (take === undefined) return refusalPage('unavailable', RETRY_SECONDS);
  if (take === 'exhausted') {
    captureOrphan(visiting, 'exhausted');
    return refuse(exhausted(record), visiting.domain, capturing.at);
  }
  return leadOn(capturing, decision);
}

function leadOn(capturing: Capturing, decision: Leading): Response | Promise<Response> {
  return captured(captureVisit(capturing, decision.to), () =>
    decision.do === 'redirect'
      ? redirectResponse(decision, capturing.visiting.method)
      : framePage(decision.to.location, decision.title, decision.index),
  );
}

/** A hit that may not use up a click learns whether there is one left, not where it would lead. */
async function withhold(capturing: Capturing): Promise<Response> {
  const { visiting, record, facts, at } = capturing;
  if (await isUsedUp(visiting.edge, record.linkId, record.maxClicks ?? 0))
    return refuse(exhausted(record), visiting.domain, at);
  return captured(captureVisit(capturing, NOWHERE), () => withheldPage(facts.signs));
}
