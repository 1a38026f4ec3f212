/** UTM templates of one workspace, on the shard of its links. */
import type { SQL } from 'drizzle-orm';
import { and, asc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import { nameKey } from '#core/schema/name-key.ts';
import type { NamedOutcome } from '#core/tag/tag.ts';
import { MAX_TEMPLATES, type UtmTemplate, type UtmTemplateStore } from '#core/utm-template/template.ts';
import { auditChange } from '../links/notes.ts';
import { utmTemplates } from '../schema/labels.ts';
import { orTaken, written } from './workspace-tags.ts';

const TEMPLATE = {
  id: utmTemplates.id,
  workspaceId: utmTemplates.workspaceId,
  name: utmTemplates.name,
  utm: utmTemplates.utm,
  userId: utmTemplates.userId,
  createdAt: utmTemplates.createdAt,
  updatedAt: utmTemplates.updatedAt,
};

export class WorkspaceUtmTemplates implements UtmTemplateStore {
  readonly workspaceId: string;
  readonly #db;

  constructor(shard: D1Database, workspaceId: string) {
    if (workspaceId === '') throw new Error('A store of UTM templates needs a workspace');
    this.workspaceId = workspaceId;
    this.#db = drizzle(shard);
  }

  byId(id: string): Promise<UtmTemplate | undefined> {
    return this.#db
      .select(TEMPLATE)
      .from(utmTemplates)
      .where(this.#own(eq(utmTemplates.id, id)))
      .get();
  }

  all(): Promise<UtmTemplate[]> {
    return this.#db
      .select(TEMPLATE)
      .from(utmTemplates)
      .where(this.#own())
      .orderBy(asc(utmTemplates.nameKey))
      .limit(MAX_TEMPLATES)
      .all();
  }

  insert(template: UtmTemplate, entry: AuditEntry): Promise<NamedOutcome> {
    this.#mine(template);
    const row = { ...template, nameKey: nameKey(template.name) };
    return orTaken(this.#db.batch([this.#db.insert(utmTemplates).values(row), auditChange(this.#db, entry)]), written);
  }

  update(template: UtmTemplate, entry: AuditEntry): Promise<NamedOutcome> {
    this.#mine(template);
    const { name, utm, updatedAt } = template;
    return orTaken(
      this.#db.batch([
        this.#db
          .update(utmTemplates)
          .set({ name, nameKey: nameKey(name), utm, updatedAt })
          .where(this.#own(eq(utmTemplates.id, template.id))),
        auditChange(this.#db, entry),
      ]),
      written,
    );
  }

  async remove(id: string, entry: AuditEntry): Promise<boolean> {
    const [removed] = await this.#db.batch([
      this.#db
        .delete(utmTemplates)
        .where(this.#own(eq(utmTemplates.id, id)))
        .returning({ id: utmTemplates.id }),
      auditChange(this.#db, entry),
    ]);
    return removed.length > 0;
  }

  /** The choke point: every condition of this store is and-ed with the workspace. */
  #own(condition?: SQL): SQL | undefined {
    return and(eq(utmTemplates.workspaceId, this.workspaceId), condition);
  }

  #mine(template: UtmTemplate): void {
    if (template.workspaceId !== this.workspaceId)
      throw new Error(`UTM template ${template.id} does not belong to ${this.workspaceId}`);
  }
}
