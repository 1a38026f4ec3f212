/** How the chart looks: uPlot's options, with colours taken from the design tokens of the element it stands in. */
import type uPlot from 'uplot';
import { formatShort } from '../format/number.ts';
import type { Bucket } from './points.ts';
import { axisLabel } from './points.ts';

export const CHART_HEIGHT = 240;
/** Whole clicks only, in steps that people count in. */
const STEPS = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();
/** Room between labels of the time axis, in pixels. */
const LABEL_SPACE = 76;

/** How the value axis is written and scaled; that of counts unless said otherwise. */
export interface ValueAxis {
  format: (value: number) => string;
  /** A quiet chart still has a scale. */
  leastTop: number;
  /** Steps between lines, ascending. */
  steps: number[];
}

const COUNTS: ValueAxis = { format: formatShort, leastTop: 4, steps: STEPS };
/** Pixels around the plot, for what is laid over it: see `Plot` of the trend. */
export const PLOT_LEFT = 52;
export const PLOT_RIGHT = 24;
/** A shorter drag is a click. */
const LEAST_BRUSH_PX = 6;

interface Colours {
  line: string;
  grid: string;
  text: string;
  dot: string;
}

/** The stylesheet puts each token on a property of the element that computes to a plain colour; canvases know no variables. */
export function coloursOf(element: HTMLElement): Colours {
  const computed = getComputedStyle(element);
  return {
    line: computed.caretColor,
    grid: computed.borderTopColor,
    text: computed.color,
    dot: computed.backgroundColor,
  };
}

/** `colour` is a computed one: `rgb(r, g, b)`. */
function translucent(colour: string, alpha: number): string {
  return colour.replace('rgb(', 'rgba(').replace(')', `, ${alpha})`);
}

function fade(colour: string) {
  return (chart: uPlot): CanvasGradient => {
    const { top, height } = chart.bbox;
    const gradient = chart.ctx.createLinearGradient(0, top, 0, top + height);
    gradient.addColorStop(0, translucent(colour, 0.2));
    gradient.addColorStop(1, translucent(colour, 0));
    return gradient;
  };
}

interface ChartLook {
  /** Pixels. */
  width: number;
  bucket: Bucket;
  colours: Colours;
  /** CSS font of the axes. */
  font: string;
  /** Gets the bucket under the cursor and its place in pixels from the left edge, or nothing. */
  onHover: (hover: { index: number; left: number } | undefined) => void;
  /** Absent: counts. */
  axis?: ValueAxis | undefined;
  /** A last column of the period before is drawn behind. */
  compared?: boolean | undefined;
  /** Gets the first and last bucket that were dragged over. */
  onBrush?: ((first: number, last: number) => void) | undefined;
}

function axesOf({ bucket, colours, font, axis: { format, steps } = COUNTS }: ChartLook): uPlot.Axis[] {
  const axis: uPlot.Axis = { stroke: colours.text, font, ticks: { show: false } };
  const time = (_chart: uPlot, splits: number[]) => splits.map((at) => axisLabel(at * 1000, bucket));
  const values = (_chart: uPlot, splits: number[]) => splits.map(format);
  return [
    { ...axis, grid: { show: false }, gap: 8, size: 28, space: LABEL_SPACE, values: time },
    { ...axis, grid: { stroke: colours.grid, width: 1 }, gap: 8, size: PLOT_LEFT, space: 36, incrs: steps, values },
  ];
}

export function chartOptions(look: ChartLook): uPlot.Options {
  const { width, colours, onHover, onBrush, axis: { leastTop, steps } = COUNTS } = look;
  const whole = (top: number) => (Number.isInteger(steps[0]) ? Math.ceil(top) : top);
  const line = { stroke: colours.line, width: 2, points: { show: false }, fill: fade(colours.line) };
  const before = { stroke: colours.text, width: 1.5, dash: [3, 4], points: { show: false } };
  return {
    width,
    height: CHART_HEIGHT,
    legend: { show: false },
    padding: [12, PLOT_RIGHT, 0, 0],
    scales: {
      x: { time: true },
      y: { range: (_chart, _min, max) => [0, Math.max(leastTop, whole((max ?? 0) * 1.08))] },
    },
    axes: axesOf(look),
    series: [{}, line, { ...line, dash: [4, 4] }, ...(look.compared ? [before] : [])],
    cursor: {
      y: false,
      drag: { x: onBrush !== undefined, y: false, setScale: false },
      points: { size: 9, width: 2, stroke: colours.line, fill: colours.dot },
    },
    hooks: {
      setCursor: [
        ({ cursor, bbox }) => {
          const { idx, left = 0 } = cursor;
          onHover(typeof idx === 'number' ? { index: idx, left: left + bbox.left / devicePixelRatio } : undefined);
        },
      ],
      ...(onBrush && { setSelect: [brushedBy(onBrush)] }),
    },
  };
}

/** The selection is taken away at once: what it asked for is another chart. */
function brushedBy(onBrush: (first: number, last: number) => void) {
  return (chart: uPlot): void => {
    const { left, width } = chart.select;
    if (width < LEAST_BRUSH_PX) return;
    chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    onBrush(chart.posToIdx(left), chart.posToIdx(left + width));
  };
}
