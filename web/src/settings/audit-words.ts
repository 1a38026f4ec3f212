/** What the log of changes says, in words: the one table of them. What stands in {braces} is the thing, which may be `it` instead. */
import type { AuditAction } from '#core/audit/actions.ts';

const SENTENCES: Record<AuditAction, string> = {
  'annotation.create': 'wrote {a note}',
  'annotation.delete': 'deleted {a note}',
  'annotation.update': 'changed {a note}',
  'comment.create': 'commented on {a link}',
  'comment.delete': 'deleted a comment on {a link}',
  'comment.edit': 'edited a comment on {a link}',
  'customer.delete': 'deleted {a customer}',
  'customer.update': 'changed {a customer}',
  'dead_letter.replay': 'counted {set-aside events} again',
  'domain.create': 'added {a domain}',
  'domain.delete': 'removed {a domain}',
  'domain.make_primary': 'made {a domain} the primary one',
  'domain.transfer': 'moved {a domain} to another workspace',
  'domain.update': 'changed {a domain}',
  'domain.verify': 'checked the DNS of {a domain}',
  'export.cancel': 'called off {an export}',
  'export.download': 'downloaded {an export}',
  'export.start': 'began {an export}',
  'folder.create': 'made {a folder}',
  'folder.delete': 'deleted {a folder}',
  'folder.remove_member': 'took away somebody’s own access to {a folder}',
  'folder.set_member': 'gave somebody access to {a folder}',
  'folder.update': 'changed {a folder}',
  'import.begin': 'uploaded a file for {an import}',
  'import.cancel': 'called off {an import}',
  'import.create': 'prepared {an import}',
  'import.pause': 'paused {an import}',
  'import.resume': 'resumed {an import}',
  'import.start': 'started {an import}',
  'invitation.create': 'invited {somebody}',
  'invitation.resend': 'sent the invitation of {somebody} again',
  'invitation.revoke': 'withdrew the invitation of {somebody}',
  'link.appeal': 'asked for another look at {a blocked link}',
  'link.block': 'blocked {a link}',
  'link.create': 'made {a link}',
  'link.delete': 'deleted {a link}',
  'link.fall_back': 'sent visitors of {a link} to its fallback, because its destination did not answer',
  'link.heal': 'sent visitors of {a link} to its destination again, which answers',
  'link.order': 'put {links} in another order',
  'link.receive': 'took over {a link} from another workspace',
  'link.restore': 'restored {a link}',
  'link.unblock': 'lifted the block of {a link}',
  'link.undo': 'took back a change of {a link}',
  'link.update': 'changed {a link}',
  'member.change_role': 'changed the role of {a member}',
  'member.join': 'joined {the workspace}',
  'member.leave': 'left {the workspace}',
  'member.remove': 'removed {a member}',
  'schedule.create': 'scheduled {a report by mail}',
  'schedule.delete': 'ended {a report by mail}',
  'schedule.send': 'sent {a report by mail} at once',
  'schedule.unsubscribe': 'took an address off {a report by mail}',
  'schedule.update': 'changed {a report by mail}',
  'segment.create': 'saved {a segment}',
  'segment.delete': 'deleted {a segment}',
  'segment.update': 'changed {a segment}',
  'share.create': 'opened {a public page}',
  'share.delete': 'closed {a public page}',
  'share.update': 'changed {a public page}',
  'tag.create': 'made {a tag}',
  'tag.delete': 'deleted {a tag}',
  'tag.update': 'changed {a tag}',
  'token.create': 'made {a token}',
  'token.revoke': 'revoked {a token}',
  'token.rotate': 'gave {a token} a new secret',
  'token.update': 'changed {a token}',
  'utm_template.create': 'made {a campaign template}',
  'utm_template.delete': 'deleted {a campaign template}',
  'utm_template.update': 'changed {a campaign template}',
  'webhook.create': 'added {a webhook}',
  'webhook.delete': 'deleted {a webhook}',
  'webhook.rotate_secret': 'gave {a webhook} a new secret',
  'webhook.update': 'changed {a webhook}',
  'workspace.appeal': 'asked for another look at {the workspace}',
  'workspace.begin-move': 'began to move {the workspace} to another database',
  'workspace.cancel-move': 'called off the move of {the workspace}',
  'workspace.change-plan': 'changed the plan of {the workspace}',
  'workspace.create': 'made {the workspace}',
  'workspace.delete': 'asked for the end of {the workspace}',
  'workspace.hand_over': 'handed {the workspace} over to another owner',
  'workspace.move': 'moved {the workspace} to another database',
  'workspace.restore': 'kept {the workspace} after all',
  'workspace.update': 'changed the settings of {the workspace}',
  'api.checkLinkHealth': 'checked the destination of {a link}',
  'api.repairDay': 'repaired the figures of {a day}',
  'api.replayWebhookDelivery': 'sent {a delivery} of a webhook again',
  'api.startCheckout': 'went to pay for {a plan}',
  'api.testWebhook': 'sent a test to {a webhook}',
};

