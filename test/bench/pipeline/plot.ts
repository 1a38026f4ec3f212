/** Small line and bar plots as SVG, readable on light and dark paper. */

export interface Series {
  name: string;
  color: string;
  points: readonly (readonly [number, number])[];
}

const WIDTH = 380;
const HEIGHT = 230;
const LEFT = 62;
const RIGHT = 14;
const TOP = 34;
const BOTTOM = 42;
const GRID_LINES = 4;

const fixed = (value: number): string => value.toFixed(1);
const short = (value: number): string =>
  value >= 1_000 ? `${Math.round(value / 100) / 10}k` : String(Math.round(value));

/** One panel: `x` on a logarithmic scale, `y` from zero. `mark` draws a line at the value in use. */
function panel(title: string, xLabel: string, series: readonly Series[], mark: number): string {
  const xs = series.flatMap(({ points }) => points.map(([x]) => Math.log10(x)));
  const [low, high] = [Math.min(...xs), Math.max(...xs)];
  const most = 1.05 * Math.max(...series.flatMap(({ points }) => points.map(([, y]) => y)));
  const atX = (x: number): number => LEFT + ((Math.log10(x) - low) / (high - low)) * (WIDTH - LEFT - RIGHT);
  const atY = (y: number): number => HEIGHT - BOTTOM - (y / most) * (HEIGHT - TOP - BOTTOM);
  const grid = Array.from({ length: GRID_LINES + 1 }, (_, i) => (most * i) / GRID_LINES).map(
    (y) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${fixed(atY(y))}" y2="${fixed(atY(y))}" stroke="#a1a1aa" stroke-opacity="0.35"/><text x="${LEFT - 6}" y="${fixed(atY(y) + 4)}" text-anchor="end">${short(y)}</text>`,
  );
  const ticks = (series[0]?.points ?? []).map(
    ([x]) => `<text x="${fixed(atX(x))}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${short(x)}</text>`,
  );
  const lines = series.map(({ name, color, points }, i) => {
    const path = points.map(([x, y]) => `${fixed(atX(x))},${fixed(atY(y))}`).join(' ');
    const dots = points.map(([x, y]) => `<circle cx="${fixed(atX(x))}" cy="${fixed(atY(y))}" r="3" fill="${color}"/>`);
    const key = `<text x="${LEFT + 6 + i * 130}" y="${TOP - 4}" fill="${color}">${name}</text>`;
    return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"/>${dots.join('')}${key}`;
  });
  const used = `<line x1="${fixed(atX(mark))}" x2="${fixed(atX(mark))}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="#dc2626" stroke-dasharray="4 3"/>`;
  return `<text x="${LEFT}" y="14" font-weight="600">${title}</text>${grid.join('')}${ticks.join('')}${used}${lines.join('')}<text x="${(WIDTH + LEFT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${xLabel}</text>`;
}

export interface Panel {
  title: string;
  xLabel: string;
  series: readonly Series[];
  mark: number;
}

/** Panels two by two. */
export function plot(title: string, panels: readonly Panel[]): string {
  const drawn = panels.map(
    (each, i) =>
      `<g transform="translate(${(i % 2) * WIDTH},${Math.floor(i / 2) * HEIGHT})">${panel(each.title, each.xLabel, each.series, each.mark)}</g>`,
  );
  const height = Math.ceil(panels.length / 2) * HEIGHT;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * WIDTH} ${height}" font-family="system-ui,sans-serif" font-size="11" fill="#71717a"><title>${title}</title>${drawn.join('')}</svg>\n`;
}
