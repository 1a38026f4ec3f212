/** The world with a ring where somebody clicks, over countries shaded by the clicks of the last 24 hours. */
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { LiveEvent } from '#core/live/protocol.ts';
import { Card } from '../design/card.tsx';
import { countryName } from '../format/place.ts';
import { countOf } from '../format/number.ts';
import { atSpot } from '../map/frame.ts';
import type { World } from '../map/use-world.ts';
import { WorldMap } from '../map/world-map.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import styles from './map-card.module.css';
import { type Pulse, pulseSize } from './pulses.ts';
import { countriesTodayQuery } from './queries.ts';
import { usePulses } from './use-pulses.ts';

const NO_VALUES: ReadonlyMap<string, number> = new Map();
const describe = (country: string, clicks: number) => `${countryName(country)}: ${countOf(clicks, 'click')}`;

export function MapCard({ events }: { events: readonly LiveEvent[] | undefined }) {
  const { data: values = NO_VALUES } = useQuery(countriesTodayQuery(useWorkspace().id));
  const pulses = usePulses(events);
  const rings = useCallback((world: World) => <Rings world={world} pulses={pulses} />, [pulses]);
  const [largest] = [...values].toSorted(([, a], [, b]) => b - a);
  const label = `Clicks of the last 24 hours by country${largest ? `, most of them from ${countryName(largest[0])}` : ''}`;
  return (
    <Card title="Where" aside={<span className={styles.unit}>Last 24 hours</span>}>
      <div className={styles.body}>
        <WorldMap label={label} values={values} describe={describe}>
          {rings}
        </WorldMap>
      </div>
    </Card>
  );
}

/** Decoration: the feed says the same in words. */
function Rings({ world, pulses }: { world: World; pulses: Pulse[] }) {
  return pulses.map((pulse) => {
    const country = world.countries.get(pulse.country);
    if (!country) return null;
    const size = pulseSize(pulse.count);
    return (
      <span
        key={pulse.id}
        className={styles.ring}
        data-country={pulse.country}
        style={{ ...atSpot(country.centre), width: size, height: size }}
      />
    );
  });
}
