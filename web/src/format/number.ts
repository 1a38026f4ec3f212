/** Numbers as people read them. Counts are exact wherever they can be: the product's promise is in the last digit. */

const whole = new Intl.NumberFormat('en-US');
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat('en-US', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** All digits: `12,345`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** For axes, where room is short: `12.3K`. */
export function formatShort(count: number): string {
  return short.format(count);
}

/** Part of a whole: `12.3%`; `0%` of nothing; never `0%` for something. */
export function formatShare(part: number, total: number): string {
  if (total <= 0 || part <= 0) return '0%';
  const share = part / total;
  return share < 0.001 ? '<0.1%' : percent.format(share);
}

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** Cents of USD as `$12.34`. */
export function formatMoney(cents: number): string {
  return dollars.format(cents / 100);
}

/** `1 click`, `2 clicks`. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}
