/** What every host serves whatever its links: robots.txt and an icon. */

/** Crawlers may ask for links, because only then do they see the noindex that most of them carry. */
const ROBOTS = 'User-agent: *\nAllow: /\n';
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#4338ca"/><path d="M9 21c2-10 12-10 14 0" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>';
const ONE_DAY = { 'Cache-Control': 'public, max-age=86400' };

export function robotsFile(): Response {
  return new Response(ROBOTS, { headers: { 'Content-Type': 'text/plain; charset=utf-8', ...ONE_DAY } });
}

export function icon(): Response {
  return new Response(ICON, {
    headers: { 'Content-Type': 'image/svg+xml', 'X-Content-Type-Options': 'nosniff', ...ONE_DAY },
  });
}