const isKnown = (action: string): action is AuditAction => Object.hasOwn(SENTENCES, action);

const THING = /^(.*)\{(.*)\}(.*)$/;
const ARTICLE = /^an? /;

/** Around a thing that has a name: `['changed the link ', '']`, `['made the domain ', ' the primary one']`. */
export function wordsAround(action: string): [before: string, after: string] {
  const [, before = '', thing = '', after = ''] = (isKnown(action) && THING.exec(SENTENCES[action])) || [];
  if (thing === '') return [`${action} `, ''];
  return [before + (thing === 'somebody' ? '' : `${thing.replace(ARTICLE, 'the ')} `), after];
}

/** "changed a link"; with `it`, when one looks at the thing itself: "changed it". An action of another version stays as it is. */
export function sentenceOf(action: string, it?: string): string {
  return isKnown(action)
    ? SENTENCES[action].replace(THING, (_, before, thing, after) => before + (it ?? thing) + after)
    : action;
}

/** Nouns as they begin actions, in the order of how often one looks for them. */
const AREAS: Record<string, string> = {
  link: 'Links',
  comment: 'Comments',
  tag: 'Tags',
  folder: 'Folders',
  utm_template: 'Campaign templates',
  domain: 'Domains',
  member: 'Members',
  invitation: 'Invitations',
  token: 'Tokens',
  webhook: 'Webhooks',
  import: 'Imports',
  export: 'Exports',
  share: 'Public pages',
  schedule: 'Reports by mail',
  segment: 'Segments',
  annotation: 'Notes on days',
  customer: 'Customers',
  dead_letter: 'Set-aside events',
  workspace: 'Workspace',
  api: 'Checks and tests',
};

const FIRST_LETTER = /^./;

/** Choices of the filter: everything, then an area each; and the one action that stands in the address, if one does. */
export function areaChoices(action: string): { value: string; label: string }[] {
  const areas = Object.entries(AREAS).map(([noun, label]) => ({ value: `${noun}.*`, label }));
  const choices = [{ value: '', label: 'Everything' }, ...areas];
  if (choices.some(({ value }) => value === action)) return choices;
  const words = sentenceOf(action).replace(FIRST_LETTER, (letter) => letter.toUpperCase());
  return [...choices, { value: action, label: words }];
}

/** Jobs that act for somebody outside; all others are ours. */
const JOBS: Record<string, string> = { billing: 'Billing', unsubscribe: 'A reader' };

export function actorWords(actor: { type: 'user' | 'token' | 'system'; id: string; name: string | null }): string {
  if (actor.type === 'system') return JOBS[actor.id] ?? 'Hopline';
  return actor.name ?? (actor.type === 'token' ? 'A token that is gone' : 'Somebody who is gone');
}
