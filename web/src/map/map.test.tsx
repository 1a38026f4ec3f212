// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { expect, it, vi } from 'vitest';
import fine from 'world-atlas/countries-50m.json';
import { drawWorld } from './atlas.ts';
import { MAP_HEIGHT, MAP_WIDTH } from './frame.ts';
import { SHADES, shadeOf } from './shade.ts';
import { WorldMap } from './world-map.tsx';

const countries = new Map(drawWorld().map((country) => [country.code, country]));

it('every country of a finer atlas is drawn or has a place', () => {
  const topology = fine as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;
  const numbered = feature(topology, topology.objects.countries).features.filter(({ id }) => id !== undefined);
  const codes = numbered.map(({ id }) => new Intl.Locale(`und-${id}`).region ?? '');
  expect(codes.length).toBeGreaterThan(230);
  expect(codes.filter((code) => code !== 'AQ' && !countries.has(code))).toEqual([]);
});

it('countries are where they are: within the frame, Germany north of Italy, Japan east of China', () => {
  const centre = (code: string) => countries.get(code)?.centre ?? { x: Number.NaN, y: Number.NaN };
  for (const { code, centre: spot } of countries.values()) {
    expect(spot.x, code).toBeGreaterThanOrEqual(0);
    expect(spot.x, code).toBeLessThanOrEqual(MAP_WIDTH);
    expect(spot.y, code).toBeLessThanOrEqual(MAP_HEIGHT);
  }
  expect(centre('DE').y).toBeLessThan(centre('IT').y);
  expect(centre('JP').x).toBeGreaterThan(centre('CN').x);
  // By its largest part: not in the Atlantic.
  expect(Math.abs(centre('FR').x - centre('BE').x)).toBeLessThan(20);
});

it('the first click is seen beside a million, and the largest is the darkest', () => {
  expect(shadeOf(0, 1_000_000)).toBe(0);
  expect(shadeOf(1, 1_000_000)).toBe(1);
  expect(shadeOf(1_000_000, 1_000_000)).toBe(SHADES);
  expect(shadeOf(1, 1)).toBe(SHADES);
});

it('arrow keys go from the largest country to the next, Enter chooses, and there is one tab stop', async () => {
  const onChoose = vi.fn<(country: string) => void>();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <WorldMap
        label="Clicks by country"
        values={
          new Map([
            ['SG', 2],
            ['DE', 9],
            ['US', 5],
          ])
        }
        describe={(country, value) => `${country}: ${value}`}
        onChoose={onChoose}
      />
    </QueryClientProvider>,
  );
  const largest = await screen.findByRole('button', { name: 'DE: 9' });
  expect(screen.getAllByRole('button').map((each) => each.getAttribute('tabindex'))).toEqual(['0', '-1', '-1']);
  largest.focus();
  fireEvent.keyDown(largest, { key: 'ArrowRight' });
  fireEvent.keyDown(screen.getByRole('button', { name: 'US: 5' }), { key: 'Enter' });
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('US');
});
