/** Many links in one request. Each link succeeds or fails by itself; the answer says which. */
import { requireScope } from '../access/actor.ts';
import { AppError } from '../error/app-error.ts';
import { createLink } from './create.ts';
import { deleteLink } from './delete.ts';
import type { BulkUpdateInput, CreateLinkInput } from './input.ts';
import type { Link } from './link.ts';
import type { LinkContext } from './ports.ts';
import { updateLink } from './update.ts';

/** Links worked on at the same time: each takes several store calls, and a worker has six connections. */
const PARALLEL = 5;

export interface BulkFailure {
  link: unknown;
  error: string;
  code: string;
}

export interface BulkOutcome {
  links: Link[];
  failures: BulkFailure[];
}

/** Throws `bad_request` when one name is asked for twice. */
export async function createLinks(context: LinkContext, inputs: CreateLinkInput[]): Promise<BulkOutcome> {
  requireScope(context.actor, 'links.write');
  refuseTwice(inputs);
  return each(
    inputs,
    (input) => createLink(context, input),
    (input) => input,
  );
}

/** `linkIds` wins over `externalIds`. Throws `bad_request` when both are empty. */
export async function updateLinks(context: LinkContext, input: BulkUpdateInput): Promise<BulkOutcome> {
  requireScope(context.actor, 'links.write');
  const ids = input.linkIds?.length
    ? input.linkIds
    : (input.externalIds ?? []).map((id) => `ext_${id.replace(/^ext_/, '')}`);
  if (ids.length === 0) throw new AppError('bad_request', 'Name the links: linkIds or externalIds.');
  return each(
    [...new Set(ids)],
    (id) => updateLink(context, id, input.data),
    (id) => ({ id }),
  );
}

/** @returns how many are gone; unknown ids are passed over. */
export async function deleteLinks(context: LinkContext, ids: string[]): Promise<number> {
  requireScope(context.actor, 'links.write');
  if (ids.length === 0) throw new AppError('bad_request', 'Name the links: linkIds.');
  const existing = await context.links.byIds(ids);
  const { links } = await each(
    existing,
    async (link) => (await deleteLink(context, link.id), link),
    (link) => ({ id: link.id }),
  );
  return links.length;
}

function refuseTwice(inputs: CreateLinkInput[]): void {
  const names = new Set<string>();
  for (const { domain, key } of inputs) {
    if (key === undefined) continue;
    const name = `${domain ?? ''}/${key}`;
    if (names.has(name)) throw new AppError('bad_request', `key: "${key}" is asked for twice in this request.`);
    names.add(name);
  }
}

async function each<Item>(
  items: Item[],
  run: (item: Item) => Promise<Link>,
  describe: (item: Item) => unknown,
): Promise<BulkOutcome> {
  const outcome: BulkOutcome = { links: [], failures: [] };
  for (let start = 0; start < items.length; start += PARALLEL) {
    const part = items.slice(start, start + PARALLEL);
    const settled = await Promise.allSettled(part.map(run));
    for (const [index, result] of settled.entries()) {
      if (result.status === 'fulfilled') outcome.links.push(result.value);
      else outcome.failures.push(failure(describe(part[index] as Item), result.reason));
    }
  }
  return outcome;
}

function failure(link: unknown, reason: unknown): BulkFailure {
  if (!(reason instanceof AppError)) throw reason;
  return {
    link,
    error: reason.message,
    code: reason.code === 'service_unavailable' ? 'internal_server_error' : reason.code,
  };
}
