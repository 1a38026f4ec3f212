/** A request to paste into a shell. */
import { type NamedOperation, parameterOf, type ShownDocument } from './document.ts';

/** With the examples of the document in it. */
export function curlOf(operation: NamedOperation, document: ShownDocument): string {
  const { method, path, parameters = [], requestBody, security = [] } = operation;
  const known = parameters.map((each) => parameterOf(each, document));
  const filled = known
    .filter((each) => each.in === 'path')
    .reduce((at, { name, example }) => at.replace(`{${name}}`, encodeURIComponent(String(example))), path);
  const needed = known.filter((each) => each.in === 'query' && each.required);
  const query = new URLSearchParams(needed.map(({ name, example }) => [name, String(example)]));
  const address = `${document.servers?.[0]?.url ?? ''}${filled}${query.size > 0 ? `?${query.toString()}` : ''}`;
  const body = requestBody?.content['application/json']?.example;
  const session = security.length > 0 && !security.some((scheme) => 'token' in scheme);
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${address}'`,
    ...(session ? [`-b "hopline.session_token=$SESSION"`] : []),
    ...(security.length > 0 && !session ? [`-H "Authorization: Bearer $HOPLINE_TOKEN"`] : []),
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `-d '${quoted(JSON.stringify(body, null, 2))}'`]),
  ];
  return lines.join(' \\\n  ');
}

/** Inside single quotes of a shell. */
function quoted(text: string): string {
  return text.replaceAll("'", `'\\''`);
}
