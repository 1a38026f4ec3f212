/** Code that runs as it is shown, against the API at `base`, with the token in the environment. A test makes a link by each language that the machine has. */

export const LANGUAGES = ['curl', 'TypeScript', 'Python'] as const;
export type Language = (typeof LANGUAGES)[number];

export const TASKS = ['link', 'report', 'events'] as const;
export type Task = (typeof TASKS)[number];

export const TASK_NAMES: Record<Task, string> = {
  link: 'Make a link',
  report: 'Read a report',
  events: 'List clicks',
};

/** What has to be there before the code is. */
export const SETUP: Record<Language, string> = {
  curl: '',
  TypeScript: 'npm install dub',
  Python: '',
};

/** @param token a secret that was just made; a placeholder when there is none. */
export function environment(token: string | undefined): string {
  return `export HOPLINE_TOKEN=${token ?? 'hop_…'}`;
}

/** @param base address of the API, without a slash at its end. */
export function sampleOf(task: Task, language: Language, base: string): string {
  return SAMPLES[language][task](base);
}

const SAMPLES: Record<Language, Record<Task, (base: string) => string>> = {
  curl: {
    link: (base) => `curl -X POST ${base}/links \\
  -H "Authorization: Bearer $HOPLINE_TOKEN" \\
  -H 'Content-Type: application/json' \\
  -d '{"url": "https://example.com/launch"}'`,
    report: (base) => `curl '${base}/analytics?groupBy=countries&interval=30d' \\
  -H "Authorization: Bearer $HOPLINE_TOKEN"`,
    events: (base) => `curl '${base}/events?event=clicks&limit=10' \\
  -H "Authorization: Bearer $HOPLINE_TOKEN"`,
  },
  TypeScript: {
    link: (base) => `${client(base)}
const link = await dub.links.create({ url: 'https://example.com/launch' });
console.log(link.shortLink);`,
    report: (base) => `${client(base)}
const countries = await dub.analytics.retrieve({ groupBy: 'countries', interval: '30d' });
console.log(countries);`,
    events: (base) => `${client(base)}
const events = await dub.events.list({ event: 'clicks', limit: 10 });
console.log(events);`,
  },
  Python: {
    link: (base) => `import json, os, urllib.request

request = urllib.request.Request(
    "${base}/links",
    data=json.dumps({"url": "https://example.com/launch"}).encode(),
    headers={
        "Authorization": f"Bearer {os.environ['HOPLINE_TOKEN']}",
        "Content-Type": "application/json",
    },
)
with urllib.request.urlopen(request) as response:
    print(json.load(response)["shortLink"])`,
    report: (base) => reading(`${base}/analytics?groupBy=countries&interval=30d`),
    events: (base) => reading(`${base}/events?event=clicks&limit=10`),
  },
};

function client(base: string): string {
  return `import { Dub } from 'dub';

const dub = new Dub({
  token: process.env.HOPLINE_TOKEN,
  serverURL: '${base}',
});
`;
}

function reading(address: string): string {
  return `import json, os, urllib.request

request = urllib.request.Request(
    "${address}",
    headers={"Authorization": f"Bearer {os.environ['HOPLINE_TOKEN']}"},
)
with urllib.request.urlopen(request) as response:
    print(json.dumps(json.load(response), indent=2))`;
}
