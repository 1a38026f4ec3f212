/** Stored text to routing records; text that is none is treated as absent, so that the truth is asked instead. */
import type { DomainRecord, LinkRecord } from '#core/route/record.ts';

function parse(text: string | null): Record<string, unknown> | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Checks what redirecting relies on; the rest was checked when the api wrote it. */
export function parseLinkRecord(text: string | null): LinkRecord | undefined {
  const value = parse(text);
  const sound =
    value?.version === 1 &&
    typeof value.url === 'string' &&
    typeof value.linkId === 'string' &&
    typeof value.workspaceId === 'string';
  return sound ? (value as unknown as LinkRecord) : undefined;
}

export function parseDomainRecord(text: string | null): DomainRecord | undefined {
  const value = parse(text);
  return value?.version === 1 && typeof value.workspaceId === 'string' ? (value as unknown as DomainRecord) : undefined;
}
