/** What of the runtime's inside may be replaced from outside: nothing by default, some of it by the fault harness. */

export interface Inside {
  /** Paths of modules that stand in for the main module of a worker. */
  edge?: string;
  pipeline?: string;
  broker?: string;
  /** Where the workers reach ClickHouse, when something stands in front of it. */
  clickhouseUrl?: string;
  /** Hears every log line of the workers. */
  hear?: (line: string) => void;
}
