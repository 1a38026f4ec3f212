/** Imports one portion: read, draft, claim names, write links, count the past. Worked on twice it changes nothing the second time. */
import { refuseQuarantined } from '../abuse/block.ts';
import { findHazards } from '../abuse/screen.ts';
import { auditEntry } from '../audit/entry.ts';
import type { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import { describeChange } from '../link/change.ts';
import { destinationHosts } from '../link/draft/content.ts';
import { externalIdTaken } from '../link/create.ts';
import type { Link } from '../link/link.ts';
import { nameText } from './name-text.ts';
import { claimNames, type Placed } from './claim-names.ts';
import { type Draft, draftLink } from './draft.ts';
import { countPast } from './count-past.ts';
import type { LinkItem } from './item.ts';
import type { ImportJob } from './job.ts';
import type { ImportContext } from './ports.ts';
import { type Portion, type PortionResult, readLines, type ReadLine, reasonOf, type Refused } from './portion.ts';
import { linkIdOf } from './stable-id.ts';
import { requireTags, tagsFor } from './tags.ts';

/** A line whose link is under way. */
export interface Drafted extends ReadLine, Draft {
  item: LinkItem;
}

/** Throws only what is no line's fault: then nothing has been counted, and the portion can be tried again. */
export async function importPortion(context: ImportContext, job: ImportJob, portion: Portion): Promise<PortionResult> {
  refuseQuarantined(context.actor.workspace);
  const { read, refused } = readLines(job, portion.lines);
  const isLink = (each: ReadLine): each is ReadLine & { item: LinkItem } => each.item.kind === 'link';
  const drafts = await draftAll(context, job, read.filter(isLink), refused);
  const known = new Map((await context.links.byIds(drafts.map(({ link }) => link.id))).map((link) => [link.id, link]));
  const fresh = await admissible(
    context,
    drafts.filter(({ link }) => !known.has(link.id)),
    job,
    refused,
  );
  const placed = await claimNames(context, fresh, job.dryRun, refused);
  const written = job.dryRun ? placed.claimed : await write(context, placed, refused);
  const created = [...written, ...drafts.flatMap((each) => withLink(each, known.get(each.link.id)))];
  const here = [
    ...created.map(({ line, link, item }) => ({ line, link, clicks: item.clicks })),
    // Our own export of a link that is still here tells of clicks that were counted here.
    ...placed.unchanged.map(({ line, link, item }) => ({
      line,
      link,
      clicks: job.format === 'hopline' ? [] : item.clicks,
    })),
  ];
  const clicks = await countPast(context, job, here, read, refused);
  return {
    counts: {
      lines: portion.lines.length,
      created: created.length,
      unchanged: placed.unchanged.length,
      refused: new Set(refused.map(({ line }) => line)).size,
      clicks,
    },
    refused: refused.toSorted((a, b) => a.line.line - b.line.line),
  };
}

function withLink(drafted: Drafted, link: Link | undefined): Drafted[] {
  return link ? [{ ...drafted, link }] : [];
}

async function draftAll(
  { one, actor }: ImportContext,
  job: ImportJob,
  lines: (ReadLine & { item: LinkItem })[],
  refused: Refused[],
): Promise<Drafted[]> {
  const always = job.options.tagNames ?? [];
  const tags = await tagsFor(
    one,
    [...new Set([...always, ...lines.flatMap(({ item }) => item.tagNames)])],
    !job.dryRun,
  );
  const facts = {
    workspaceId: actor.workspace.id,
    userId: actor.userId,
    domains: await one.domains.all(),
    tagIds: tags.ids,
    options: job.options,
    nowMs: one.now(),
  };
  const drafts: Drafted[] = [];
  for (const each of lines) {
    try {
      requireTags(each.item, always, tags);
      const id = linkIdOf(job.id, each.line.line, job.createdAt);
      drafts.push({ ...each, ...(await draftLink(id, each.item, facts)) });
    } catch (error) {
      refused.push({ line: each.line, reason: reasonOf(error) });
    }
  }
  return drafts;
}

/** Those that lead neither to dangerous addresses nor in circles, nor want what another link has, as many as the plan has room for. */
async function admissible(
  context: ImportContext,
  drafts: Drafted[],
  job: ImportJob,
  refused: Refused[],
): Promise<Drafted[]> {
  const hosts = [...new Set(drafts.flatMap(({ link }) => [...destinationHosts(link).keys()]))];
  const ours = new Set(await context.one.domains.knownHosts(hosts));
  const wanted = drafts.flatMap(({ link }) => link.externalId ?? []);
  const externalIds = await context.links.externalIds(wanted);
  const names = new Set<string>();
  const hazards = await findHazards(
    context.one.screening,
    drafts.map(({ link }) => link),
  );
  const rest: Drafted[] = [];
  for (const each of drafts) {
    const hazard = hazards.get(each.link);
    const problem = hazard === undefined ? problemOf(each, ours, externalIds, names)?.message : reasonOf(hazard);
    if (problem !== undefined) refused.push({ line: each.line, reason: problem });
    else rest.push(each);
  }
  return withinPlan(context, rest, job, refused);
}

function problemOf(
  { link, needsKey }: Drafted,
  ours: ReadonlySet<string>,
  externalIds: Set<string>,
  names: Set<string>,
): AppError | undefined {
  for (const [host, field] of destinationHosts(link))
    if (ours.has(host)) return refusal(field, 'must not lead to a short domain: the link could lead to itself', host);
  if (link.externalId !== null && externalIds.has(link.externalId)) return externalIdTaken(link.externalId);
  const name = nameText(link);
  if (!needsKey && names.has(name)) return refusal('key', 'stands twice in this file', link.key);
  if (!needsKey) names.add(name);
  if (link.externalId !== null) externalIds.add(link.externalId);
  return undefined;
}

/** Links that are here already use up nothing; whether a line is one shows when its name is claimed, so names are looked up first. */
async function withinPlan(
  context: ImportContext,
  drafts: Drafted[],
  job: ImportJob,
  refused: Refused[],
): Promise<Drafted[]> {
  const claims = await context.claims.read(drafts.filter(({ needsKey }) => !needsKey).map(({ link }) => link));
  const taken = new Set(claims.filter((claim) => claim.restsUntil === null).map(nameText));
  const rest: Drafted[] = [];
  for (const each of drafts) {
    try {
      if (!taken.has(nameText(each.link)) || each.needsKey) await context.one.entitlements.require('links');
      rest.push(each);
    } catch (error) {
      refused.push({ line: each.line, reason: reasonOf(error) });
    }
  }
  return rest;
}

/** @returns the ones that are in the store now. */
async function write(context: ImportContext, { claimed }: Placed, refused: Refused[]): Promise<Drafted[]> {
  if (claimed.length === 0) return [];
  const now = context.one.now();
  const links = claimed.map(({ link }) => link);
  const entries = links.map((link) =>
    auditEntry(context.actor, 'link.create', link.id, describeChange(undefined, link), now),
  );
  await context.links.insert(links, entries, now);
  const there = new Set((await context.links.byIds(links.map(({ id }) => id))).map(({ id }) => id));
  const written = claimed.filter(({ link }) => there.has(link.id));
  for (const { line, link } of claimed.filter((each) => !there.has(each.link.id))) {
    refused.push({ line, reason: externalIdTaken(link.externalId).message });
    await context.one.claims.release(link, link.id, link.revision);
  }
  await context.claims.write(written.map(({ link }) => link));
  await context.links.settle(written.map(({ link }) => link));
  return written;
}
