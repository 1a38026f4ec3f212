/** Tells those who can choose a larger plan, by mail, how much of the month's events is used. */
import { compose } from '#core/mail/compose.ts';
import { eventsUsed } from '#core/mail/letters.ts';
import { WorkspaceMembers } from '#platform/d1/control/members.ts';
import { workspaceName } from '#platform/d1/control/workspace-plans.ts';
import type { Log } from '#platform/log/log.ts';
import { httpMailer } from '#platform/mail/mailer.ts';
import type { PipelineConfig } from '../env.ts';
import type { WatchUsageTools } from './watch-usage.ts';

/** What the provider does not take now is kept and tried again. */
export function tellUsage(
  { control, mail }: Pick<PipelineConfig, 'control' | 'mail'>,
  log: Log,
  now: () => number,
): WatchUsageTools['tell'] {
  const mailer = httpMailer(mail, control, log);
  return async (workspaceId, usage) => {
    const workspace = await workspaceName(control, workspaceId);
    if (workspace === undefined) return;
    const letter = eventsUsed({ workspace, ...usage });
    const inCharge = (await new WorkspaceMembers(control, workspaceId).all()).filter(
      ({ role }) => role === 'owner' || role === 'admin' || role === 'billing',
    );
    await Promise.all(inCharge.map(({ email }) => mailer.send(compose(email, letter, now()))));
  };
}
