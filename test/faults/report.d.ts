import type { SeedReport } from './run-seed.ts';
/** One line per seed. */
export declare function seedLine(report: SeedReport): string;
/** The evidence of a seed that failed, and how to see it again. */
export declare function evidence({ seed, plan, violations }: SeedReport, events: number): string;
export declare function table(reports: readonly SeedReport[]): string;
export declare function verdict(reports: readonly SeedReport[]): string;
