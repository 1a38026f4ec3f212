/** Asks a worker of the local stack through the front door of its runtime. */
import type { Miniflare } from 'miniflare';

/** Miniflare's own header: which worker a request is for. The worker does not see it. */
const ROUTE_HEADER = 'MF-Route-Override';

export interface WorkerRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/**
 * Not by `mf.getWorker()` and the other handles: reading a property of one waits synchronously the first time after each start, so
 * that nobody here reads the runtime's log meanwhile, and a runtime with more to log than a pipe holds waits for us, for ever.
 */
export function askWorker(mf: Miniflare, worker: string, url: string, request: WorkerRequest = {}) {
  return mf.dispatchFetch(url, { ...request, headers: { ...request.headers, [ROUTE_HEADER]: worker } });
}
