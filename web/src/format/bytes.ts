/** Sizes of files as people read them. */

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** In powers of a thousand, as file managers show them: `250 KB`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  let size = Math.max(0, bytes);
  let unit = 0;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1_000;
    unit++;
  }
  const digits = unit > 1 && size < 99.95 ? 1 : 0;
  return `${size.toFixed(digits)} ${UNITS[unit]}`;
}
