/** The breakdowns of a public page: the same bars, map and hours as inside, without anything to press. */
import { useMemo, useRef, useState } from 'react';
import { Bars } from '../analytics/bars.tsx';
import { BarsSkeleton } from '../analytics/breakdown-card.tsx';
import card from '../analytics/breakdown-card.module.css';
import { type DimensionName, dimension } from '../analytics/dimension.ts';
import { HeatMap } from '../analytics/heat-map.tsx';
import { heatWeek } from '../analytics/heat.ts';
import heat from '../analytics/heat-card.module.css';
import { HeatSkeleton } from '../analytics/heat-card.tsx';
import { valuesByCountry } from '../analytics/location-card.tsx';
import place from '../analytics/location-card.module.css';
import { formatMetric, metricWords } from '../analytics/metric.ts';
import { useRegionNames } from '../format/region-names.ts';
import type { Metric } from '../analytics/search.ts';
import { TabbedCard } from '../analytics/tabs.tsx';
import { toBars } from '../analytics/to-bars.ts';
import { useSeen } from '../analytics/use-seen.ts';
import { Card } from '../design/card.tsx';
import { EmptyState, ErrorState } from '../design/state.tsx';
import { countryName } from '../format/place.ts';
import { WorldMap } from '../map/world-map.tsx';
import { type Shared, useSharedReport } from './queries.ts';

const SHOWN = 8;
const PLACES = ['countries', 'regions', 'cities'] as const satisfies DimensionName[];

interface PartProps {
  shared: Shared;
  metric: Metric;
}

export function SharedBreakdown({
  title,
  dimensions,
  ...part
}: PartProps & { title: string; dimensions: readonly DimensionName[] }) {
  const body = useRef<HTMLDivElement>(null);
  const seen = useSeen(body);
  const [name, setName] = useState<DimensionName>(dimensions[0] ?? 'referers');
  const tabs = dimensions.map((each) => ({ name: each, label: dimension(each).tab }));
  return (
    <TabbedCard title={title} tabs={tabs} value={name} onChange={setName}>
      <div ref={body} className={card.body}>
        <SharedValues name={name} seen={seen} shown={SHOWN} {...part} />
      </div>
    </TabbedCard>
  );
}

function SharedValues({
  name,
  seen,
  shown,
  shared,
  metric,
}: PartProps & { name: DimensionName; seen: boolean; shown: number }) {
  const of = dimension(name);
  const query = useSharedReport(shared, of.by, seen);
  const regions = useRegionNames(of.filter === 'region');
  if (query.data && query.data.groupBy[0] === of.by) {
    const bars = toBars(query.data, of, metric, { regions }).filter(({ value }) => value !== 0);
    if (bars.length > 0) return <Bars bars={bars.slice(0, shown)} label={of.tab} />;
    return (
      <EmptyState compact title="Nothing yet">
        Nothing of this kind was counted in the period.
      </EmptyState>
    );
  }
  if (query.isError)
    return (
      <ErrorState
        compact
        what={`the ${of.tab.toLowerCase()}`}
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  return <BarsSkeleton rows={shown} waiting={!seen} />;
}

export function SharedPlaces({ shared, metric }: PartProps) {
  const body = useRef<HTMLDivElement>(null);
  const seen = useSeen(body);
  const [name, setName] = useState<DimensionName>('countries');
  const countries = useSharedReport(shared, 'countries', seen);
  const values = useMemo(() => valuesByCountry(countries.data, metric), [countries.data, metric]);
  const tabs = PLACES.map((each) => ({ name: each as DimensionName, label: dimension(each).tab }));
  return (
    <TabbedCard title="Locations" tabs={tabs} value={name} onChange={setName}>
      <div ref={body} className={place.body}>
        <div className={place.picture}>
          <WorldMap
            label={`${metricWords(metric).label} by country; the list beside the map says the same`}
            values={values}
            describe={(code, value) => `${countryName(code)}: ${formatMetric(metric, value)}`}
          />
        </div>
        <div className={place.list}>
          <SharedValues name={name} seen={seen} shown={SHOWN + 1} shared={shared} metric={metric} />
        </div>
      </div>
    </TabbedCard>
  );
}

export function SharedHeat({ shared, metric }: PartProps) {
  const body = useRef<HTMLDivElement>(null);
  const seen = useSeen(body);
  const query = useSharedReport(shared, 'heatmap', seen);
  return (
    <Card title="Hours of the week">
      <div ref={body} className={heat.body}>
        {query.data ? (
          <HeatMap week={heatWeek(query.data, metric)} metric={metric} />
        ) : query.isError ? (
          <ErrorState compact what="the hours" error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <HeatSkeleton waiting={!seen} />
        )}
      </div>
    </Card>
  );
}
