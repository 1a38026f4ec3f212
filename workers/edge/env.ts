/** The edge's bindings, read from `env` once per isolate and narrowed to what each part needs. Nothing below reads `env`. */
import type { LedgerRpc } from '#core/ledger/contract.ts';
import { CLICK_ACKS } from '#core/route/strict.ts';
import type { WorkspaceRule } from '#core/route/workspace-list.ts';
import { ledgerName } from '#core/shard/place.ts';
import { boundShards } from '#platform/d1/bound-shards.ts';
import { wholeNumber } from '#platform/env/whole-number.ts';
import type { SaltReader } from '#platform/kv/salt.ts';
import { createSaltReader } from '#platform/kv/salt.ts';
import type { DeliveryPorts } from './capture/deliver.ts';
import { TroubleReports } from './capture/trouble-reports.ts';
import type { ClickGateRpc } from './gate/click-gate.ts';
import { DomainFinder } from './lookup/find-domain.ts';
import type { LinkFinderPorts } from './lookup/find-link.ts';
import { LinkFinder } from './lookup/find-link.ts';
import { quarantineFinder, strictFinder } from './lookup/find-listed.ts';
import type { Defer } from './lookup/ports.ts';
import { createCopies } from './lookup/route-copies.ts';
import { createTruth } from './lookup/route-truth.ts';
import type { EdgeMetric, Metrics } from './metrics.ts';
import { consoleMetrics } from './metrics.ts';

/** Everything the edge can reach, held for the life of the isolate. */
export interface Edge {
  links: LinkFinder;
  domains: DomainFinder;
  /** Which workspaces are strict; to be asked at the beginning of a visit. */
  strict: (defer: Defer) => WorkspaceRule | Promise<WorkspaceRule>;
  /** Which workspaces are in quarantine; asked at the same time. */
  quarantined: (defer: Defer) => WorkspaceRule | Promise<WorkspaceRule>;
  /** Host → domain, for stacks whose hosts are not the domains themselves. */
  hostAliases: ReadonlyMap<string, string>;
  /** Where anybody can report a link; empty where nobody takes reports. */
  reportUrl: string;
  delivery: DeliveryPorts;
  /** The gate of one link, for click limits and password attempts. */
  gate: (linkId: string) => ClickGateRpc;
  salt: SaltReader;
  metrics: Metrics;
  clock: () => number;
}

/** Throws a plain sentence when a variable is malformed: the deploy fails, not the visitor. */
export function createEdge(env: EdgeEnv, metrics: Metrics = consoleMetrics, clock: () => number = Date.now): Edge {
  const ports: LinkFinderPorts = {
    copies: createCopies(env.ROUTES),
    truth: createTruth(env.CONTROL, boundShards(env)),
    clock,
    onFailure: (what, error) => metrics.count(`${what}_failed` satisfies EdgeMetric, error),
  };
  return {
    links: new LinkFinder(ports),
    domains: new DomainFinder(ports),
    strict: createStrict(env, ports),
    quarantined: createQuarantined(ports),
    hostAliases: readAliases(env.HOST_ALIASES),
    reportUrl: readReportUrl(env.REPORT_URL),
    delivery: createDelivery(env, metrics, clock),
    gate: (linkId) => env.GATE.getByName(linkId),
    salt: createSaltReader(env.ROUTES),
    metrics,
    clock,
  };
}

function createDelivery(env: EdgeEnv, metrics: Metrics, clock: () => number): DeliveryPorts {
  const sleep = (ms: number): Promise<void> => scheduler.wait(ms);
  const reports = new TroubleReports({ control: env.CONTROL, clock, sleep, metrics });
  const shards = wholeNumber('LEDGER_SHARDS', env.LEDGER_SHARDS);
  return {
    queue: { send: (message) => env.EVENTS.send(message, { contentType: 'json' }) },
    ledger: (workspaceId) => env.LEDGER.getByName(ledgerName(workspaceId, shards)) as unknown as LedgerRpc,
    vault: env.VAULT,
    metrics,
    report: (workspaceId, trouble, defer) => reports.add(workspaceId, trouble, defer),
    sleep,
  };
}

/** An instance that is strict as a whole asks nobody. */
function createStrict(env: EdgeEnv, ports: LinkFinderPorts): Edge['strict'] {
  const ack = CLICK_ACKS.find((each) => each === (env.CLICK_ACK as string));
  if (!ack) throw new Error(`CLICK_ACK must be one of ${CLICK_ACKS.join(', ')}, got "${env.CLICK_ACK}"`);
  if (ack === 'before') return () => () => true;
  const finder = strictFinder(ports);
  return (defer) => finder.find(defer);
}

function createQuarantined(ports: LinkFinderPorts): Edge['quarantined'] {
  const finder = quarantineFinder(ports);
  return (defer) => finder.find(defer);
}

function readReportUrl(url: string): string {
  if (url !== '' && !/^https?:\/\//.test(url))
    throw new Error(`REPORT_URL must be empty or a web address, got "${url}"`);
  return url;
}

function readAliases(json: string): ReadonlyMap<string, string> {
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null)
    throw new Error('HOST_ALIASES must be a JSON object {"host":"domain"}.');
  return new Map(Object.entries(value).map(([host, domain]) => [host.toLowerCase(), String(domain).toLowerCase()]));
}
