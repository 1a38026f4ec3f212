/** Fetches a file and says how far it is, from the rows that the API promises before the first byte. */
import { errorFromResponse, networkError } from '../api/error.ts';

const NEWLINE = 10;

export interface Progress {
  /** Rows that have come so far, where they can be counted. */
  rows: number | undefined;
  /** Rows that there will be. */
  of: number | undefined;
  bytes: number;
}

interface Download {
  url: string;
  headers: Record<string, string>;
  /** A row a line: its rows can be counted as they come. */
  isLines: boolean;
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
}

/** Throws an ApiError; half a file is an error, too. */
export async function download({ url, headers, isLines, signal, onProgress }: Download): Promise<Blob> {
  let answer: Response;
  try {
    answer = await fetch(url, { headers, signal, credentials: 'same-origin' });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw networkError(cause);
  }
  if (!answer.ok || !answer.body) throw await errorFromResponse(answer);
  const promised = Number(answer.headers.get('x-export-rows') ?? Number.NaN);
  const progress: Progress = {
    rows: isLines ? 0 : undefined,
    of: Number.isNaN(promised) ? undefined : promised,
    bytes: 0,
  };
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = answer.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      progress.bytes += value.byteLength;
      if (progress.rows !== undefined) progress.rows += linesIn(value);
      onProgress({ ...progress });
    }
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw networkError(cause);
  }
  return new Blob(parts, { type: answer.headers.get('content-type') ?? '' });
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (const byte of bytes) if (byte === NEWLINE) lines += 1;
  return lines;
}

/** Hands a file to the browser, as if it had been a link to it. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
