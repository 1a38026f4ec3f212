/** Formats and states of imports in words. */
import type { FormatName } from '#core/import/format/formats.ts';
import type { WireImport } from '#core/import/wire.ts';

export const FORMAT_LABELS: Record<FormatName, string> = {
  csv: 'Any CSV file',
  hopline: 'Hopline',
  bitly: 'Bitly',
  shortio: 'Short.io',
  rebrandly: 'Rebrandly',
  dub: 'Dub',
  yourls: 'YOURLS',
  kutt: 'Kutt',
  shlink: 'Shlink',
  sink: 'Sink',
};

/** Where the domain of a product's links is known, it is filled in. */
export const OLD_DOMAINS: Partial<Record<FormatName, string>> = {
  bitly: 'bit.ly',
  rebrandly: 'rebrand.ly',
  dub: 'dub.sh',
};

export function stateWords({ state, dryRun }: Pick<WireImport, 'state' | 'dryRun'>): string {
  switch (state) {
    case 'waiting':
      return 'Waiting for its file';
    case 'running':
      return dryRun ? 'Checking every line' : 'Importing';
    case 'paused':
      return 'Paused';
    case 'checked':
      return 'Checked, nothing is written yet';
    case 'done':
      return 'Done';
    case 'canceled':
      return 'Cancelled';
    case 'failed':
      return 'Stopped by a fault';
  }
}
