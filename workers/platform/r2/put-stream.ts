/** Stores a body as it comes in; memory holds a chunk of it at a time. */
import { AppError } from '#core/error/app-error.ts';

/** Throws `bad_request` when the body is not as long as it was said to be. */
export async function putStream(
  bucket: Pick<R2Bucket, 'put'>,
  key: string,
  body: ReadableStream<Uint8Array> | null,
  bytes: number,
): Promise<void> {
  if (!body) throw new AppError('bad_request', 'The file is missing: send it as the body.');
  const { readable, writable } = new FixedLengthStream(bytes);
  const [piped, stored] = await Promise.allSettled([body.pipeTo(writable), bucket.put(key, readable)]);
  if (piped.status === 'rejected') throw notWhole(piped.reason);
  if (stored.status === 'rejected') throw isTooShort(stored.reason) ? notWhole(stored.reason) : stored.reason;
}

/** A body shorter than it was said to be shows at the reading end, as a TypeError of the runtime. */
function isTooShort(error: unknown): boolean {
  return error instanceof TypeError && error.message.includes('FixedLengthStream');
}

function notWhole(cause: unknown): AppError {
  return new AppError('bad_request', 'The file did not arrive whole. Send it again.', { cause });
}
