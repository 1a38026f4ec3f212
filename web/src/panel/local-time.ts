/** Moments as `datetime-local` fields hold them: the reader's own clock, to the minute. */

const two = (number: number) => String(number).padStart(2, '0');

/** ISO 8601 → `2027-01-31T09:05`; empty for null. */
export function toLocal(iso: string | null): string {
  return iso === null ? '' : localOf(Date.parse(iso));
}

/** Unix milliseconds → `2027-01-31T09:05`. */
export function localOf(ms: number): string {
  const at = new Date(ms);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** `2027-01-31T09:05` → ISO 8601; null when empty or unfinished. */
export function fromLocal(local: string): string | null {
  const ms = Date.parse(local);
  return local === '' || Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** The zone these fields are read in. */
export const zoneName = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
