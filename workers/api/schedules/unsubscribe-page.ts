/** What people see who end a report by mail: the question, and that it is done. The template escapes everything. */
import { html, raw } from 'hono/html';
import type { Subscription } from '#core/schedule/unsubscribe.ts';
import { STYLE } from '../abuse/report-page.ts';
import type { Html } from '../reference/text.ts';

export function askPage({ report, address, isOn }: Subscription): Html {
  if (!report || !isOn) return endedPage({ report, address, isOn });
  return page(
    'Stop this report?',
    html`<p>The ${report.cadence} report “${report.name}” would not be sent to ${address} any more.</p>
      <form method="post"><button>Stop sending it to me</button></form>`,
  );
}

export function endedPage({ report, address }: Subscription): Html {
  if (!report) return page('This report is not sent any more', html`<p>There is nothing left to stop.</p>`);
  return page(
    'It is not sent to you any more',
    html`<p>“${report.name}” goes no longer to ${address}. Whoever set it up can see that you have ended it.</p>`,
  );
}

function page(title: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>${title} · Hopline</title>
      <style>
        ${raw(STYLE)}
      </style>
      <main>
        <h1>${title}</h1>
        ${body}
      </main>
    </html>`;
}
