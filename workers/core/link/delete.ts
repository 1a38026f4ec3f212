/** Deletes a link. Its name stops redirecting; its clicks stay in the reports. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { describeChange } from './change.ts';
import { loadLinkToWrite } from './get.ts';
import type { LinkContext } from './ports.ts';
import { ANY_REVISION, withdrawName } from './publish.ts';

/** Attempts against writers that change the link between reading and deleting it. */
const MAX_ATTEMPTS = 10;

/** @returns the id of the link that is gone. Throws `not_found`. */
export async function deleteLink(context: LinkContext, idOrExternal: string): Promise<string> {
  requireScope(context.actor, 'links.write');
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const link = await loadLinkToWrite(context, idOrExternal);
    const entry = auditEntry(context.actor, 'link.delete', link.id, describeChange(link, undefined), context.now());
    if (await context.links.remove(link, entry)) {
      await withdrawName(context, link, link.id, ANY_REVISION);
      return link.id;
    }
  }
  throw new AppError('conflict', 'This link kept changing. Try again.');
}
