/** A person's sessions, without the secrets that open them. */
import { and, desc, eq, gt, ne } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { session } from '../d1/schema/accounts.ts';

export interface SessionInfo {
  id: string;
  createdAt: Date;
  /** Last prolonged, to the day. */
  updatedAt: Date;
  expiresAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
}

/** Nobody looks through more. */
const MAX_SESSIONS = 100;

/** Sessions of exactly one person. */
export class PersonSessions {
  readonly #db;
  readonly #userId: string;

  constructor(control: D1Database, userId: string) {
    if (userId === '') throw new Error('Sessions need a person');
    this.#db = drizzle(control);
    this.#userId = userId;
  }

  /** Live ones, newest first. */
  live(now: Date): Promise<SessionInfo[]> {
    const { id, createdAt, updatedAt, expiresAt, ipAddress, userAgent } = session;
    return this.#db
      .select({ id, createdAt, updatedAt, expiresAt, ipAddress, userAgent })
      .from(session)
      .where(and(this.#own(), gt(session.expiresAt, now)))
      .orderBy(desc(session.createdAt))
      .limit(MAX_SESSIONS)
      .all();
  }

  /** False when there is no such session of this person. */
  async end(id: string): Promise<boolean> {
    const gone = await this.#db
      .delete(session)
      .where(and(this.#own(), eq(session.id, id)))
      .returning({ id: session.id });
    return gone.length > 0;
  }

  /** @returns how many were ended. */
  async endAllBut(id: string): Promise<number> {
    const gone = await this.#db
      .delete(session)
      .where(and(this.#own(), ne(session.id, id)))
      .returning({ id: session.id });
    return gone.length;
  }

  #own() {
    return eq(session.userId, this.#userId);
  }
}
