/** The reference of the API as one page, made from the OpenAPI document: no script, nothing from elsewhere. */
import { html } from 'hono/html';
import { operationSection } from './operation.ts';
import { type NamedOperation, operationsOf, type ShownDocument } from '#core/reference/document.ts';
import { type Html, prose } from './text.ts';

/** Relative, so that the page works under every mount of the api. */
export function referencePage(document: ShownDocument): Html {
  const operations = operationsOf(document);
  const groups = (document.tags ?? [])
    .map(({ name, description = '' }) => ({
      name,
      description,
      operations: operations.filter(({ tags = [] }) => tags.includes(name)),
    }))
    .filter((group) => group.operations.length > 0);
  const { title, version, description = '' } = document.info;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} reference</title>
        <link rel="stylesheet" href="docs/style.css" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to the operations</a>
        <nav aria-label="Operations">
          <p class="brand">${title}</p>
          ${groups.map(({ name, operations: inGroup }) => groupLinks(name, inGroup))}
        </nav>
        <main id="content">
          <h1>${title} <small>${version}</small></h1>
          ${description.split('\n\n').map((paragraph) => html`<p>${prose(paragraph)}</p>`)}
          <p>
            For programs: <a href="openapi.json">openapi.json</a>. What refusals mean: <a href="docs/errors">errors</a>.
          </p>
          ${groups.map(
            (each) =>
              html`<h2 id="${slug(each.name)}">${each.name}</h2>
                <p>${prose(each.description)}</p>
                ${each.operations.map((operation) => operationSection(operation, document))}`,
          )}
        </main>
      </body>
    </html>`;
}

function groupLinks(name: string, operations: NamedOperation[]): Html {
  return html`<details open>
    <summary>${name}</summary>
    <ul>
      ${operations.map(
        ({ id, method, summary = id }) =>
          html`<li>
            <a href="#${id}"><span class="method ${method.toLowerCase()}">${method}</span> ${summary}</a>
          </li>`,
      )}
    </ul>
  </details>`;
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/\W+/g, '-');
}
