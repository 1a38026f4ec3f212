/** Reports by mail: who gets one, when; pausing and ending them. */
import { useQuery } from '@tanstack/react-query';
import type { CreateScheduleInput, WireSchedule } from '#core/schedule/wire.ts';
import { attempt, useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { Dialog, DialogBody } from '../design/dialog.tsx';
import { SelectField, TextField } from '../design/field.tsx';
import { textOf } from '../design/form-dialog.tsx';
import { Notice } from '../design/notice.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { ErrorState } from '../design/state.tsx';
import { Switch } from '../design/switch.tsx';
import { notify } from '../design/toast.tsx';
import { countOf } from '../format/number.ts';
import { formatMoment } from '../format/time.ts';
import { useSessionUser } from '../session/use-session.ts';
import { useCanEdit, useWorkspace } from '../shell/workspace.ts';
import { useAnalytics } from './analytics-context.ts';
import { schedulesKey, schedulesQuery } from './around-queries.ts';
import styles from './dialogs.module.css';
import { InlineForm } from './inline-form.tsx';
import { timezone } from './queries.ts';
import { filtersOf } from './search.ts';
import { keptOf } from './segment-filters.ts';

const CADENCES = [
  { value: 'daily', label: 'Each day, about the day before' },
  { value: 'weekly', label: 'Mondays, about the week before' },
  { value: 'monthly', label: 'First of the month, about the month before' },
];
const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));

export function MailDialog({ onClose }: { onClose: () => void }) {
  const { workspaceId } = useAnalytics();
  const canEdit = useCanEdit();
  const schedules = useQuery(schedulesQuery(workspaceId));
  return (
    <Dialog open onClose={onClose} title="Reports by mail">
      <DialogBody>
        {schedules.data && schedules.data.length > 0 && (
          <ul className={styles.list} aria-label="Reports by mail">
            {schedules.data.map((schedule) => (
              <ScheduleRow key={schedule.id} schedule={schedule} />
            ))}
          </ul>
        )}
        {schedules.isPending && <Skeleton height={52} radius={8} />}
        {schedules.isError && (
          <ErrorState compact what="the reports" error={schedules.error} onRetry={() => void schedules.refetch()} />
        )}
        {canEdit ? <NewSchedule /> : <Notice>Editors of the workspace can have reports sent.</Notice>}
      </DialogBody>
    </Dialog>
  );
}

function NewSchedule() {
  const { workspaceId, search } = useAnalytics();
  const workspace = useWorkspace();
  const { email } = useSessionUser();
  const create = useChange(
    (json: CreateScheduleInput) => apiFor(workspaceId).schedules.$post({ json }),
    schedulesKey(workspaceId),
  );
  const filters = keptOf(search);
  const count = filtersOf(search).length;
  return (
    <InlineForm
      verb="Send reports"
      submit={async (data) => {
        await create.mutateAsync({
          name: textOf(data, 'name'),
          cadence: textOf(data, 'cadence') as CreateScheduleInput['cadence'],
          hour: Number(textOf(data, 'hour')),
          timezone,
          recipients: textOf(data, 'recipients')
            .split(/[\s,;]+/)
            .filter(Boolean),
          paused: false,
          ...(Object.keys(filters).length > 0 && { filters }),
        });
        notify({ title: 'Reports will be sent' });
      }}
    >
      <p className={styles.note}>
        Totals beside the period before, and the largest links, countries and referrers
        {count > 0 && `, with ${countOf(count, 'filter')} of this page`}. Each mail can be ended by who gets it.
      </p>
      <TextField label="Subject" name="name" required maxLength={100} defaultValue={`${workspace.name}: clicks`} />
      <div className={styles.two}>
        <SelectField label="When" name="cadence" choices={CADENCES} defaultValue="weekly" />
        <SelectField label="At" name="hour" choices={HOURS} defaultValue="8" note={timezone} />
      </div>
      <TextField
        label="To"
        name="recipients"
        required
        defaultValue={email}
        note="Several addresses: separate them by commas."
      />
    </InlineForm>
  );
}

const WHEN = { daily: 'Each day', weekly: 'Each Monday', monthly: 'Each first of a month' } as const;

function ScheduleRow({ schedule }: { schedule: WireSchedule }) {
  const { workspaceId } = useAnalytics();
  const canEdit = useCanEdit();
  const { id, name, cadence, recipients, unsubscribed, paused, nextAt } = schedule;
  const left = recipients.filter((address) => unsubscribed.includes(address)).length;
  const one = apiFor(workspaceId).schedules[':id'];
  const key = schedulesKey(workspaceId);
  const pause = useChange((next: boolean) => one.$patch({ param: { id }, json: { paused: next } }), key);
  const end = useChange(() => one.$delete({ param: { id } }), key);
  const send = useChange(async () => (await one.send.$post({ param: { id } })).json(), key);
  const isOn = pause.isPending ? !pause.variables : !paused;
  const facts = [
    WHEN[cadence],
    countOf(recipients.length - left, 'recipient'),
    ...(left > 0 ? [`${left} unsubscribed`] : []),
    nextAt && isOn ? `next ${formatMoment(Date.parse(nextAt))}` : 'paused',
  ];

  function onSend() {
    return attempt('The report was not sent', async () => {
      const sent = await send.mutateAsync();
      notify({ title: `“${name}” is on its way`, text: `To ${sent.recipients.join(', ')}.` });
    });
  }

  async function onEnd() {
    if (await attempt('The reports were not ended', () => end.mutateAsync(undefined)))
      notify({ title: `“${name}” is not sent any more` });
  }

  return (
    <li className={styles.item}>
      <div className={styles.grow}>
        <p className={styles.name}>{name}</p>
        <p className={styles.detail}>{facts.join(' · ')}</p>
      </div>
      {canEdit && (
        <div className={styles.rowActions}>
          <Button look="ghost" size="small" disabled={send.isPending} onClick={() => void onSend()}>
            {send.isPending ? 'Sending…' : 'Send now'}
            <span className="visually-hidden"> {name}</span>
          </Button>
          <Switch
            label={`Send ${name}`}
            on={isOn}
            onChange={(on) => void attempt('Nothing was changed', () => pause.mutateAsync(!on))}
          />
          <Button look="ghost" size="small" onClick={() => void onEnd()}>
            End<span className="visually-hidden"> {name}</span>
          </Button>
        </div>
      )}
    </li>
  );
}
