/** Revisions as preconditions: a change made against an older state of a thing is refused instead of overwriting a newer one. */
import { AppError } from '../error/app-error.ts';

/**
 * Throws `precondition_failed` unless `expected` is undefined or the current revision. `what` names the thing in the message.
 * The write itself must repeat the revision in its condition: between this check and the write another may come.
 */
export function requireRevision(what: string, current: number, expected: number | undefined): void {
  if (expected === undefined || expected === current) return;
  throw changedMeanwhile(what, expected);
}

/** For a write that came too late: `precondition_failed` for those who named a revision, otherwise `conflict`. */
export function changedMeanwhile(what: string, expected: number | undefined): AppError {
  return expected === undefined
    ? new AppError('conflict', `Somebody else changed this ${what} at the same moment. Try again.`)
    : new AppError(
        'precondition_failed',
        `If-Match: this ${what} has changed since you read it. Read it again and repeat your change.`,
      );
}
