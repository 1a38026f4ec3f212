/** `npm run bench:capacity`: writes docs/capacity.md from the model and the pipeline bench's measured sizes. */
import { readFile, writeFile } from 'node:fs/promises';
import { MEASURED } from './inputs.ts';
import { measureLinkBytes } from './link-bytes.ts';
import { capacityPage, type EventSize } from './page.ts';

const DOCS = new URL('../../../docs/', import.meta.url);

const { sizes } = JSON.parse(await readFile(new URL('bench/pipeline.json', DOCS), 'utf8')) as { sizes: EventSize[] };
console.log(`a link weighs ${Math.round(await measureLinkBytes())} bytes now; the page uses ${MEASURED.linkBytes}`);
await writeFile(new URL('capacity.md', DOCS), capacityPage(sizes));
