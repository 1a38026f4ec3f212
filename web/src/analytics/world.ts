/** The shapes of the world: countries by their two letters, drawn whole or one of them close. */
import codes from 'i18n-iso-countries/codes.json';
import { geoArea, geoAzimuthalEqualArea, geoCentroid, geoEqualEarth, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json';
import type { Feature, Polygon } from 'geojson';

export const MAP_WIDTH = 960;
export const MAP_HEIGHT = 440;
/** Around a country that is drawn close, in the map's units. */
const CLOSE_MARGIN = 36;
/** Nobody clicks there, and it would take a fifth of the map. */
const ANTARCTICA = 'AQ';

interface Country {
  /** ISO 3166-1 alpha-2; empty where it has none. */
  code: string;
  name: string;
  shape: Feature;
}

export interface DrawnCountry {
  code: string;
  name: string;
  /** For `d` of an SVG path. */
  path: string;
}

const ALPHA_2 = new Map(codes.map(([alpha2 = '', , numeric = '']) => [numeric, alpha2]));

interface Properties {
  name: string;
}

let known: Country[] | undefined;

function countries(): Country[] {
  const topology = atlas as unknown as Topology<{ countries: GeometryCollection<Properties> }>;
  known ??= feature(topology, topology.objects.countries)
    .features.map((shape) => ({
      code: ALPHA_2.get(String(shape.id)) ?? '',
      name: shape.properties.name,
      shape,
    }))
    .filter(({ code }) => code !== ANTARCTICA);
  return known;
}

/** True when the map has this country; the smallest islands it leaves out. */
export function hasShape(code: string): boolean {
  return countries().some((country) => country.code === code);
}

/** The whole world, on a projection that keeps areas true: large countries look no larger than they are. */
export function drawWorld(): DrawnCountry[] {
  const all = { type: 'FeatureCollection' as const, features: countries().map(({ shape }) => shape) };
  const projection = geoEqualEarth().rotate([-11, 0]).fitSize([MAP_WIDTH, MAP_HEIGHT], all);
  return draw(geoPath(projection));
}

/** One country in the middle of its neighbours; the world when it has no shape. */
export function drawCountry(code: string): DrawnCountry[] {
  const country = countries().find((each) => each.code === code);
  if (!country) return drawWorld();
  const mainland = mainlandOf(country.shape);
  const [longitude, latitude] = geoCentroid(mainland);
  const frame: [[number, number], [number, number]] = [
    [CLOSE_MARGIN, CLOSE_MARGIN],
    [MAP_WIDTH - CLOSE_MARGIN, MAP_HEIGHT - CLOSE_MARGIN],
  ];
  const projection = geoAzimuthalEqualArea()
    .rotate([-longitude, -latitude])
    .clipAngle(70)
    .fitExtent(frame, mainland)
    .clipExtent([
      [0, 0],
      [MAP_WIDTH, MAP_HEIGHT],
    ]);
  return draw(geoPath(projection));
}

function draw(path: ReturnType<typeof geoPath>): DrawnCountry[] {
  return countries().flatMap(({ code, name, shape }) => {
    const drawn = path.digits(1)(shape);
    return drawn ? [{ code, name, path: drawn }] : [];
  });
}

/** The largest part: overseas territories would push a country to a corner of its own map. */
function mainlandOf(shape: Feature): Feature {
  const { geometry } = shape;
  if (geometry.type !== 'MultiPolygon') return shape;
  const parts = geometry.coordinates.map((coordinates): Polygon => ({ type: 'Polygon', coordinates }));
  const largest = parts.reduce((best, part) => (geoArea(part) > geoArea(best) ? part : best));
  return { ...shape, geometry: largest };
}
