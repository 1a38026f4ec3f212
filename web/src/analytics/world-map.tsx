/** The world by how much came from where. What it shows stands as a list beside it, which is what keyboards and screen readers use. */
import type { CSSProperties } from 'react';
import { memo, useMemo, useRef, useState } from 'react';
import { countryName } from '../format/place.ts';
import { type PointedAt, usePointer } from './use-pointer.ts';
import { drawCountry, drawWorld, type DrawnCountry, MAP_HEIGHT, MAP_WIDTH } from './world.ts';
import styles from './world-map.module.css';

export interface WorldMapProps {
  /** By country. */
  values: ReadonlyMap<string, number>;
  words: (value: number) => string;
  /** The country drawn close; the whole world without one. */
  country?: string | undefined;
  label: string;
  onChoose?: ((code: string) => void) | undefined;
}

export function WorldMap({ values, words, country, label, onChoose }: WorldMapProps) {
  const drawn = useMemo(() => (country ? drawCountry(country) : drawWorld()), [country]);
  const [hover, setHover] = useState<PointedAt>();
  const most = Math.max(1, ...values.values());

  const svg = useRef<SVGSVGElement>(null);
  usePointer(svg, { onPoint: setHover, onChoose });

  return (
    <div className={styles.map}>
      <svg
        ref={svg}
        viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`}
        className={styles.svg}
        role="img"
        aria-label={label}
        data-can-choose={onChoose ? '' : undefined}
      >
        {drawn.map((each) => (
          <Shape
            key={each.code || each.name}
            country={each}
            heat={heatOf(values.get(each.code) ?? 0, most)}
            state={country === undefined ? 'world' : each.code === country ? 'close' : 'around'}
          />
        ))}
      </svg>
      {hover && (
        <div
          className={styles.tip}
          style={{ left: `clamp(64px, ${hover.x}px, calc(100% - 64px))`, top: hover.y }}
          aria-hidden
        >
          <span className={styles.name}>{hover.code ? countryName(hover.code) : hover.name}</span>
          <span className="figures">{words(values.get(hover.code) ?? 0)}</span>
        </div>
      )}
    </div>
  );
}

interface ShapeProps {
  country: DrawnCountry;
  heat: number;
  state: 'world' | 'close' | 'around';
}

const Shape = memo(function Shape({ country: { code, name, path }, heat, state }: ShapeProps) {
  return (
    <path
      d={path}
      className={styles.country}
      data-code={code}
      data-name={name}
      data-any={heat > 0 ? '' : undefined}
      data-state={state}
      style={{ '--heat': `${heat}%` } as CSSProperties}
    />
  );
});

/** Few have most of the clicks: by the root, those with some are told apart, too. */
function heatOf(value: number, most: number): number {
  return value <= 0 ? 0 : Math.round(14 + 86 * Math.sqrt(value / most));
}
