/** Reads the multipart bodies that ClickHouse clients send when bound parameters outgrow the URL: named text parts, no files. */

/** Parts by name. Throws when the boundary is missing. */
export function parseMultipart(body: Buffer, contentType: string): Map<string, string> {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (!name) throw new Error('multipart body without a boundary');
  const parts = new Map<string, string>();
  // latin1 keeps one character per byte, so that a part's bytes come out as they went in.
  for (const piece of body.toString('latin1').split(`--${name}`)) {
    const gap = piece.indexOf('\r\n\r\n');
    const field = /name="([^"]*)"/i.exec(piece.slice(0, Math.max(gap, 0)))?.[1];
    if (gap < 0 || field === undefined) continue;
    const value = piece.slice(gap + 4).replace(/\r\n$/, '');
    parts.set(field, Buffer.from(value, 'latin1').toString('utf8'));
  }
  return parts;
}
