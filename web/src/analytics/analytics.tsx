/** Everything that is known about clicks, narrowed to what one asks: every choice stands in the address. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { WireAnnotation } from '#core/annotation/wire.ts';
import { Page } from '../shell/page.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { AnalyticsContext } from './analytics-context.ts';
import styles from './analytics.module.css';
import { BreakdownCard } from './breakdown-card.tsx';
import type { DimensionName } from './dimension.ts';
import { FilterBar } from './filter-bar.tsx';
import { HeatCard } from './heat-card.tsx';
import { LocationCard } from './location-card.tsx';
import { MainTrend } from './main-trend.tsx';
import { PageTools, type PageDialog } from './page-tools.tsx';
import { PeriodPicker } from './period-picker.tsx';
import type { AnalyticsSearch } from './search.ts';
import { usePageKeys } from './use-page-keys.ts';

const ValuesDialog = lazy(async () => ({ default: (await import('./values-dialog.tsx')).ValuesDialog }));
const NoteDialog = lazy(async () => ({ default: (await import('./note-dialog.tsx')).NoteDialog }));
const ShareDialog = lazy(async () => ({ default: (await import('./share-dialog.tsx')).ShareDialog }));
const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }));
const MailDialog = lazy(async () => ({ default: (await import('./mail-dialog.tsx')).MailDialog }));

export function Analytics() {
  const workspace = useWorkspace();
  const search = useSearch({ from: '/member/$workspace/analytics' });
  const navigate = useNavigate();
  const [values, setValues] = useState<{ name: DimensionName; open: boolean }>();
  const [dialog, setDialog] = useState<PageDialog>();
  const [note, setNote] = useState<{ note?: WireAnnotation }>();
  const onSearch = (next: AnalyticsSearch) => void navigate({ to: '.', search: next, resetScroll: false });
  usePageKeys({ search, onSearch, onDialog: (which) => (which === 'note' ? setNote({}) : setDialog(which)) });
  const page = {
    workspaceId: workspace.id,
    search,
    metric: search.metric ?? 'clicks',
    onSearch,
    showAll: (name: DimensionName) => setValues({ name, open: true }),
  } as const;
  const close = () => setDialog(undefined);
  return (
    <AnalyticsContext value={page}>
      <Page
        title="Analytics"
        actions={
          <>
            <PeriodPicker search={search} onSearch={onSearch} />
            <PageTools onDialog={setDialog} />
          </>
        }
      >
        <FilterBar />
        <div key={workspace.id} className={styles.stack}>
          <MainTrend onNote={(changed) => setNote(changed ? { note: changed } : {})} />
          <Cards />
        </div>
        <Suspense>
          {values && (
            <ValuesDialog name={values.name} open={values.open} onClose={() => setValues({ ...values, open: false })} />
          )}
          {note && <NoteDialog note={note.note} onClose={() => setNote(undefined)} />}
          {dialog === 'share' && <ShareDialog onClose={close} />}
          {dialog === 'export' && <ExportDialog onClose={close} />}
          {dialog === 'mail' && <MailDialog onClose={close} />}
        </Suspense>
      </Page>
    </AnalyticsContext>
  );
}

function Cards() {
  return (
    <>
      <div className={styles.pair}>
        <BreakdownCard title="Links" dimensions={['links', 'folders', 'tags', 'domains']} />
        <BreakdownCard title="Sources" dimensions={['referers', 'channels', 'pages']} />
      </div>
      <LocationCard />
      <div className={styles.pair}>
        <BreakdownCard title="Devices" dimensions={['devices', 'browsers', 'systems']} />
        <BreakdownCard title="Campaigns" dimensions={['campaigns', 'sources', 'mediums', 'terms', 'contents']} />
      </div>
      <div className={styles.pair}>
        <BreakdownCard title="Ways" dimensions={['triggers', 'destinations', 'variants', 'rules']} />
        <HeatCard />
      </div>
    </>
  );
}
