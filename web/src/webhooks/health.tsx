/** Why a webhook is off or failing, and the way back. Nothing while it is well. */
import type { WireWebhook } from '#core/webhook/wire.ts';
import { attempt } from '../api/attempt.ts';
import { Button } from '../design/button.tsx';
import { Notice } from '../design/notice.tsx';
import { notify } from '../design/toast.tsx';
import { Ago } from '../shell/ago.tsx';
import { useUpdateWebhook } from './changes.ts';

export function Health({ webhook, canChange }: { webhook: WireWebhook; canChange: boolean }) {
  const update = useUpdateWebhook(webhook.id);
  const { disabledAt, consecutiveFailures, name } = webhook;

  async function switchOn() {
    if (await attempt(`${name} stays off`, () => update.mutateAsync({ disabled: false })))
      notify({ title: `${name} is on`, text: 'Earlier failures are forgotten.' });
  }

  if (disabledAt !== null)
    return (
      <Notice
        tone="warn"
        title="Nothing is sent"
        actions={
          canChange && (
            <Button size="small" onClick={() => void switchOn()} aria-disabled={update.isPending}>
              Switch on
            </Button>
          )
        }
      >
        <Ago at={disabledAt} prefix="Switched off " />
        {consecutiveFailures > 0 && `, after ${consecutiveFailures} failures in a row`}. What happens meanwhile is not
        told later.
      </Notice>
    );
  if (consecutiveFailures === 0) return null;
  return (
    <Notice
      tone="warn"
      title={`The last ${consecutiveFailures === 1 ? 'attempt' : `${consecutiveFailures} attempts`} failed`}
    >
      Each delivery is tried again for three days. After twenty failures over more than six hours the webhook is
      switched off, and owner and admins have a mail. The log below says why.
    </Notice>
  );
}
