/** A ClickHouse process that is started again when it dies: the outbox catches up by itself, so the stack may go on. */
import { type ClickHouse, type ClickHouseOptions, startClickHouse } from './start.ts';

export interface KeptClickHouse {
  url: string;
  stop(): Promise<void>;
}

/** A process that dies this often at once has a reason that another start does not cure. */
const MAX_RESTARTS_IN_A_ROW = 5;
const RESTART_DELAY_MS = 1_000;
/** Living this long means that the last restart helped. */
const HEALTHY_AFTER_MS = 60_000;

export async function keepClickHouse(options: ClickHouseOptions, say: (line: string) => void): Promise<KeptClickHouse> {
  let current: ClickHouse = await startClickHouse(options);
  let stopping = false;

  async function watch(): Promise<void> {
    let restarts = 0;
    while (!stopping) {
      const startedMs = Date.now();
      const code = await current.ended;
      if (stopping) return;
      restarts = Date.now() - startedMs > HEALTHY_AFTER_MS ? 1 : restarts + 1;
      if (restarts > MAX_RESTARTS_IN_A_ROW)
        return say('ClickHouse keeps ending. Events wait in the ledger; stop with Ctrl-C and start again.');
      say(`ClickHouse ended (${code}); starting it again. Nothing is lost, events wait in the ledger.`);
      await new Promise((resolve) => setTimeout(resolve, RESTART_DELAY_MS));
      if (stopping) return;
      try {
        current = await startClickHouse(options);
      } catch (error) {
        say((error as Error).message);
      }
    }
  }

  const watching = watch();
  const stop = async (): Promise<void> => {
    stopping = true;
    await current.stop();
    await watching;
  };
  return { url: current.url, stop };
}
