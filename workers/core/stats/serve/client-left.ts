/** What a question ends with when nobody waits for its answer any more. */
import { AppError } from '../../error/app-error.ts';

export function clientLeft(): AppError {
  return new AppError('bad_request', 'The client closed the connection before the answer was there.');
}
