/** A map of the world: countries shaded by a figure, and whatever lies over it. */
import { type ReactNode, useMemo, useState } from 'react';
import { classNames } from '../design/class-names.ts';
import { ErrorState } from '../design/state.tsx';
import type { Country } from './atlas.ts';
import { atSpot, MAP_HEIGHT, MAP_WIDTH } from './frame.ts';
import { shadeOf } from './shade.ts';
import { useWorld, type World } from './use-world.ts';
import styles from './world-map.module.css';

export interface WorldMapProps {
  /** What the map shows, in words. */
  label: string;
  /** Figures by country, ISO 3166-1 alpha-2; others are plain land. */
  values: ReadonlyMap<string, number>;
  /** A country in words: `Germany: 12 clicks`. Tooltip, and what a screen reader says. */
  describe: (country: string, value: number) => string;
  /** Makes countries with a figure buttons: one tab stop, arrow keys go from the largest to the smallest. */
  onChoose?: (country: string) => void;
  /** Country that is chosen now. */
  chosen?: string | undefined;
  /** Lies over the map; place things with `atSpot`. */
  children?: (world: World) => ReactNode;
}

export function WorldMap(map: WorldMapProps) {
  const world = useWorld();
  return (
    <div className={styles.map} aria-busy={world.isPending}>
      {world.data ? (
        <Drawn {...map} world={world.data} />
      ) : world.isError ? (
        <div className={styles.failed}>
          <ErrorState compact what="the map" error={world.error} onRetry={() => void world.refetch()} />
        </div>
      ) : (
        <span className={styles.bone} aria-hidden />
      )}
    </div>
  );
}

interface Shaded extends Country {
  value: number;
  shade: number;
}

/** Countries with a figure, largest first. */
function shadedOf(world: World, values: ReadonlyMap<string, number>): Shaded[] {
  const largest = Math.max(0, ...values.values());
  const shaded: Shaded[] = [];
  for (const [code, value] of values) {
    const country = world.countries.get(code);
    if (country && value > 0) shaded.push({ ...country, value, shade: shadeOf(value, largest) });
  }
  return shaded.toSorted((a, b) => b.value - a.value);
}

function Drawn({ world, label, values, describe, onChoose, chosen, children }: WorldMapProps & { world: World }) {
  const shaded = useMemo(() => shadedOf(world, values), [world, values]);
  const [pointed, setPointed] = useState<string>();
  const shown = shaded.find((country) => country.code === pointed);
  return (
    <>
      <svg
        className={styles.drawing}
        viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`}
        role={onChoose ? 'group' : 'img'}
        aria-label={label}
        onPointerLeave={() => setPointed(undefined)}
      >
        <Land world={world} onPoint={setPointed} />
        <Countries
          shaded={shaded}
          describe={describe}
          onChoose={onChoose}
          chosen={chosen}
          onPoint={setPointed}
          focused={pointed}
        />
      </svg>
      {children && <div className={styles.over}>{children(world)}</div>}
      {shown && (
        <div className={styles.tip} style={atSpot(shown.centre)} aria-hidden>
          {describe(shown.code, shown.value)}
        </div>
      )}
    </>
  );
}

/** Countries without a figure, thin lines between them; they never change, so React never looks at them again. */
function Land({ world, onPoint }: { world: World; onPoint: (country: undefined) => void }) {
  return useMemo(() => {
    const all = [...world.countries.values()].map((country) => country.path).join('');
    return <path className={styles.land} d={all} onPointerEnter={() => onPoint(undefined)} />;
  }, [world, onPoint]);
}

interface CountriesProps {
  shaded: Shaded[];
  describe: WorldMapProps['describe'];
  onChoose: WorldMapProps['onChoose'] | undefined;
  chosen: string | undefined;
  focused: string | undefined;
  onPoint: (country: string | undefined) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function Countries({ shaded, describe, onChoose, chosen, focused, onPoint }: CountriesProps) {
  const stop = shaded.some((country) => country.code === focused) ? focused : (chosen ?? shaded[0]?.code);
  const onKeyDown = (event: React.KeyboardEvent<SVGPathElement>, index: number) => {
    const by = STEPS[event.key];
    if (by !== undefined) {
      event.preventDefault();
      const next = event.currentTarget.parentElement?.children[index + by];
      if (next instanceof SVGElement) next.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const country = shaded[index];
      if (country) onChoose?.(country.code);
    }
  };
  return (
    <g>
      {shaded.map((country, index) => (
        <path
          key={country.code}
          d={country.path || `M${country.centre.x},${country.centre.y}h0.01`}
          className={classNames(styles.country, !country.path && styles.small)}
          data-shade={country.shade}
          data-country={country.code}
          onPointerEnter={() => onPoint(country.code)}
          {...(onChoose && {
            role: 'button',
            tabIndex: country.code === stop ? 0 : -1,
            'aria-label': describe(country.code, country.value),
            'aria-pressed': country.code === chosen,
            onClick: () => onChoose(country.code),
            onFocus: () => onPoint(country.code),
            onBlur: () => onPoint(undefined),
            onKeyDown: (event: React.KeyboardEvent<SVGPathElement>) => onKeyDown(event, index),
          })}
        />
      ))}
    </g>
  );
}
