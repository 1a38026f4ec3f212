import { expect, it } from 'vitest';
import { countResults, type VitestReport } from './count.ts';

const report: VitestReport = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
};

it('counts what passed, failed and was skipped', () => {
  expect(countResults(report, 0).line).toBe('7 passed, 0 failed');
  expect(countResults({ ...report, numFailedTests: 2, numPendingTests: 1 }, 1).line).toBe(
    '7 passed, 2 failed, 1 skipped',
  );
});

it('counts a file that cannot be loaded as a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{}] },
  ];
  expect(countResults({ ...report, numFailedTests: 1, testResults }, 1)).toEqual({
    line: '7 passed, 2 failed',
    failed: 2,
  });
});

it('never says that all is well when the run was not', () => {
  expect(countResults(report, 1).failed).toBe(1);
  expect(countResults(report, null).failed).toBe(1);
  expect(countResults(null, 1).line).toBe('0 passed, 1 failed');
});
