/** What people do to links in a list, one or many: at once on the screen, told in a toast, with a way back. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import type { WireLink } from '#core/link/wire.ts';
import { ApiError } from '../api/error.ts';
import { notify } from '../design/toast.tsx';
import { displayUrl } from '../format/address.ts';
import { countOf } from '../format/number.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { editLinks, keepAnswers, refreshLists } from './cache.ts';
import { type Changes, type SharedDraft, sendChanges, sendDeletes, sendRestores } from './mutations.ts';

/** The name of one link, or how many there are. */
export function nameOf(links: readonly WireLink[]): string {
  const [only] = links;
  return links.length === 1 && only ? displayUrl(only.shortLink) : countOf(links.length, 'link');
}

const reasonOf = (error: unknown) => (error instanceof ApiError ? error.message : 'Try again.');

interface Change {
  links: readonly WireLink[];
  /** What each link gets, and how it looks with it. */
  to: (link: WireLink) => { data: SharedDraft; shown: Partial<WireLink> };
  /** Past tense, after the name: "archived". */
  done: string;
  /** What it gets again when the change is taken back. */
  back: (link: WireLink) => SharedDraft;
  /** True when the lists that are shown may not hold the link any more. */
  moves?: boolean;
}

async function change(client: QueryClient, workspaceId: string, { links, to, done, back, moves }: Change) {
  if (links.length === 0) return;
  const ids = new Set(links.map((link) => link.id));
  const putBack = await editLinks(client, workspaceId, ids, (link) => ({ ...link, ...to(link).shown }));
  const wanted: Changes = new Map(links.map((link) => [link.id, to(link).data]));
  try {
    const { links: changed, refused } = await sendChanges(workspaceId, wanted);
    if (refused.length > 0) putBack();
    keepAnswers(client, workspaceId, changed);
    if (moves || refused.length > 0) void refreshLists(client, workspaceId);
    const undone: Changes = new Map(links.map((link) => [link.id, back(link)]));
    const undo = () => void takeBack(client, workspaceId, undone, nameOf(links));
    if (refused.length === 0)
      return notify({ title: `${nameOf(links)} ${done}`, action: { label: 'Undo', run: undo } });
    notify({
      tone: 'danger',
      title: `${refused.length} of ${countOf(links.length, 'link')} could not be changed`,
      text: refused[0]?.error ?? '',
      ...(changed.length > 0 && { action: { label: 'Undo the others', run: undo } }),
    });
  } catch (error) {
    putBack();
    notify({ tone: 'danger', title: `${nameOf(links)} could not be changed`, text: reasonOf(error) });
  }
}

async function takeBack(client: QueryClient, workspaceId: string, changes: Changes, name: string) {
  try {
    const { links, refused } = await sendChanges(workspaceId, changes);
    keepAnswers(client, workspaceId, links);
    await refreshLists(client, workspaceId);
    if (refused[0]) throw new ApiError('conflict', 409, refused[0].error);
    notify({ title: `${name} as before` });
  } catch (error) {
    notify({ tone: 'danger', title: 'That could not be undone', text: reasonOf(error) });
  }
}

async function remove(client: QueryClient, workspaceId: string, links: readonly WireLink[]): Promise<boolean> {
  const ids = links.map((link) => link.id);
  const putBack = await editLinks(client, workspaceId, new Set(ids), () => undefined);
  try {
    const gone = await sendDeletes(workspaceId, ids);
    const undo = async () => {
      try {
        await sendRestores(workspaceId, ids);
        notify({ title: `${nameOf(links)} restored`, text: 'It redirects again everywhere within a minute.' });
      } catch (error) {
        notify({ tone: 'danger', title: 'Not everything could be restored', text: reasonOf(error) });
      } finally {
        await refreshLists(client, workspaceId);
      }
    };
    notify({
      title: gone === ids.length ? `${nameOf(links)} deleted` : `${gone} of ${countOf(ids.length, 'link')} deleted`,
      text: 'Clicks so far stay in your reports. Deleted links can be restored for 30 days.',
      action: { label: 'Undo', run: () => void undo() },
    });
    return true;
  } catch (error) {
    putBack();
    notify({ tone: 'danger', title: `${nameOf(links)} could not be deleted`, text: reasonOf(error) });
    return false;
  } finally {
    void refreshLists(client, workspaceId);
  }
}

const tagIdsOf = (link: WireLink) => (link.tags ?? []).map((tag) => tag.id);
type Tags = NonNullable<WireLink['tags']>;

/** Everything that can be done to links at once. */
export function useLinkActions() {
  const client = useQueryClient();
  const { id } = useWorkspace();
  const run = (what: Change) => change(client, id, what);
  return {
    archive: (links: readonly WireLink[], archived: boolean) =>
      run({
        links,
        to: () => ({ data: { archived }, shown: { archived } }),
        done: archived ? 'archived' : 'out of the archive',
        back: (link) => ({ archived: link.archived }),
        moves: true,
      }),
    disable: (links: readonly WireLink[], disabled: boolean) =>
      run({
        links,
        to: () => ({ data: { disabled }, shown: { disabledAt: disabled ? new Date().toISOString() : null } }),
        done: disabled ? 'switched off' : 'switched on',
        back: (link) => ({ disabled: link.disabledAt !== null }),
      }),
    move: (links: readonly WireLink[], folderId: string | null, name: string) =>
      run({
        links,
        to: () => ({ data: { folderId }, shown: { folderId } }),
        done: folderId === null ? 'taken out of folders' : `moved to ${name}`,
        back: (link) => ({ folderId: link.folderId }),
        moves: true,
      }),
    tag: (links: readonly WireLink[], tag: Tags[number], on: boolean) =>
      run({
        links,
        to(link) {
          const others = (link.tags ?? []).filter((each) => each.id !== tag.id);
          const tags = on ? [...others, tag] : others;
          return { data: { tagIds: tags.map((each) => each.id) }, shown: { tags } };
        },
        done: on ? `tagged ${tag.name}` : `without ${tag.name}`,
        back: (link) => ({ tagIds: tagIdsOf(link) }),
        moves: true,
      }),
    remove: (links: readonly WireLink[]) => remove(client, id, links),
  };
}
