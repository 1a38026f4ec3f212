/** The world as paths: a public-domain atlas in a fixed frame, drawn while the app is built. */
import { geoCentroid, geoNaturalEarth1, geoPath } from 'd3-geo';
import type { Feature, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json' with { type: 'json' };
import { MAP_HEIGHT, MAP_WIDTH, type LonLat, type Spot } from './frame.ts';
import { SMALL_COUNTRIES } from './small-countries.ts';

export interface Country {
  /** ISO 3166-1 alpha-2. */
  code: string;
  /** SVG path in the frame's units; empty for countries too small to have one. */
  path: string;
  centre: Spot;
}

export type CountryGeometries = GeometryCollection<{ name: string }>;

/** The atlas has no number for these; where it draws borders that ISO does not know, the country that ISO knows is shown. */
const UNNUMBERED: Readonly<Record<string, string>> = { Kosovo: 'XK', 'N. Cyprus': 'CY', Somaliland: 'SO' };
/** The map is cut through the Bering Strait, so that Siberia stays in one piece and no ocean is drawn twice. */
const CUT_DEGREES = 11;
/** Room for the dots of islands at the very edge. */
const MARGIN = 8;
/** No visitors, a third of the height. */
const LEFT_OUT = 'AQ';

interface Numbered {
  id?: string | number | undefined;
  properties?: { name?: string } | null | undefined;
}

/** The registry of regions knows which letters a number stands for, and every browser carries it. */
export function codeOf({ id, properties }: Numbered): string {
  const byNumber = id === undefined ? undefined : new Intl.Locale(`und-${id}`).region;
  return byNumber ?? UNNUMBERED[properties?.name ?? ''] ?? '';
}

const topology = atlas as unknown as Topology<{ countries: CountryGeometries }>;

export function drawWorld(): Country[] {
  const geometries = topology.objects.countries.geometries.filter((each) => codeOf(each) !== LEFT_OUT);
  const collection: CountryGeometries = { type: 'GeometryCollection', geometries };
  const shown = feature(topology, collection);
  const islands: Feature = {
    type: 'Feature',
    properties: null,
    geometry: { type: 'MultiPoint', coordinates: Object.values(SMALL_COUNTRIES).map((at) => [...at]) },
  };
  const projection = geoNaturalEarth1()
    .rotate([-CUT_DEGREES, 0])
    .fitExtent(
      [
        [MARGIN, MARGIN],
        [MAP_WIDTH - MARGIN, MAP_HEIGHT - MARGIN],
      ],
      { type: 'FeatureCollection', features: [...shown.features, islands] },
    );
  const draw = geoPath(projection).digits(1);
  const place = (at: LonLat): Spot | undefined => {
    const spot = projection([at[0], at[1]]);
    return spot ? { x: spot[0], y: spot[1] } : undefined;
  };
  const countries = new Map<string, Country>();
  for (const each of shown.features) {
    const code = codeOf(each);
    const before = countries.get(code);
    const path = `${before?.path ?? ''}${draw(each) ?? ''}`;
    const centre = before?.centre ?? place(centreOf(each));
    if (centre) countries.set(code, { code, path, centre });
  }
  for (const [code, at] of Object.entries(SMALL_COUNTRIES)) {
    const centre = place(at);
    if (centre) countries.set(code, { code, path: '', centre });
  }
  return [...countries.values()];
}

/** Of the largest part: France's is in France, not between it and Guiana. */
function centreOf({ geometry }: Feature): LonLat {
  if (geometry.type !== 'MultiPolygon') return geoCentroid(geometry);
  const largest = geometry.coordinates.toSorted((a, b) => spread(b) - spread(a))[0] ?? [];
  return geoCentroid({ type: 'Polygon', coordinates: largest } satisfies Polygon);
}

/** Square degrees of the box around a part: enough to compare by. */
function spread([outline = []]: Position[][]): number {
  const lons = outline.map(([lon = 0]) => lon);
  const lats = outline.map(([, lat = 0]) => lat);
  return (Math.max(...lons) - Math.min(...lons)) * (Math.max(...lats) - Math.min(...lats));
}
