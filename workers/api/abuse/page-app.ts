/** The page on which anybody can report a link: a form of its own, without scripts. The same as `POST /abuse/reports` for programs. */
import { type Context, Hono } from 'hono';
import { reportLink } from '#core/abuse/report.ts';
import { reportSchema } from '#core/abuse/wire.ts';
import { AppError } from '#core/error/app-error.ts';
import { refusalOf } from '#core/error/refuse.ts';
import type { ApiContext } from '../http/context.ts';
import { limitAddress, limitReports } from '../limit/by-address.ts';
import { EMPTY_FORM, type Filled, formPage, STYLE, thanksPage } from './report-page.ts';
import { reporterOf, reportsOf } from './services.ts';

const PATH = '/abuse/report';
const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-robots-tag': 'noindex',
};

export const reportPageApp = new Hono<ApiContext>();

reportPageApp.get(PATH, limitAddress, (c) =>
  c.html(formPage({ ...EMPTY_FORM, link: c.req.query('link') ?? '' }), 200, PAGE_HEADERS),
);

reportPageApp.get(`${PATH}.css`, (c) =>
  c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=300' }),
);

reportPageApp.post(PATH, limitAddress, async (c) => {
  const filled = await readForm(c);
  try {
    await limitReports(c);
    const parsed = reportSchema.safeParse(filled);
    if (!parsed.success) throw refusalOf(parsed.error.issues, filled);
    await reportLink(reportsOf(c), parsed.data, reporterOf(c));
    return await c.html(thanksPage(), 200, PAGE_HEADERS);
  } catch (error) {
    if (!(error instanceof AppError) || (error.status !== 422 && error.status !== 429)) throw error;
    return c.html(formPage(filled, problemOf(error)), error.status, PAGE_HEADERS);
  }
});

/** Whatever was sent, as the form's three texts. */
async function readForm(c: Context<ApiContext>): Promise<Filled> {
  const fields = new URLSearchParams(await c.req.text());
  const text = (name: keyof Filled): string => fields.get(name) ?? '';
  return { link: text('link'), reason: text('reason'), note: text('note') };
}

/** For people: which field, in words. */
function problemOf({ status, message }: AppError): string {
  if (status === 429) return `You have sent many reports. ${message}`;
  if (message.startsWith('link:'))
    return 'This is no short link of this service. Please check that you have copied all of it.';
  if (message.startsWith('reason:')) return 'Please say what is wrong with the link.';
  return 'The note is too long. Please shorten it.';
}
