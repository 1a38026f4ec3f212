/** Medians, ratios and noise of a run. */
import type { CellResult, Measured, Round } from './measure.ts';

export interface Row {
  id: string;
  title: string;
  requestsPerSecond: number;
  cpuMicros: number;
  /** CPU against the cell of the same round, then the median: a slow moment of the machine cancels out. */
  toBare: number;
  /** Where the true median of `toBare` lies with 95 % confidence, by order statistics: no shape of the noise is assumed. */
  toBareBetween: [number, number];
  toQueue: number;
  p50Ms: number;
  p99Ms: number;
  single: CellResult['single'];
  perRequest: CellResult['perRequest'];
  /** Middle half of the rounds' CPU, (third − first quartile) / median. */
  spread: number;
}

export interface Budget {
  what: string;
  limit: number;
  value: number;
  met: boolean;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function quantile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0;
}

/** Ranks n/2 ± z·√n/2 of a sorted sample hold the median with 95 % confidence (binomial, normal approximation). */
function medianBetween(values: number[]): [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const half = (1.96 * Math.sqrt(sorted.length)) / 2;
  const at = (rank: number): number => sorted[Math.min(sorted.length - 1, Math.max(0, rank))] ?? NaN;
  return [at(Math.floor(sorted.length / 2 - half)), at(Math.ceil(sorted.length / 2 + half))];
}

/**
 * The rounds in which other programs used the machine least: half of them. They are chosen by what others did and never by what was
 * measured, so that the choice can make the figures truer but not prettier.
 */
function quieterHalf({ cells, others }: Measured): CellResult[] {
  const kept = others
    .map((share, round) => ({ share, round }))
    .toSorted((a, b) => a.share - b.share)
    .slice(0, Math.ceil(others.length / 2));
  return cells.map((cell) => ({ ...cell, rounds: kept.flatMap(({ round }) => cell.rounds[round] ?? []) }));
}

export function summarise(measured: Measured): Row[] {
  const results = quieterHalf(measured);
  const roundsOf = (id: string): Round[] => results.find((result) => result.id === id)?.rounds ?? [];
  const ratios = (result: CellResult, to: Round[]): number[] =>
    result.rounds.map((round, i) => round.cpuMicros / (to[i]?.cpuMicros ?? NaN));
  return results.map((result) => {
    const cpu = result.rounds.map((round) => round.cpuMicros);
    return {
      id: result.id,
      title: result.title,
      requestsPerSecond: median(result.rounds.map((round) => round.requestsPerSecond)),
      cpuMicros: median(cpu),
      toBare: median(ratios(result, roundsOf('bare'))),
      toBareBetween: medianBetween(ratios(result, roundsOf('bare'))),
      toQueue: median(ratios(result, roundsOf('queue'))),
      p50Ms: median(result.rounds.map((round) => round.p50Ms)),
      p99Ms: median(result.rounds.map((round) => round.p99Ms)),
      single: result.single,
      perRequest: result.perRequest,
      spread: (quantile(cpu, 0.75) - quantile(cpu, 0.25)) / median(cpu),
    };
  });
}

const KIB = 1024;

/** The promises of the design, as of this run. */
export function checkBudgets(rows: Row[], gzipBytes: number): Budget[] {
  const row = (id: string): Row => {
    const found = rows.find((each) => each.id === id);
    if (!found) throw new Error(`No cell "${id}"`);
    return found;
  };
  const budget = (what: string, limit: number, value: number): Budget => ({ what, limit, value, met: value <= limit });
  return [
    budget('CPU of a hot captured redirect against (a)', 3, row('hot').toBare),
    budget('CPU of a hot captured redirect against (c)', 1.5, row('hot').toQueue),
    budget('CPU of an unknown key against (a)', 2, row('unknown').toBare),
    budget('KV reads of a hot redirect', 1, row('hot').perRequest.kvReads),
    budget('D1 statements of a hot redirect', 0, row('hot').perRequest.d1Statements),
    budget('queue sends of a hot redirect', 1, row('hot').perRequest.queueSends),
    budget('D1 statements per unknown key', 0.05, row('unknown').perRequest.d1Statements),
    budget('bundle, KiB gzip', 40, gzipBytes / KIB),
  ];
}
