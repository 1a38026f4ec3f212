/** Makes a public page of the figures, and ends those there are. */
import { useQuery } from '@tanstack/react-query';
import { Globe, Lock } from 'lucide-react';
import type { WireShare } from '#core/share/wire.ts';
import { attempt, useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { CheckField } from '../design/check-field.tsx';
import { CopyButton } from '../design/copy-button.tsx';
import { Dialog, DialogBody } from '../design/dialog.tsx';
import { TextField } from '../design/field.tsx';
import { textOf } from '../design/form-dialog.tsx';
import { Notice } from '../design/notice.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { ErrorState } from '../design/state.tsx';
import { notify } from '../design/toast.tsx';
import { formatDay } from '../format/time.ts';
import { useNow } from '../shell/clock.ts';
import { useCanEdit, useWorkspace } from '../shell/workspace.ts';
import { useAnalytics } from './analytics-context.ts';
import { sharesKey, sharesQuery } from './around-queries.ts';
import styles from './dialogs.module.css';
import { useFilterNames } from './filter-names.ts';
import { endOf } from './search.ts';
import { type ShareSubject, shareSubject } from './share-subject.ts';
import { InlineForm } from './inline-form.tsx';

const MIN_PASSWORD_CHARS = 8;
const MAX_NAME_CHARS = 100;

export function shareUrl(key: string): string {
  return `${location.origin}/share/${key}`;
}

export function ShareDialog({ onClose }: { onClose: () => void }) {
  const { workspaceId, search } = useAnalytics();
  const canEdit = useCanEdit();
  const subject = shareSubject(search);
  const shares = useQuery(sharesQuery(workspaceId));
  const mine = shares.data?.filter(
    ({ kind, targetId }) => kind === subject.kind && targetId === (subject.targetId ?? null),
  );
  return (
    <Dialog open onClose={onClose} title="Share these figures">
      <DialogBody>
        {mine && mine.length > 0 && (
          <ul className={styles.list} aria-label="Shared pages">
            {mine.map((share) => (
              <ShareRow key={share.id} share={share} />
            ))}
          </ul>
        )}
        {shares.isPending && <Skeleton height={52} radius={8} />}
        {shares.isError && (
          <ErrorState compact what="the shared pages" error={shares.error} onRetry={() => void shares.refetch()} />
        )}
        {canEdit ? (
          <NewShare subject={subject} />
        ) : (
          <Notice>Editors of the workspace can share its figures on a public page.</Notice>
        )}
      </DialogBody>
    </Dialog>
  );
}

/** A browser that asks first must not keep the form waiting. */
const COPY_MS = 500;

/** Whether it is in the clipboard by now. */
function copy(text: string): Promise<boolean> {
  const copying = navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
  return Promise.race([copying, new Promise<boolean>((done) => setTimeout(done, COPY_MS, false))]);
}

const ABOUT = { workspace: 'the whole workspace', folder: 'this folder', link: 'this link' } as const;

function NewShare({ subject }: { subject: ShareSubject }) {
  const { workspaceId } = useAnalytics();
  const workspace = useWorkspace();
  const { kind, targetId, leavesOut } = subject;
  const filter = kind === 'link' ? 'linkId' : 'folderId';
  const [named = workspace.name] = useFilterNames({
    name: filter,
    not: false,
    contains: false,
    values: targetId ? [targetId] : [],
  });
  const create = useChange(
    (json: { name: string; password: string | null; expiresAt: string | null; showConversions: boolean }) =>
      apiFor(workspaceId).shares.$post({ json: { ...json, kind, ...(targetId && { targetId }) } }),
    sharesKey(workspaceId),
  );
  return (
    <InlineForm
      verb="Make public page"
      submit={async (data) => {
        const until = textOf(data, 'until');
        const answer = await create.mutateAsync({
          name: textOf(data, 'name'),
          password: textOf(data, 'password') || null,
          expiresAt: until ? new Date(endOf(until)).toISOString() : null,
          showConversions: data.get('conversions') === 'on',
        });
        const { key } = await answer.json();
        const copied = await copy(shareUrl(key));
        notify({ title: 'The page is public', ...(copied && { text: 'Its address is copied.' }) });
      }}
    >
      <p className={styles.note}>
        A page about {ABOUT[kind]}, for whoever has its address: no sign-in, and nothing but figures.
        {leavesOut && ' Filters are not part of it.'}
      </p>
      <TextField key={named} label="Heading" name="name" required maxLength={MAX_NAME_CHARS} defaultValue={named} />
      <div className={styles.two}>
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          optional
          minLength={MIN_PASSWORD_CHARS}
          note={`At least ${MIN_PASSWORD_CHARS} characters.`}
        />
        <TextField label="Last day" name="until" type="date" optional note="It ends by itself after it." />
      </div>
      <CheckField label="Show leads, sales and revenue" name="conversions" />
    </InlineForm>
  );
}

function ShareRow({ share: { id, key, name, hasPassword, expiresAt } }: { share: WireShare }) {
  const { workspaceId } = useAnalytics();
  const canEdit = useCanEdit();
  const now = useNow();
  const end = useChange(() => apiFor(workspaceId).shares[':id'].$delete({ param: { id } }), sharesKey(workspaceId));
  const facts = [
    hasPassword ? 'With a password' : 'Open to whoever has the address',
    ...(expiresAt ? [`until ${formatDay(Date.parse(expiresAt), now)}`] : []),
  ];
  async function onEnd() {
    if (await attempt('The page is still public', () => end.mutateAsync(undefined)))
      notify({ title: `“${name}” is not public any more`, text: 'Its address leads nowhere from now on.' });
  }
  return (
    <li className={styles.item}>
      {hasPassword ? <Lock size={15} aria-hidden /> : <Globe size={15} aria-hidden />}
      <div className={styles.grow}>
        <a className={styles.name} href={shareUrl(key)} target="_blank" rel="noopener">
          {name}
        </a>
        <p className={styles.detail}>{facts.join(', ')}</p>
      </div>
      <CopyButton text={shareUrl(key)} what="the page’s address" look="ghost" size="small" />
      {canEdit && (
        <Button look="ghost" size="small" onClick={() => void onEnd()}>
          End<span className="visually-hidden"> {name}</span>
        </Button>
      )}
    </li>
  );
}
