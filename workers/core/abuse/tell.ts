/** Tells those in charge of a workspace what the desk has decided. */
import type { Letter, Post } from '../mail/compose.ts';
import type { AbuseCase } from './case.ts';
import { appealRefused, blockLifted, linkBlocked, workspaceQuarantined } from './letters.ts';

export interface TellContext {
  /** Undefined when the workspace is gone. `inCharge`: e-mail addresses of owner and admins. */
  workspaceOf(id: string): Promise<{ name: string; slug: string; inCharge: string[] } | undefined>;
  post: Post;
  /** Of the web app, without a trailing slash. */
  webUrl: string;
}

export interface Affected {
  case: AbuseCase;
  /** What the operator has answered to an appeal; empty without one. */
  answer: string;
}

export type News = 'blocked' | 'quarantined' | 'lifted' | 'upheld';

export async function tellOwners(context: TellContext, news: News, { case: about, answer }: Affected): Promise<void> {
  const workspace = await context.workspaceOf(about.workspaceId);
  if (!workspace) return;
  const home = `${context.webUrl}/${workspace.slug}`;
  const url = about.linkId === null ? home : `${home}/links/${about.linkId}`;
  const letter = letterOf(news, about, workspace.name, url, answer);
  for (const email of workspace.inCharge) context.post(email, letter);
}

function letterOf(news: News, about: AbuseCase, workspace: string, url: string, answer: string): Letter {
  const what = about.kind === 'workspace' ? workspace : about.shortLink;
  const reason = about.reason ?? 'other';
  switch (news) {
    case 'blocked':
      return linkBlocked({ shortLink: about.shortLink, reason, url });
    case 'quarantined':
      return workspaceQuarantined({ workspace, reason, url });
    case 'lifted':
      return blockLifted({ what, answer, url });
    case 'upheld':
      return appealRefused({ what, answer, url });
  }
}
