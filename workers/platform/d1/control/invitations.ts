/** Invitations in the control database: those of one workspace, and the desk where a secret opens one. */
import { and, count, desc, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import type { InvitationDesk, OpenedInvitation } from '#core/invitation/accept.ts';
import type { Invitation, InvitationStore } from '#core/invitation/ports.ts';
import { insertWhenChanged, insertWhere } from '../insert-where.ts';
import { user } from '../schema/accounts.ts';
import { auditLog, invitations, members, workspaces } from '../schema/control.ts';
import { violatedColumn } from '../unique.ts';

export class WorkspaceInvitations implements InvitationStore {
  readonly workspaceId: string;
  readonly #db;

  constructor(control: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('An invitation store needs a workspace');
    this.workspaceId = workspaceId;
    this.#db = drizzle(control);
  }

  all(): Promise<Invitation[]> {
    return this.#db.select().from(invitations).where(this.#own()).orderBy(desc(invitations.id)).all();
  }

  find(id: string): Promise<Invitation | undefined> {
    return this.#db.select().from(invitations).where(this.#own(id)).get();
  }

  async count(): Promise<number> {
    const row = await this.#db.select({ count: count() }).from(invitations).where(this.#own()).get();
    return row?.count ?? 0;
  }

  async insert(invitation: Invitation, entry: AuditEntry): Promise<boolean> {
    if (invitation.workspaceId !== this.workspaceId)
      throw new Error(`Invitation ${invitation.id} does not belong to ${this.workspaceId}`);
    try {
      await this.#db.batch([this.#db.insert(invitations).values(invitation), this.#db.insert(auditLog).values(entry)]);
      return true;
    } catch (error) {
      if (violatedColumn(error) === 'invitations.email') return false;
      throw error;
    }
  }

  async renew(id: string, renewed: Pick<Invitation, 'tokenHash' | 'expiresAt'>, entry: AuditEntry): Promise<boolean> {
    const [changed] = await this.#db.batch([
      this.#db.update(invitations).set(renewed).where(this.#own(id)).returning({ id: invitations.id }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return changed.length > 0;
  }

  async remove(id: string, entry: AuditEntry): Promise<boolean> {
    const [removed] = await this.#db.batch([
      this.#db.delete(invitations).where(this.#own(id)).returning({ id: invitations.id }),
      insertWhenChanged(this.#db, auditLog, entry),
    ]);
    return removed.length > 0;
  }

  #own(id?: string) {
    return and(eq(invitations.workspaceId, this.workspaceId), id === undefined ? undefined : eq(invitations.id, id));
  }
}

export class D1InvitationDesk implements InvitationDesk {
  readonly #db;

  constructor(control: D1Database) {
    this.#db = drizzle(control);
  }

  async open(tokenHash: string): Promise<OpenedInvitation | undefined> {
    const row = await this.#db
      .select({ invitation: invitations, workspace: workspaces, inviter: user.name })
      .from(invitations)
      .innerJoin(workspaces, eq(workspaces.id, invitations.workspaceId))
      .leftJoin(user, eq(user.id, invitations.invitedBy))
      .where(eq(invitations.tokenHash, tokenHash))
      .get();
    return row && { ...row, inviter: row.inviter ?? '' };
  }

  /** The deletion comes first and decides: of two requests with one secret, only one finds it. */
  async accept(invitation: Invitation, userId: string, nowMs: number, entry: AuditEntry): Promise<boolean> {
    const db = this.#db;
    const { workspaceId, role } = invitation;
    const isMember = sql`EXISTS (SELECT 1 FROM ${members} WHERE workspace_id = ${workspaceId} AND user_id = ${userId})`;
    const [removed] = await db.batch([
      db
        .delete(invitations)
        .where(and(eq(invitations.id, invitation.id), eq(invitations.tokenHash, invitation.tokenHash)))
        .returning({ id: invitations.id }),
      insertWhere(db, members, { workspaceId, userId, role, createdAt: nowMs }, sql`changes() > 0 AND NOT ${isMember}`),
      insertWhenChanged(db, auditLog, entry),
      // The secret was in a mail to this address, so whoever has it reads that address.
      db
        .update(user)
        .set({ emailVerified: true })
        .where(and(eq(user.id, userId), sql`lower(${user.email}) = ${invitation.email}`, isMember)),
    ]);
    return removed.length > 0;
  }
}
