/** One operation on the reference page: what it is for, what it takes, what it answers, and a request to paste into a shell. */
import { html } from 'hono/html';
import { curlOf } from '#core/reference/curl.ts';
import { typeText } from '#core/reference/fields.ts';
import type { Components } from '#core/reference/schema.ts';
import { fieldsTable } from './fields.ts';
import { type NamedOperation, parameterOf, type ShownDocument, type ShownParameter } from '#core/reference/document.ts';
import { type Html, json, prose } from './text.ts';

export function operationSection(operation: NamedOperation, document: ShownDocument): Html {
  const { id, method, path, summary = '', description = '' } = operation;
  const components = (document.components?.schemas ?? {}) as Components;
  const parameters = (operation.parameters ?? []).map((each) => parameterOf(each, document));
  const body = operation.requestBody?.content['application/json'];
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h3 id="${id}-title"><a href="#${id}">${summary}</a></h3>
    <p class="address"><span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code></p>
    <p>${prose(description)}</p>
    ${
      parameters.length > 0
        ? html`<h4>Parameters</h4>
            ${parameterTable(parameters, components)}`
        : ''
    }
    ${
      body?.schema
        ? html`<h4>Body</h4>
            ${fieldsTable(body.schema, components)}`
        : ''
    }
    <h4>Example</h4>
    <pre tabindex="0"><code>${curlOf(operation, document)}</code></pre>
    ${answersOf(operation, components)}
  </section>`;
}

function parameterTable(parameters: ShownParameter[], components: Components): Html {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        ${parameters.map((parameter) => {
          const { name, required, schema = {} } = parameter;
          const where = parameter.in === 'query' ? '' : html` <span class="mark">${parameter.in}</span>`;
          return html`<tr>
            <td><code>${name}</code>${where}${required ? html` <span class="mark">required</span>` : ''}</td>
            <td>${typeText(schema, components)}</td>
            <td>${prose(parameter.description ?? parameter.schema?.description ?? '')}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

function answersOf({ responses = {} }: NamedOperation, components: Components): Html {
  const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  const refusals = Object.entries(responses).filter(
    ([status, { $ref }]) => !status.startsWith('2') && $ref !== undefined,
  );
  return html`${successes.map(([status, { description = '', content = {} }]) => {
      const [type, media] = Object.entries(content)[0] ?? [];
      return html`<h4>${status} ${prose(description)}</h4>
        <pre tabindex="0"><code>${json(media?.example ?? type ?? '')}</code></pre>
        ${
          media?.schema
            ? html`<details>
                <summary>Fields of the answer</summary>
                ${fieldsTable(media.schema, components)}
              </details>`
            : ''
        }`;
    })}
    <p class="refusals">
      Refusals:
      ${refusals.map(([status, { $ref = '' }]) => html`<a href="docs/errors#${$ref.split('/').at(-1)}">${status}</a> `)}
    </p>`;
}
