/** Adds a host name to the workspace. It serves links once the workspace has proven that the name is its own. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { newEntityId } from '../id/entity-id.ts';
import { changeOf } from './change.ts';
import { type Domain, MAX_DOMAINS } from './domain.ts';
import { takenByOthers } from './find.ts';
import { parseHostName } from './host-name.ts';
import { isLocalName } from './local-name.ts';
import type { Entitlements } from '../plan/entitlements.ts';
import type { DomainContext } from './ports.ts';
import { publishDomain } from './publish.ts';
import { applySettings } from './settings.ts';
import type { CreateDomainInput } from './wire.ts';

const TOKEN_BYTES = 16;

/** Throws `unprocessable_entity`, `conflict` (the workspace has it, or another one has proven it), `forbidden` (more than the plan includes). */
export async function createDomain(
  context: DomainContext & { entitlements: Pick<Entitlements, 'require'> },
  input: CreateDomainInput,
): Promise<Domain> {
  requireScope(context.actor, 'domains.write');
  const { slug: text, ...settings } = input;
  const slug = parseHostName('slug', text, context.rules);
  await refuseHeld(context, slug);
  const own = (await context.domains.all()).filter((domain) => domain.own);
  if (own.length >= MAX_DOMAINS) throw new AppError('forbidden', `A workspace can have ${MAX_DOMAINS} domains.`);
  await context.entitlements.require('domains');
  const domain = applySettings(
    newDomain(
      context,
      slug,
      own.every((each) => !each.primary),
    ),
    settings,
  );
  const entry = auditEntry(context.actor, 'domain.create', domain.id, changeOf(undefined, domain), domain.createdAt);
  if (!(await context.domains.insert(domain, entry)))
    throw new AppError('conflict', `${slug} is already a domain of this workspace, or is still being deleted from it.`);
  if (domain.verified) await publishDomain(context, slug);
  return domain;
}

/** A name that is being cleared elsewhere may be wanted, but cannot be proven yet. */
async function refuseHeld(context: DomainContext, slug: string): Promise<void> {
  const holder = await context.truth.holder(slug);
  if (!holder || holder.workspaceId === context.domains.workspaceId) return;
  if (!holder.isLeaving) throw takenByOthers(slug);
  if (isLocalName(slug)) throw new AppError('conflict', `${slug} is being deleted where it was used. Try again soon.`);
}

/** A name under `localhost` belongs to whoever sits at the machine: it needs no proof. */
function newDomain(context: DomainContext, slug: string, primary: boolean): Domain {
  const now = context.now();
  return {
    id: newEntityId('domain', now),
    slug,
    workspaceId: context.domains.workspaceId,
    verified: isLocalName(slug),
    primary,
    archived: false,
    caseSensitive: false,
    notFoundUrl: null,
    expiredUrl: null,
    appleAppSiteAssociation: null,
    assetLinks: null,
    placeholder: null,
    logo: null,
    verificationToken: randomHex(TOKEN_BYTES),
    checkedAt: 0,
    hostnameId: null,
    hostnameStatus: null,
    deletingAt: null,
    revision: 1,
    shared: false,
    own: true,
    createdAt: now,
    updatedAt: now,
  };
}

function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
}
