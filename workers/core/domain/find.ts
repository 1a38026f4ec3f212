/** Loads a domain of the actor's workspace by its name. */
import { AppError } from '../error/app-error.ts';
import type { Domain } from './domain.ts';
import type { DomainContext } from './ports.ts';

/** Throws `not_found`, also for a shared domain of somebody else and for one that is being deleted. */
export async function findDomain(context: Pick<DomainContext, 'domains'>, name: string): Promise<Domain> {
  const slug = name.trim().toLowerCase().replace(/\.$/, '');
  const domain = await context.domains.find(slug);
  if (!domain || domain.deletingAt !== null) throw new AppError('not_found', `No domain "${name}" in this workspace.`);
  return domain;
}

export function changedMeanwhile(slug: string): AppError {
  return new AppError('conflict', `${slug} was changed by somebody else at the same time. Try again.`);
}

export function takenByOthers(slug: string): AppError {
  return new AppError(
    'conflict',
    `${slug} is in use by another workspace, which has proven that it owns it. If it is yours, remove it there first.`,
  );
}
