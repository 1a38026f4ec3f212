/** The page's chart with what belongs to it: comparison, granularity, zoom, notes, and what counts. */
import { MessageSquarePlus, ZoomOut } from 'lucide-react';
import type { WireAnnotation } from '#core/annotation/wire.ts';
import { Button } from '../design/button.tsx';
import { Menu, MenuCheck, MenuChoice, MenuSeparator } from '../design/menu.tsx';
import { useNow } from '../shell/clock.ts';
import { useCanEdit } from '../shell/workspace.ts';
import { useAnalytics } from './analytics-context.ts';
import styles from './main-trend.module.css';
import { periodBetween, periodWords, reachesNow, unitOf, unitsFor, withPeriod, zoomedOut } from './period.ts';
import { figuresParams, isCompared, lineParams, useReport } from './queries.ts';
import { type AnalyticsSearch, classesOf, DEFAULT_PRESET, EXTRA_CLASSES, METRICS } from './search.ts';
import { CLASS_WORDS } from './classes.ts';
import { Trend } from './trend.tsx';
import { withCompare, withMetric } from './changes.ts';

export function MainTrend({ onNote }: { onNote: (note?: WireAnnotation) => void }) {
  const { workspaceId, search, metric, onSearch } = useAnalytics();
  const figures = useReport(workspaceId, figuresParams(search));
  const query = useReport(workspaceId, lineParams(search));
  const now = useNow();
  return (
    <Trend
      metrics={METRICS}
      metric={metric}
      compared={isCompared(search)}
      onMetric={(next) => onSearch(withMetric(search, next))}
      figures={figures}
      query={query}
      period={periodWords(search)}
      open={reachesNow(search, now)}
      onZoom={(start, end) => onSearch(withPeriod(search, periodBetween(start, end)))}
      tools={<TrendTools onNote={() => onNote()} />}
      onNote={onNote}
      empty="Share a short link, widen the period, or take a filter away; clicks are drawn here within seconds."
    />
  );
}

function TrendTools({ onNote }: { onNote: () => void }) {
  const { search, onSearch } = useAnalytics();
  const canEdit = useCanEdit();
  const isAll = search.from === undefined && (search.range ?? DEFAULT_PRESET) === 'all';
  return (
    <>
      <UnitMenu />
      <Button
        look="ghost"
        size="small"
        aria-pressed={isCompared(search)}
        className={styles.toggle}
        disabled={isAll}
        title={isAll ? 'All time has nothing before it' : 'The dotted line'}
        aria-keyshortcuts="p"
        onClick={() => onSearch(withCompare(search))}
      >
        <span className={styles.dash} aria-hidden />
        Period before
      </Button>
      <CountedMenu />
      <span className={styles.space} />
      {!isAll && (
        <Button look="ghost" size="small" aria-keyshortcuts="z" onClick={() => onSearch(zoomedOut(search, Date.now()))}>
          <ZoomOut size={15} aria-hidden />
          Zoom out
        </Button>
      )}
      {canEdit && (
        <Button look="ghost" size="small" aria-keyshortcuts="n" onClick={onNote}>
          <MessageSquarePlus size={15} aria-hidden />
          Add note
        </Button>
      )}
    </>
  );
}

const UNIT_WORDS = { minute: 'By minute', hour: 'By hour', day: 'By day', week: 'By week', month: 'By month' } as const;

function UnitMenu() {
  const { search, onSearch } = useAnalytics();
  const unit = unitOf(search);
  return (
    <Menu
      align="start"
      trigger={
        <Button look="ghost" size="small">
          {UNIT_WORDS[unit]}
        </Button>
      }
    >
      <MenuChoice
        label="A point for each"
        value={unit}
        choices={unitsFor(search).map((value) => ({ value, label: UNIT_WORDS[value] }))}
        onChange={(by) => onSearch({ ...search, by })}
      />
    </Menu>
  );
}

/** Whose clicks count. */
function CountedMenu() {
  const { search, onSearch } = useAnalytics();
  const chosen = classesOf(search.include);
  const { include: _include, ...withoutExtras } = search;
  const { repeats: _repeats, ...withRepeats } = search;
  const set = (next: string[]) =>
    onSearch(next.length > 0 ? { ...search, include: classesOf(next.join(',')).join(',') } : withoutExtras);
  return (
    <Menu
      align="start"
      trigger={
        <Button look="ghost" size="small" className={chosen.length > 0 ? styles.set : undefined}>
          {countedWords(chosen.length, search)}
        </Button>
      }
    >
      {EXTRA_CLASSES.map((name) => (
        <MenuCheck
          key={name}
          checked={chosen.includes(name)}
          onChange={(on) => set(on ? [...chosen, name] : chosen.filter((each) => each !== name))}
        >
          {CLASS_WORDS[name]}
        </MenuCheck>
      ))}
      <MenuSeparator />
      <MenuCheck
        checked={search.repeats === undefined}
        onChange={(on) => onSearch(on ? withRepeats : { ...search, repeats: 'no' })}
      >
        Repeats within 30 minutes
      </MenuCheck>
    </Menu>
  );
}

function countedWords(extras: number, { repeats }: AnalyticsSearch): string {
  const people = repeats ? 'People, no repeats' : 'People only';
  if (extras === 0) return people;
  return extras === EXTRA_CLASSES.length ? 'Everything counts' : `People and ${extras} more`;
}
