/** What the harness prints. */
import { addHits, type Hits } from './faults.ts';
import type { SeedReport } from './run-seed.ts';

/** One line per seed. */
export function seedLine(report: SeedReport): string {
  const { seed, offered, accepted, dropped, lost, neverAnswered, repeats, violations, ms, hits } = report;
  const faults = Object.values(hits).reduce((sum, times) => sum + times, 0);
  const drops = Object.entries(dropped).map(([reason, n]) => `${n} ${reason}`);
  const parts = [
    `${offered} offered`,
    `${accepted} accepted`,
    ...drops,
    `${lost} counted as lost`,
    `${neverAnswered} never answered and not found`,
    `${repeats} repeats`,
    `${faults} faults`,
    `${(ms / 1000).toFixed(1)} s`,
  ];
  return `seed ${seed}: ${violations.length === 0 ? 'holds' : 'VIOLATED'} (${parts.join(', ')})`;
}

/** The evidence of a seed that failed, and how to see it again. */
export function evidence({ seed, plan, violations }: SeedReport, events: number): string {
  const lines = violations.flatMap(({ rule, detail, evidence: items }) => [
    `  ${rule}: ${detail}`,
    ...items.map((item) => `    ${item}`),
  ]);
  const segments = plan.segments.map(({ title, events: n }, index) => `  ${index}. ${n} events: ${title}`);
  return [
    `Seed ${seed} broke ${violations.length} promises:`,
    ...lines,
    'Its plan:',
    ...segments,
    `Replay: npm run faults -- --seed ${seed} --events ${events}`,
  ].join('\n');
}

export function table(reports: readonly SeedReport[]): string {
  const hits = reports.reduce<Hits>((all, report) => addHits(all, report.hits), {});
  const rows = Object.entries(hits)
    .filter(([, times]) => times > 0)
    .toSorted(([a], [b]) => a.localeCompare(b));
  const width = Math.max(...rows.map(([name]) => name.length), 5);
  const held = reports.every(({ violations }) => violations.length === 0);
  return [
    `${'fault'.padEnd(width)}  struck  ${held ? 'survived' : ''}`,
    ...rows.map(([name, times]) => `${name.padEnd(width)}  ${String(times).padStart(6)}  ${held ? 'yes' : ''}`),
  ].join('\n');
}

export function verdict(reports: readonly SeedReport[]): string {
  const broken = reports.filter(({ violations }) => violations.length > 0);
  const sum = (of: (report: SeedReport) => number): number => reports.reduce((all, report) => all + of(report), 0);
  const figures = `${sum(({ offered }) => offered)} events offered, ${sum(({ accepted }) => accepted)} accepted, ${reports.length} seeds`;
  if (broken.length === 0)
    return `HOLDS: accepted = raw = hourly = daily = counters, every event accounted for once (${figures}).`;
  return `VIOLATED by seeds ${broken.map(({ seed }) => seed).join(', ')} (${figures}).`;
}
