/** What exports ask of the analytical store: files that it writes itself, as streams. */
import type { Statement } from '../render.ts';
import type { ExportFormat } from './wire.ts';

export interface FileWriter {
  /** The statement's rows as a file. A failure before the first byte rejects; a later one breaks the stream. */
  file(statement: Statement, format: ExportFormat): Promise<ReadableStream<Uint8Array>>;
}
