/** The files of an export in R2: parts under the file's name, so that memory holds one part whatever the file's length. */
import { bundleOf, type ExportJob, partKey, partsOf } from '#core/export/bundle/job.ts';
import type { BundleFiles } from '#core/export/bundle/ports.ts';
import { removePrefix } from '../r2/remove-prefix.ts';

export class R2BundleFiles implements BundleFiles {
  readonly #vault: R2Bucket;

  constructor(vault: R2Bucket) {
    this.#vault = vault;
  }

  /** Each part is a gzip member of its own; members that follow each other are one gzip file (RFC 1952, 2.2). */
  async putPart(job: ExportJob, file: string, part: number, text: string, zipped: boolean): Promise<number> {
    const stored = zipped ? await gzip(text) : new TextEncoder().encode(text);
    await this.#vault.put(partKey(job, file, part), stored);
    return stored.byteLength;
  }

  async seal(job: ExportJob, file: string, parts: number): Promise<{ bytes: number; sha256: string }> {
    const digest = new crypto.DigestStream('SHA-256');
    let bytes = 0;
    for (let part = 0; part < parts; part++) {
      const object = await this.#vault.get(partKey(job, file, part));
      if (!object) throw new Error(`Part ${part} of ${partsOf(job, file)} is gone`);
      bytes += object.size;
      await object.body.pipeTo(digest, { preventClose: true });
    }
    await digest.close();
    return { bytes, sha256: hex(await digest.digest) };
  }

  remove(job: Pick<ExportJob, 'workspaceId' | 'id'>): Promise<void> {
    return removePrefix(this.#vault, bundleOf(job));
  }
}

async function gzip(text: string): Promise<Uint8Array> {
  const zipped = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(zipped).arrayBuffer());
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
