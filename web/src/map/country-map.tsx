/** A country close up, among its neighbours. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { MAP_HEIGHT, MAP_WIDTH } from './frame.ts';
import styles from './country-map.module.css';
import map from './world-map.module.css';

const closeUpQuery = (code: string) =>
  queryOptions({
    queryKey: ['world', 'close-up', code],
    queryFn: async () => (await import('./close-up.ts')).drawCloseUp(code) ?? null,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });

/** @param label what the map shows, in words */
export function CountryMap({ code, label }: { code: string; label: string }) {
  const { data } = useQuery(closeUpQuery(code));
  if (data === null) return <p className={styles.none}>Too small for this map.</p>;
  if (!data)
    return (
      <div className={map.map} aria-busy>
        <span className={map.bone} aria-hidden />
      </div>
    );
  return (
    <div className={map.map}>
      <svg className={map.drawing} viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`} role="img" aria-label={label}>
        <path className={styles.around} d={data.around} />
        <path className={styles.country} d={data.country} />
      </svg>
    </div>
  );
}
