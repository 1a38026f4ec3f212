/** Ends live sockets of those who may no longer watch: a socket is authorised when it opens, and would stay open. */
import { describeError } from '#platform/log/log.ts';
import type { Services } from '../services.ts';

type Reach = Pick<Services, 'config' | 'log'>;

/** Never throws: what took the right away has happened already, and a ledger that is away must not undo it. */
export async function endSockets(
  { config, log }: Reach,
  workspaceId: string,
  actors: readonly string[],
): Promise<void> {
  const ledger = config.ledgerOf(workspaceId);
  try {
    await Promise.all(actors.map((actor) => ledger.closeSockets(workspaceId, actor)));
  } catch (error) {
    log.warn('live.sockets_open', { workspaceId, actors: actors.join(' '), error: describeError(error) });
  }
}

/** A person's sessions in every workspace they belong to. Their tokens stay, and so do the tokens' sockets. */
export async function endSocketsOfPerson(
  { memberships, ...reach }: Reach & Pick<Services, 'memberships'>,
  userId: string,
): Promise<void> {
  const joined = await memberships.ofPerson(userId);
  await Promise.all(joined.map(({ workspace }) => endSockets(reach, workspace.id, [`user:${userId}`])));
}
