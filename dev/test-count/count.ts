/** Counts a test run in one line: from vitest's JSON report, and never better than its exit code. */

/** The part of the JSON reporter's output that is read. */
export interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

/** @param report null when the run ended before it could write one. */
export function countResults(report: VitestReport | null, exitCode: number | null): { line: string; failed: number } {
  const passed = report?.numPassedTests ?? 0;
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  // A file that cannot even be loaded has no tests to fail; it counts as one.
  const brokenFiles =
    report?.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
      .length ?? 0;
  const counted = (report?.numFailedTests ?? 0) + brokenFiles;
  // Errors outside of tests fail the run without failing a test.
  const failed = counted === 0 && exitCode !== 0 ? 1 : counted;
  return { line: `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`, failed };
}
