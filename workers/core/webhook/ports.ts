/** What webhooks need from the world. */
import type { Actor } from '../access/actor.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { Outbound } from '../outbound/ports.ts';
import type { TargetPolicy } from '../outbound/target.ts';
import type { Sealer } from '../secret/seal.ts';
import type { Delivery, Webhook } from './webhook.ts';

/** Webhooks of exactly one workspace. Writes carry their audit entry. */
export interface WebhookStore {
  readonly workspaceId: string;
  /** Oldest first. */
  all(): Promise<Webhook[]>;
  find(id: string): Promise<Webhook | undefined>;
  insert(webhook: Webhook, entry: AuditEntry): Promise<void>;
  /** False when it is gone. */
  update(webhook: Webhook, entry: AuditEntry): Promise<boolean>;
  /** With its deliveries. False when it was gone. */
  remove(id: string, entry: AuditEntry): Promise<boolean>;
}

export interface DeliveryPage {
  state?: Delivery['state'];
  limit: number;
  offset: number;
}

/** Deliveries of exactly one workspace. */
export interface DeliveryStore {
  readonly workspaceId: string;
  /** One that exists already (same webhook and event) is left as it is. @returns ids of the new ones. */
  insert(deliveries: Delivery[]): Promise<string[]>;
  find(id: string): Promise<Delivery | undefined>;
  /** Newest first. */
  ofWebhook(webhookId: string, page: DeliveryPage): Promise<Delivery[]>;
}

/** What one attempt came to. */
export interface AttemptOutcome {
  state: Delivery['state'];
  nextAttemptAt: number;
  status: number | null;
  error: string | null;
  response: string | null;
  tookMs: number;
}

/** Deliveries across workspaces, for whoever delivers. */
export interface DueDeliveries {
  /** Ids that are due at a moment, the longest waiting first. */
  due(nowMs: number, limit: number): Promise<string[]>;
  /** Takes one for an attempt, for so long; undefined when it is not due, or another has it. */
  claim(id: string, nowMs: number, leaseMs: number): Promise<{ delivery: Delivery; webhook: Webhook } | undefined>;
  finish(delivery: Delivery, outcome: AttemptOutcome, nowMs: number): Promise<void>;
  /** Counts the attempt for or against the webhook. @returns the webhook's failures in a row, and since when. */
  score(webhookId: string, ok: boolean, nowMs: number): Promise<{ failures: number; failingSince: number | null }>;
  disable(webhookId: string, nowMs: number): Promise<void>;
}

/** Wakes whoever delivers. What it is not told of is found by the clock. */
export type Nudge = (deliveryIds: string[]) => Promise<void>;

export interface DeliverContext {
  deliveries: DueDeliveries;
  sealer: Sealer;
  outbound: Outbound;
  now(): number;
  /** The webhook fails for long, or has been switched off for it. */
  alert(webhook: Webhook, kind: 'failing' | 'disabled', detail: { failures: number; last: string }): Promise<void>;
  healed(webhook: Webhook): Promise<void>;
}

export interface WebhookContext {
  actor: Actor;
  webhooks: WebhookStore;
  deliveries: DeliveryStore;
  sealer: Sealer;
  policy: TargetPolicy;
  now(): number;
}
