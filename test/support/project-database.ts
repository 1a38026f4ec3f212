/** Where a project's tests find ClickHouse: the engine of the run, and the database the project shares. */

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the engine of this run; `inject('clickhouseUrl')`. Empty when no selected project uses it. */
    clickhouseUrl: string;
    /** Origin of the run's mailbox. */
    mailUrl: string;
  }
}

/** Migrated and empty at the start of the run. A test that counts whole tables takes a fresh one instead (worker/database.ts). */
export function projectDatabase(project: string): string {
  return `hopline_test_${project}`;
}
