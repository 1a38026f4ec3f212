/** Tells which workspaces are on a list (strict mode, quarantine): one KV entry each, held by the isolate and refreshed behind answers. */
import { QUARANTINE_KV_KEY, STRICT_KV_KEY } from '#core/route/keys.ts';
import { parseListEntry, type WorkspaceRule } from '#core/route/workspace-list.ts';
import { ABSENT_MS, FRESH_MS, STALE_MS } from './freshness.ts';
import type { LinkFinderPorts } from './find-link.ts';
import type { Defer } from './ports.ts';
import { SharedLoads } from './shared-loads.ts';

interface ListedWorkspaces {
  /** Name of its entry in KV. */
  entry: string;
  /** The entry as D1 has it. */
  truth: () => Promise<string>;
  /** What holds as long as nobody could ever say. */
  notKnown: WorkspaceRule;
}

/** As long as nobody knows, waiting for the acknowledgement is what breaks no promise. */
export function strictFinder(ports: LinkFinderPorts): ListFinder {
  return new ListFinder(ports, { entry: STRICT_KV_KEY, truth: () => ports.truth.strict(), notKnown: () => true });
}

/** As long as nobody knows, links lead on: an outage must not take everybody's out of service. */
export function quarantineFinder(ports: LinkFinderPorts): ListFinder {
  return new ListFinder(ports, {
    entry: QUARANTINE_KV_KEY,
    truth: () => ports.truth.quarantined(),
    notKnown: () => false,
  });
}

export class ListFinder {
  readonly #loads = new SharedLoads<WorkspaceRule>();
  readonly #ports: LinkFinderPorts;
  readonly #list: ListedWorkspaces;
  #rule: WorkspaceRule | undefined;
  #freshUntil = 0;
  #staleUntil = 0;

  constructor(ports: LinkFinderPorts, list: ListedWorkspaces) {
    this.#ports = ports;
    this.#list = list;
  }

  /**
   * The rule, at once while it is held. To be called at the beginning of a visit: what has to be read is then read beside the
   * domain and the link. Never rejects.
   */
  find(defer: Defer): WorkspaceRule | Promise<WorkspaceRule> {
    const now = this.#ports.clock();
    if (!this.#rule || now >= this.#staleUntil) return this.#load(defer);
    if (now >= this.#freshUntil) {
      this.#freshUntil = this.#staleUntil;
      void this.#load(defer);
    }
    return this.#rule;
  }

  #load(defer: Defer): Promise<WorkspaceRule> {
    const load = this.#loads.run(this.#list.entry, () => this.#search(defer));
    // The load outlives its request, so that those who share it get their answer.
    defer(load);
    return load;
  }

  async #search(defer: Defer): Promise<WorkspaceRule> {
    const found = (await this.#copy()) ?? (await this.#truth(defer));
    const now = this.#ports.clock();
    this.#freshUntil = now + (found ? FRESH_MS : ABSENT_MS);
    this.#staleUntil = this.#freshUntil + STALE_MS;
    this.#rule = found ?? this.#rule ?? this.#list.notKnown;
    return this.#rule;
  }

  async #copy(): Promise<WorkspaceRule | undefined> {
    try {
      return parseListEntry(await this.#ports.copies.get(this.#list.entry));
    } catch (error) {
      this.#ports.onFailure('copy_read', error);
      return undefined;
    }
  }

  async #truth(defer: Defer): Promise<WorkspaceRule | undefined> {
    try {
      const entry = await this.#list.truth();
      const fill = this.#ports.copies.put(this.#list.entry, entry);
      defer(fill.catch((error: unknown) => this.#ports.onFailure('copy_fill', error)));
      return parseListEntry(entry);
    } catch (error) {
      this.#ports.onFailure('truth_read', error);
      return undefined;
    }
  }
}
