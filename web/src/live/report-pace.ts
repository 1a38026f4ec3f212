/** When reports are asked again for clicks that the socket told of: they are stored a little later than they are counted. */

/** ClickHouse shows a click a few seconds after the ledger; asking sooner would fetch the same figures twice. */
export const REPORTS_LAG_MS = 4_000;
/** From the last click of a burst on; what a busy store was late with is there by then. */
export const SETTLED_MS = 12_000;

/** While clicks come, reports are asked again every lag; after the last one once more, and once when all has settled. */
export class ReportPace {
  readonly #refresh: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #newsAt = 0;
  /** What is waited for is the end of a burst. */
  #isSettling = false;

  constructor(refresh: () => void) {
    this.#refresh = refresh;
  }

  news(): void {
    this.#newsAt = Date.now();
    if (this.#isSettling) this.stop();
    this.#wait(REPORTS_LAG_MS, false);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(ms: number, isSettling: boolean): void {
    if (this.#timer !== undefined) return;
    this.#isSettling = isSettling;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#refresh();
      const quietMs = Date.now() - this.#newsAt;
      if (quietMs < REPORTS_LAG_MS) this.#wait(REPORTS_LAG_MS, false);
      else if (!isSettling) this.#wait(SETTLED_MS - quietMs, true);
    }, ms);
  }
}
