/** Fields of a body as a table: name, type, bounds, what it means. */
import { html } from 'hono/html';
import { type Field, fieldsIn, typeText } from '#core/reference/fields.ts';
import type { Components, JsonSchema } from '#core/reference/schema.ts';
import { type Html, prose } from './text.ts';

export function fieldsTable(schema: JsonSchema, components: Components): Html {
  const fields = fieldsIn(schema, components);
  if (fields.length === 0) return html``;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Type</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        ${fields.map((field) => row(field, components))}
      </tbody>
    </table>
  </div>`;
}

function row({ name, schema, required }: Field, components: Components): Html {
  return html`<tr>
    <td><code>${name}</code>${required ? html` <span class="mark">required</span>` : ''}</td>
    <td>${typeText(schema, components)}</td>
    <td>${schema.deprecated ? html`<em>Deprecated.</em> ` : ''}${prose(schema.description ?? '')}</td>
  </tr>`;
}
