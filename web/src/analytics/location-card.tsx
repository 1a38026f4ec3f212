/** Where clicks come from: the world, then a country's regions, then a region's cities, on a map and as a list. */
import { ChevronRight } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { Report } from '#core/stats/report/wire.ts';
import { Button } from '../design/button.tsx';
import { countryName } from '../format/place.ts';
import { CountryMap } from '../map/country-map.tsx';
import { WorldMap } from '../map/world-map.tsx';
import { useAnalytics } from './analytics-context.ts';
import { TopValues } from './breakdown-card.tsx';
import { DIMENSIONS, type DimensionName, dimension } from './dimension.ts';
import styles from './location-card.module.css';
import { formatMetric, metricWords } from './metric.ts';
import { breakdownParams, MOST_ROWS, useReport } from './queries.ts';
import { useRegionNames } from '../format/region-names.ts';
import { type AnalyticsSearch, filtersOf, type Metric, withFilter } from './search.ts';
import { TabbedCard } from './tabs.tsx';
import { useSeen } from './use-seen.ts';

const TABS = ['countries', 'regions', 'cities', 'continents', 'languages'] as const satisfies DimensionName[];
type Tab = (typeof TABS)[number];
const SHOWN = 10;

/** The one country or region that the page is narrowed to, if it is to one. */
function onlyValue(search: AnalyticsSearch, name: 'country' | 'region'): string | undefined {
  const found = filtersOf(search).find((filter) => filter.name === name);
  return found && !found.not && found.values.length === 1 ? found.values[0] : undefined;
}

/** What the map is shaded by; nothing while it is not known. */
export function valuesByCountry(report: Pick<Report, 'rows'> | undefined, metric: Metric): ReadonlyMap<string, number> {
  return new Map((report?.rows ?? []).map(({ key, values }) => [String(key['country']), values[metric] ?? 0]));
}

export function LocationCard() {
  const { workspaceId, search, metric, onSearch, showAll } = useAnalytics();
  const body = useRef<HTMLDivElement>(null);
  const seen = useSeen(body);
  const country = onlyValue(search, 'country')?.toUpperCase();
  const region = onlyValue(search, 'region');
  // Narrowing opens the next finer list by itself; a tab that was pressed stays until then.
  const depth: Tab = region ? 'cities' : country ? 'regions' : 'countries';
  const [pressed, setPressed] = useState<{ tab: Tab; at: Tab }>();
  const tab = pressed && pressed.at === depth ? pressed.tab : depth;
  const query = useReport(workspaceId, breakdownParams(search, DIMENSIONS.countries, MOST_ROWS), seen);
  const values = useMemo(() => valuesByCountry(query.data, metric), [query.data, metric]);
  const choose = (code: string) =>
    onSearch(withFilter(withoutPlaces(search), { name: 'country', not: false, contains: false, values: [code] }));
  const tabs = TABS.map((name) => ({ name, label: dimension(name).tab }));
  const aside = (
    <Button look="ghost" size="small" onClick={() => showAll(tab)}>
      Show all<span className="visually-hidden"> {dimension(tab).tab.toLowerCase()}</span>
    </Button>
  );
  return (
    <TabbedCard
      title="Locations"
      tabs={tabs}
      value={tab}
      onChange={(next) => setPressed({ tab: next, at: depth })}
      aside={aside}
    >
      <div ref={body} className={styles.body}>
        <div className={styles.picture}>
          <Crumbs country={country} region={region} />
          {country ? (
            <CountryMap code={country} label={`Map of ${countryName(country)}`} />
          ) : (
            <WorldMap
              label={`${metricWords(metric).label} by country; the list beside the map says the same`}
              values={values}
              describe={(code, value) => `${countryName(code)}: ${formatMetric(metric, value)}`}
              onChoose={choose}
            />
          )}
        </div>
        <div className={styles.list}>
          <TopValues of={dimension(tab)} seen={seen} shown={SHOWN} />
        </div>
      </div>
    </TabbedCard>
  );
}

function withoutPlaces(search: AnalyticsSearch): AnalyticsSearch {
  const { country: _country, region: _region, city: _city, ...rest } = search;
  return rest;
}

/** The way back out. */
function Crumbs({ country, region }: { country: string | undefined; region: string | undefined }) {
  const { search, onSearch } = useAnalytics();
  const names = useRegionNames(region !== undefined);
  const { region: _region, city: _city, ...wholeCountry } = search;
  return (
    <nav aria-label="Place" className={styles.crumbs}>
      {country ? (
        <Button look="ghost" size="small" onClick={() => onSearch(withoutPlaces(search))}>
          World
        </Button>
      ) : (
        <span className={styles.here}>World</span>
      )}
      {country && (
        <>
          <ChevronRight size={13} aria-hidden />
          {region ? (
            <Button look="ghost" size="small" onClick={() => onSearch(wholeCountry)}>
              {countryName(country)}
            </Button>
          ) : (
            <span className={styles.here} aria-current="true">
              {countryName(country)}
            </span>
          )}
        </>
      )}
      {country && region && (
        <>
          <ChevronRight size={13} aria-hidden />
          <span className={styles.here} aria-current="true">
            {names?.get(`${country}-${region}`) ?? region}
          </span>
        </>
      )}
    </nav>
  );
}
