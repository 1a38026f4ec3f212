/** One country in the middle of its neighbours, on a projection of its own: nothing is stretched, and no border looks cut off. */
import { geoArea, geoAzimuthalEqualArea, geoCentroid, geoPath } from 'd3-geo';
import type { Feature, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-50m.json';
import { codeOf, type CountryGeometries } from './atlas.ts';
import { MAP_HEIGHT, MAP_WIDTH } from './frame.ts';

export interface CloseUp {
  /** Path of the country. */
  country: string;
  /** Path of all land around it. */
  around: string;
}

/** Finer than the world's, five times as heavy: fetched with the first country that is looked at. */
const topology = atlas as unknown as Topology<{ countries: CountryGeometries }>;
/** Around the country, in the frame's units. */
const MARGIN = 36;
/** Degrees around its middle; what lies behind the horizon is no neighbour. */
const HORIZON = 70;

/** Undefined for what the atlas is too coarse to draw. */
export function drawCloseUp(code: string): CloseUp | undefined {
  const { features } = feature(topology, topology.objects.countries);
  const own = features.filter((each) => codeOf(each) === code);
  const [first] = own;
  if (!first) return undefined;
  const mainland = mainlandOf(first);
  const [longitude, latitude] = geoCentroid(mainland);
  const projection = geoAzimuthalEqualArea()
    .rotate([-longitude, -latitude])
    .clipAngle(HORIZON)
    .fitExtent(
      [
        [MARGIN, MARGIN],
        [MAP_WIDTH - MARGIN, MAP_HEIGHT - MARGIN],
      ],
      mainland,
    )
    .clipExtent([
      [0, 0],
      [MAP_WIDTH, MAP_HEIGHT],
    ]);
  const draw = geoPath(projection).digits(1);
  const pathOf = (all: Feature[]) => all.map((each) => draw(each) ?? '').join('');
  return { country: pathOf(own), around: pathOf(features.filter((each) => codeOf(each) !== code)) };
}

/** The largest part: overseas territories would push a country to a corner of its own map. */
function mainlandOf(shape: Feature): Feature {
  const { geometry } = shape;
  if (geometry.type !== 'MultiPolygon') return shape;
  const parts = geometry.coordinates.map((coordinates): Polygon => ({ type: 'Polygon', coordinates }));
  return { ...shape, geometry: parts.reduce((best, part) => (geoArea(part) > geoArea(best) ? part : best)) };
}
