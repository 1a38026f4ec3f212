/** A finger on a chart: touching reads it, going sideways chooses a stretch, up and down still scrolls the page. */
import type uPlot from 'uplot';

/** A finger is no pin: a shorter way sideways was meant as a touch. */
const LEAST_STRETCH_PX = 24;

/**
 * uPlot itself knows the mouse alone. Where nothing can be chosen, the finger reads along.
 * @param onBrush gets the first and the last bucket of the stretch
 * @returns ends it
 */
export function followFinger(chart: uPlot, onBrush?: (first: number, last: number) => void): () => void {
  let from: number | undefined;
  const stretch = (to: number, began: number) => ({ left: Math.min(to, began), width: Math.abs(to - began) });
  const select = (left: number, width: number) =>
    chart.setSelect({ left, width, top: 0, height: width === 0 ? 0 : chart.over.clientHeight }, false);

  const onDown = (event: PointerEvent) => {
    if (event.pointerType === 'mouse' || !event.isPrimary) return;
    from = placeOf(event, chart);
    chart.setCursor({ left: from, top: 1 });
  };
  const onMove = (event: PointerEvent) => {
    if (from === undefined || !event.isPrimary) return;
    const to = placeOf(event, chart);
    chart.setCursor({ left: to, top: 1 });
    const { left, width } = stretch(to, from);
    if (onBrush) select(left, width);
  };
  const onUp = (event: PointerEvent) => {
    if (from === undefined || !event.isPrimary) return;
    const { left, width } = stretch(placeOf(event, chart), from);
    onCancel();
    if (width >= LEAST_STRETCH_PX) onBrush?.(chart.posToIdx(left), chart.posToIdx(left + width));
  };
  /** The page scrolls: the finger never meant the chart. */
  const onCancel = () => {
    from = undefined;
    select(0, 0);
  };

  const listeners = { pointerdown: onDown, pointermove: onMove, pointerup: onUp, pointercancel: onCancel } as const;
  const names = Object.keys(listeners) as (keyof typeof listeners)[];
  for (const name of names) chart.over.addEventListener(name, listeners[name]);
  return () => {
    for (const name of names) chart.over.removeEventListener(name, listeners[name]);
  };
}

/** Pixels from the plot's left edge; a finger may leave the plot and still mean its end. */
function placeOf({ clientX }: PointerEvent, { over }: uPlot): number {
  const { left, width } = over.getBoundingClientRect();
  return Math.min(width, Math.max(0, clientX - left));
}
