/** Objects under a prefix, in the order of their names, as one stream behind a first line. */

/** Keys of one listing. */
const PAGE = 1_000;

export function joinObjects(
  bucket: Pick<R2Bucket, 'list' | 'get'>,
  prefix: string,
  head: string,
): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  void pour(bucket, prefix, head, writable).catch((error: unknown) => writable.abort(error).catch(() => undefined));
  return readable;
}

async function pour(
  bucket: Pick<R2Bucket, 'list' | 'get'>,
  prefix: string,
  head: string,
  into: WritableStream<Uint8Array>,
): Promise<void> {
  const writer = into.getWriter();
  await writer.write(new TextEncoder().encode(head));
  writer.releaseLock();
  for await (const key of keysOf(bucket, prefix)) {
    const object = await bucket.get(key);
    await object?.body.pipeTo(into, { preventClose: true });
  }
  await into.close();
}

async function* keysOf(bucket: Pick<R2Bucket, 'list'>, prefix: string): AsyncGenerator<string> {
  for (let cursor: string | undefined; ;) {
    const page = await bucket.list({ prefix, limit: PAGE, ...(cursor !== undefined && { cursor }) });
    for (const { key } of page.objects) yield key;
    if (!page.truncated) return;
    cursor = page.cursor;
  }
}
