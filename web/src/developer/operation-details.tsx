/** What an operation takes and answers, with an example of both. */
import type { ReactNode } from 'react';
import { curlOf } from '#core/reference/curl.ts';
import { type NamedOperation, parameterOf, type ShownDocument } from '#core/reference/document.ts';
import { type Described, fieldsIn, typeText } from '#core/reference/fields.ts';
import type { Components, JsonSchema } from '#core/reference/schema.ts';
import { Code } from './code.tsx';
import styles from './operation-details.module.css';

interface Row {
  name: string;
  /** `path`, `header`, `required`. */
  marks: string[];
  type: string;
  meaning: string;
}

export function OperationDetails({ operation, document }: { operation: NamedOperation; document: ShownDocument }) {
  const components = (document.components?.schemas ?? {}) as Components;
  const { description = '', requestBody } = operation;
  const permissions = operation['x-permissions'] ?? [];
  const parameters = (operation.parameters ?? []).map((each) => parameterOf(each, document));
  const body = requestBody?.content['application/json']?.schema;
  const rows = parameters.map(({ name, in: where, required, schema = {}, description: says }) => ({
    name,
    marks: [...(where === 'query' ? [] : [where]), ...(required ? ['required'] : [])],
    type: typeText(schema, components),
    meaning: says ?? schema.description ?? '',
  }));
  return (
    <div className={styles.details}>
      {description && (
        <p className={styles.prose}>
          <Prose text={description} />
        </p>
      )}
      {permissions.length > 0 && !description.startsWith('Scope:') && (
        <p className={styles.prose}>
          Needs {permissions.map((each, at) => [at > 0 ? ' and ' : '', <code key={each}>{each}</code>])}.
        </p>
      )}
      <Part title="Example">
        <Code text={curlOf(operation, document)} what="curl request" />
      </Part>
      {rows.length > 0 && (
        <Part title="Parameters">
          <Rows rows={rows} caption="Parameters" />
        </Part>
      )}
      {body && (
        <Part title="Body">
          <Rows rows={rowsOf(body, components)} caption="Fields of the body" />
        </Part>
      )}
      <Answers operation={operation} components={components} />
    </div>
  );
}

function Answers({ operation, components }: { operation: NamedOperation; components: Components }) {
  return Object.entries(operation.responses ?? {})
    .filter(([status]) => status.startsWith('2'))
    .map(([status, { description = '', content = {} }]) => {
      const [type, media] = Object.entries(content)[0] ?? [];
      const example = media?.example ?? type;
      const rows = media?.schema ? rowsOf(media.schema, components) : [];
      return (
        <Part key={status} title={`${status} ${description}`}>
          {example !== undefined && (
            <Code text={typeof example === 'string' ? example : JSON.stringify(example, null, 2)} what="answer" />
          )}
          {rows.length > 0 && (
            <details className={styles.more}>
              <summary>Fields of the answer</summary>
              <Rows rows={rows} caption="Fields of the answer" />
            </details>
          )}
        </Part>
      );
    });
}

function rowsOf(schema: JsonSchema, components: Components): Row[] {
  return fieldsIn(schema, components).map(({ name, schema: field, required }) => ({
    name,
    marks: [...(required ? ['required'] : []), ...(field.deprecated ? ['deprecated'] : [])],
    type: typeText(field, components),
    meaning: (field as Described).description ?? '',
  }));
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h4 className={styles.title}>{title}</h4>
      {children}
    </section>
  );
}

/** A list instead of a table: on a phone a table of four columns is none. */
function Rows({ rows, caption }: { rows: Row[]; caption: string }) {
  return (
    <dl className={styles.rows} aria-label={caption}>
      {rows.map(({ name, marks, type, meaning }) => (
        <div key={name} className={styles.row}>
          <dt>
            <code>{name}</code>
            {marks.map((mark) => (
              <span key={mark} className={styles.mark}>
                {mark}
              </span>
            ))}
          </dt>
          <dd>
            <span className={styles.type}>{type}</span>
            {meaning && (
              <span className={styles.meaning}>
                <Prose text={meaning} />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Words with `code` in them, as the document writes them. */
function Prose({ text }: { text: string }) {
  const [before = '', code, ...rest] = text.split('`');
  if (code === undefined) return before;
  return (
    <>
      {before}
      <code>{code}</code>
      <Prose text={rest.join('`')} />
    </>
  );
}
