/** A block that the desk has put on a link: kept in the link itself, so that every copy of it carries it. */
import { AppError } from '../error/app-error.ts';
import type { Link } from '../link/link.ts';
import { type BlockReason, REASON_WORDS } from './case.ts';

export interface Block {
  /** Unix milliseconds. */
  since: number;
  reason: BlockReason;
}

/** Throws `forbidden` for a link the desk has blocked: nothing in it can be changed until that is lifted. It can be deleted. */
export function refuseBlocked({ id, settings }: Pick<Link, 'id' | 'settings'>): void {
  const { blocked } = settings;
  if (!blocked) return;
  throw new AppError(
    'forbidden',
    `This link was blocked on ${dayOf(blocked.since)} because it ${REASON_WORDS[blocked.reason]}. It cannot be changed. If that is wrong, appeal: POST /links/${id}/appeal.`,
  );
}

/** Throws `forbidden` for a workspace in quarantine: none of its links lead anywhere, and no link can be made or changed. */
export function refuseQuarantined(workspace: {
  id: string;
  quarantinedAt?: number | null;
  quarantineReason?: BlockReason | null;
}): void {
  const { id, quarantinedAt, quarantineReason } = workspace;
  if (quarantinedAt === null || quarantinedAt === undefined) return;
  throw new AppError(
    'forbidden',
    `This workspace is in quarantine since ${dayOf(quarantinedAt)} because it ${QUARANTINE_WORDS[quarantineReason ?? 'other']}. Links cannot be made or changed. If that is wrong, an owner or admin can appeal: POST /workspaces/${id}/appeal.`,
  );
}

/** As the end of a sentence about a workspace. */
export const QUARANTINE_WORDS: Record<BlockReason, string> = {
  phishing: 'led people to pages that steal passwords or payment data',
  malware: 'led people to malicious software',
  spam: 'spread spam',
  illegal: 'led people to content that is against the law',
  other: 'broke the rules of this service',
};

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 'YYYY-MM-DD'.length);
}
