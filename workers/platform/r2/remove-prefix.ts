/** Removes every object under a prefix. */

/** R2 deletes this many at a time. */
const PAGE = 1_000;

export async function removePrefix(bucket: R2Bucket, prefix: string): Promise<void> {
  if (!prefix.endsWith('/') || prefix.length < 'imports/x/'.length) throw new Error(`"${prefix}" is no safe prefix`);
  for (;;) {
    const { objects } = await bucket.list({ prefix, limit: PAGE });
    if (objects.length === 0) return;
    await bucket.delete(objects.map(({ key }) => key));
  }
}
