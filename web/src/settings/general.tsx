/** Name, address and strict mode of a workspace, and the ways out of it. */
import { useRouter } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { apiFor } from '../api/client.ts';
import { attempt, useChange } from '../api/attempt.ts';
import { ApiError } from '../api/error.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { TextField } from '../design/field.tsx';
import { Notice } from '../design/notice.tsx';
import { Switch } from '../design/switch.tsx';
import { notify } from '../design/toast.tsx';
import { useRefreshSession } from '../session/refresh.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { Departure } from './departure.tsx';
import { useMay } from './permissions.ts';
import styles from './settings.module.css';

interface WorkspaceChange {
  name?: string;
  slug?: string;
  clickAck?: 'before' | 'after';
}

function useChangeWorkspace() {
  const { id } = useWorkspace();
  return useChange(async (json: WorkspaceChange) =>
    (await apiFor(id).workspaces[':workspaceId'].$patch({ param: { workspaceId: id }, json })).json(),
  );
}

export function General() {
  const workspace = useWorkspace();
  const frozen = workspace.deleteAt !== null;
  const may = useMay();
  const canChange = may('workspaces.write') && !frozen;
  return (
    <>
      <Card title="Workspace">
        {/* Another workspace begins with its own words. */}
        <Names key={workspace.id} canChange={canChange} />
      </Card>
      <Card title="Counting">
        <StrictMode canChange={canChange} />
      </Card>
      <Departure />
    </>
  );
}

function Names({ canChange }: { canChange: boolean }) {
  const workspace = useWorkspace();
  const change = useChangeWorkspace();
  const refresh = useRefreshSession();
  const router = useRouter();
  const [name, setName] = useState(workspace.name);
  const [slug, setSlug] = useState(workspace.slug);
  const [failure, setFailure] = useState<string>();
  const changed = name.trim() !== workspace.name || slug.trim() !== workspace.slug;

  async function save() {
    if (!changed || change.isPending) return;
    setFailure(undefined);
    try {
      const saved = await change.mutateAsync({ name: name.trim(), slug: slug.trim() });
      await refresh();
      setSlug(saved.slug);
      if (saved.slug !== workspace.slug)
        await router.navigate({ to: '/$workspace/settings', params: { workspace: saved.slug }, replace: true });
      notify({ title: 'Workspace saved' });
    } catch (error) {
      setFailure(error instanceof ApiError ? error.message : 'Something unexpected happened. Try again.');
    }
  }

  return (
    <form
      className={styles.body}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className={styles.narrow}>
        <TextField
          label="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          readOnly={!canChange}
          maxLength={100}
          required
        />
      </div>
      <div className={styles.narrow}>
        <TextField
          label="Address"
          note="Letters, digits and hyphens, 3 to 48. Bookmarks of the old address stop working; short links do not change."
          value={slug}
          onChange={(event) => setSlug(event.target.value)}
          readOnly={!canChange}
          autoCapitalize="off"
          spellCheck={false}
          maxLength={48}
          required
        />
      </div>
      {failure && <Notice tone="danger">{failure}</Notice>}
      {canChange && (
        <div className={styles.actions}>
          <Button type="submit" look="primary" disabled={!changed} aria-disabled={change.isPending}>
            Save
          </Button>
        </div>
      )}
    </form>
  );
}

function StrictMode({ canChange }: { canChange: boolean }) {
  const workspace = useWorkspace();
  const change = useChangeWorkspace();
  const refresh = useRefreshSession();
  const note = useId();
  // What was chosen shows at once, and goes back when it is refused.
  const [chosen, setChosen] = useState<boolean>();
  const on = chosen ?? workspace.clickAck === 'before';

  async function choose(strict: boolean) {
    setChosen(strict);
    const done = await attempt('Strict mode was not changed', async () => {
      await change.mutateAsync({ clickAck: strict ? 'before' : 'after' });
      await refresh();
    });
    setChosen(undefined);
    if (done)
      notify({ title: strict ? 'Strict mode is on' : 'Strict mode is off', text: 'Everywhere within a minute.' });
  }

  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <p className={styles.name}>Strict mode</p>
        <p className={styles.detail} id={note}>
          Visitors are sent on only once their click is safely stored, which takes them a moment longer; if it cannot be
          stored, they are asked to try again.
        </p>
      </div>
      <Switch
        label="Strict mode"
        describedBy={note}
        on={on}
        onChange={(next) => void choose(next)}
        disabled={!canChange || change.isPending}
      />
    </div>
  );
}
