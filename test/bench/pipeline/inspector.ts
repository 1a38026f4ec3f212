/** Asks workerd's inspector what an isolate holds. */

export interface Heap {
  heapBytes: number;
  bufferBytes: number;
}

interface Target {
  id: string;
  webSocketDebuggerUrl: string;
}
interface HeapUsage {
  usedSize: number;
  backingStorageSize?: number;
}

/** Of the isolate of the worker named `worker`, after a collection. */
export async function heapOf(inspectPort: number, worker: string): Promise<Heap> {
  const targets = (await (await fetch(`http://127.0.0.1:${inspectPort}/json`)).json()) as Target[];
  const target = targets.find(({ id }) => id.includes(worker));
  if (!target) throw new Error(`the inspector knows no worker "${worker}"`);
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  try {
    await call(socket, 1, 'HeapProfiler.enable');
    await call(socket, 2, 'HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize = 0 } = (await call(socket, 3, 'Runtime.getHeapUsage')) as HeapUsage;
    return { heapBytes: usedSize, bufferBytes: backingStorageSize };
  } finally {
    socket.close();
  }
}

function call(socket: WebSocket, id: number, method: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const listen = ({ data }: MessageEvent): void => {
      const answer = JSON.parse(String(data)) as { id?: number; result?: unknown; error?: { message: string } };
      if (answer.id !== id) return;
      socket.removeEventListener('message', listen);
      if (answer.error) reject(new Error(`${method}: ${answer.error.message}`));
      else resolve(answer.result);
    };
    socket.addEventListener('message', listen);
    socket.send(JSON.stringify({ id, method }));
  });
}
