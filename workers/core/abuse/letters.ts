/** What the abuse desk writes: to owners of what was blocked, and to operators when there is work. */
import { type Letter, plain } from '../mail/compose.ts';
import { QUARANTINE_WORDS } from './block.ts';
import { type AbuseCase, type BlockReason, REASON_WORDS } from './case.ts';

export function linkBlocked(of: { shortLink: string; reason: BlockReason; url: string }): Letter {
  const name = plain(of.shortLink);
  return {
    subject: `Your link ${name} was blocked`,
    lines: [
      `The link ${name} was blocked because it ${REASON_WORDS[of.reason]}. Visitors are told that it was taken out of service.`,
      'If that is wrong, appeal on the page of the link. Somebody will look at it again.',
    ],
    action: { label: 'See the link', url: of.url },
  };
}

export function workspaceQuarantined(of: { workspace: string; reason: BlockReason; url: string }): Letter {
  const name = plain(of.workspace);
  return {
    subject: `${name} is in quarantine`,
    lines: [
      `The workspace "${name}" is in quarantine because it ${QUARANTINE_WORDS[of.reason]}. None of its links lead anywhere for now, and no link can be made or changed.`,
      'If that is wrong, an owner or admin can appeal in the workspace. Somebody will look at it again.',
    ],
    action: { label: 'See the workspace', url: of.url },
  };
}

export function blockLifted(of: { what: string; answer: string; url: string }): Letter {
  return {
    subject: `${plain(of.what)} is back in service`,
    lines: [
      `The block on ${plain(of.what)} was lifted. Within a minute everything works as before.`,
      ...answered(of.answer),
    ],
    action: { label: 'See it', url: of.url },
  };
}

export function appealRefused(of: { what: string; answer: string; url: string }): Letter {
  return {
    subject: `Your appeal about ${plain(of.what)}`,
    lines: [`Somebody looked at ${plain(of.what)} again. The block stays.`, ...answered(of.answer)],
    action: { label: 'See it', url: of.url },
  };
}

/** To operators. Addresses are not shown in full: mail programs would make them clickable. */
export function casesWaiting(cases: readonly AbuseCase[], more: boolean, url: string): Letter {
  const count = `${cases.length}${more ? ' or more' : ''}`;
  return {
    subject: `Abuse desk: ${count} ${cases.length === 1 ? 'case waits' : 'cases wait'}`,
    lines: cases.map(
      ({ kind, shortLink, priority, reports, status }) =>
        `${status === 'appealed' ? 'Appeal: ' : ''}${shortLink === '' ? kind : plain(shortLink)}, priority ${priority}${reports > 0 ? `, ${reports} ${reports === 1 ? 'report' : 'reports'}` : ''}`,
    ),
    action: { label: 'Open the desk', url },
    notes: ['Each case is told once.'],
  };
}

/** Written by an operator, read by the owner: a sentence of its own. */
function answered(answer: string): string[] {
  return answer === '' ? [] : [`The answer: ${answer.replace(/\s+/g, ' ').trim()}`];
}
