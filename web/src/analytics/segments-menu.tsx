/** Filters under a name: applied from the menu, kept and looked after in dialogs. */
import { useQuery } from '@tanstack/react-query';
import { Bookmark, ListFilter, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Menu, MenuChoice, MenuItem, MenuSeparator, MenuText } from '../design/menu.tsx';
import { useCanEdit } from '../shell/workspace.ts';
import { useAnalytics } from './analytics-context.ts';
import { segmentsQuery } from './around-queries.ts';
import styles from './filter-bar.module.css';
import { applied, canBeApplied, isApplied, keptOf } from './segment-filters.ts';

const dialogs = () => import('./segment-dialogs.tsx');
const SaveSegment = lazy(async () => ({ default: (await dialogs()).SaveSegment }));
const ManageSegments = lazy(async () => ({ default: (await dialogs()).ManageSegments }));

export function SegmentsMenu() {
  const { workspaceId, search, onSearch } = useAnalytics();
  const canEdit = useCanEdit();
  const { data } = useQuery(segmentsQuery(workspaceId));
  const [dialog, setDialog] = useState<'save' | 'manage'>();
  const segments = (data ?? []).filter(({ filters }) => canBeApplied(filters));
  const current = segments.find(({ filters }) => isApplied(search, filters));
  const hasFilters = Object.keys(keptOf(search)).length > 0;
  const close = () => setDialog(undefined);
  return (
    <>
      <Menu
        align="start"
        trigger={
          <button type="button" className={styles.chip} data-set={current ? '' : undefined}>
            <Bookmark size={13} aria-hidden />
            {current ? current.name : 'Segments'}
          </button>
        }
      >
        {segments.length === 0 && (
          <MenuText>A segment keeps filters under a name, such as “Mobile in Germany”. There is none yet.</MenuText>
        )}
        {segments.length > 0 && (
          <MenuChoice
            label="Segments"
            value={current?.id ?? ''}
            choices={segments.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => {
              const chosen = segments.find((segment) => segment.id === id);
              if (chosen) onSearch(applied(search, chosen.filters));
            }}
          />
        )}
        {canEdit && (
          <>
            <MenuSeparator />
            {hasFilters && !current && (
              <MenuItem onClick={() => setDialog('save')}>
                <Plus size={14} aria-hidden />
                Save these filters…
              </MenuItem>
            )}
            {!hasFilters && <MenuText>Set filters to save them as a segment.</MenuText>}
            {segments.length > 0 && (
              <MenuItem onClick={() => setDialog('manage')}>
                <ListFilter size={14} aria-hidden />
                Manage segments…
              </MenuItem>
            )}
          </>
        )}
      </Menu>
      <Suspense>
        {dialog === 'save' && <SaveSegment onClose={close} />}
        {dialog === 'manage' && <ManageSegments onClose={close} />}
      </Suspense>
    </>
  );
}
