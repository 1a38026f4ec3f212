/** The script that pages load: keeps the click id, and reports clicks, leads and sales. It reads the field's usual `data-` attributes. */

export const SCRIPT_PATH = '/track/script.js';

/**
 * Kept as text, because it runs in browsers and not here. `window.dubAnalytics` may already hold calls that were made before it was
 * loaded; they are carried out in order. A lead waits for a click that is still being reported.
 */
export const TRACKING_SCRIPT = `(() => {
  'use strict';
  const script = document.currentScript;
  const attribute = (name) => script.getAttribute('data-' + name) || undefined;
  const json = (name) => {
    try { return JSON.parse(attribute(name) || 'null') || undefined; } catch { return undefined; }
  };
  const NAME = 'dub_id';
  const DAY_MS = 86400000;
  const api = (attribute('api-host') || new URL(script.src).origin).replace(/\\/+$/, '');
  const key = attribute('publishable-key');
  const domains = json('domains') || {};
  const shortDomain = domains.refer || attribute('short-domain') || attribute('domain');
  const firstClick = attribute('attribution-model') === 'first-click';
  const params = json('query-params') || [attribute('query-param') || 'via'];
  const query = new URLSearchParams(location.search);

  const cookie = {
    get: () => {
      const pair = document.cookie.split('; ').find((each) => each.startsWith(NAME + '='));
      return pair && decodeURIComponent(pair.slice(NAME.length + 1));
    },
    set: (id) => {
      const { expiresInDays, domain, path, sameSite, secure, expires, maxAge } = json('cookie-options') || {};
      const host = location.hostname.replace(/^www\\./, '');
      const isName = host.includes('.') && !/^[\\d.]+$/.test(host) && !host.endsWith('.localhost');
      const until = expires ? new Date(expires) : new Date(Date.now() + (expiresInDays || 90) * DAY_MS);
      const site = domain === undefined && isName ? '.' + host : domain;
      document.cookie = [
        NAME + '=' + encodeURIComponent(id),
        'path=' + (path || '/'),
        'expires=' + until.toUTCString(),
        'samesite=' + (sameSite === true ? 'Strict' : sameSite || 'Lax'),
        ...(site ? ['domain=' + site] : []),
        ...(maxAge ? ['max-age=' + maxAge] : []),
        ...(secure ? ['secure'] : []),
      ].join('; ');
    },
  };

  const post = async (path, body, headers) => {
    const answer = await fetch(api + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      keepalive: true,
    });
    const result = await answer.json();
    if (!answer.ok) console.error('[analytics] ' + path + ' was refused:', result.error && result.error.message);
    return answer.ok ? result : undefined;
  };
  const withKey = (path, body) => {
    if (key) return post(path, body, { authorization: 'Bearer ' + key });
    console.error('[analytics] ' + path + ' needs data-publishable-key.');
  };

  let reporting;
  const report = (path, body) => {
    reporting = reporting || post(path, { ...body, referrer: document.referrer }).then((result) => {
      if (!result) return;
      cookie.set(result.clickId);
      window.DubAnalytics = { partner: result.partner, discount: result.discount };
    }, () => {});
    return reporting;
  };
  const trackClick = ({ domain, key: clicked }) =>
    report('/track/click', { domain: domain || shortDomain, key: clicked, url: location.href });
  const trackLead = async (input) => {
    await reporting;
    return withKey('/track/lead/client', { clickId: cookie.get() || '', ...input });
  };
  const trackSale = async (input) => {
    await reporting;
    return withKey('/track/sale/client', { clickId: cookie.get() || null, ...input });
  };

  const given = query.get(NAME);
  const via = params.map((name) => query.get(name)).find(Boolean);
  if (given) {
    if (!firstClick || !cookie.get()) cookie.set(given);
  } else if (via && shortDomain && !(firstClick && cookie.get())) trackClick({ domain: shortDomain, key: via });
  else if (domains.site && !cookie.get()) report('/track/visit', { domain: domains.site, url: location.href });

  const outbound = [domains.outbound || []].flat().flatMap((each) => each.split(',')).map((each) => each.trim());
  if (outbound.length > 0)
    document.addEventListener('click', (event) => {
      const link = event.target instanceof Element && event.target.closest('a[href]');
      const id = cookie.get();
      if (!link || !id) return;
      const url = new URL(link.href, location.href);
      const host = url.hostname.replace(/^www\\./, '');
      if (!outbound.includes(host) || url.searchParams.has(NAME)) return;
      url.searchParams.set(NAME, id);
      link.href = url.href;
    }, true);

  const calls = { trackClick, trackLead, trackSale };
  const run = async (name, ...input) => {
    if (name !== 'ready') return calls[name] && calls[name](...input);
    await reporting;
    if (typeof input[0] === 'function') input[0]();
  };
  const waiting = (window.dubAnalytics && window.dubAnalytics.q) || [];
  window.dubAnalytics = Object.assign((...call) => run(...call), calls);
  for (const call of waiting) run(...call);
})();
`;
