/** What the link will be, as it is typed: the address that visitors reach, and the card that networks draw. */
import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ImageOff } from 'lucide-react';
import type { WireLink } from '#core/link/wire.ts';
import { Skeleton } from '../design/skeleton.tsx';
import { displayUrl, hostOf, parseDestination } from '../format/address.ts';
import { countryName } from '../format/place.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { metatagsQuery } from './metatags.ts';
import panel from './panel-form.module.css';
import styles from './preview.module.css';
import { qrUrl, savedDesign } from './qr-design.ts';
import { useSettled } from './use-settled.ts';
import type { Values } from './values.ts';

/** Somebody else's server is asked only about addresses that stand still. */
const PAUSE_MS = 700;

export function Preview({ values, link }: { values: Values; link: WireLink | undefined }) {
  const url = parseDestination(values.url);
  return (
    <aside className={panel.side} aria-label="Preview">
      <section className={styles.block}>
        <h3 className={styles.heading}>Where it leads</h3>
        <p className={styles.short}>
          {values.domain}/<strong>{values.key.trim().replace(/^\/+/, '') || '·······'}</strong>
        </p>
        <ArrowDown size={14} aria-hidden className={styles.arrow} />
        {url === undefined ? (
          <p className={styles.hint}>The full address stands here as soon as there is a destination.</p>
        ) : (
          <Address url={url} />
        )}
        <Others values={values} />
      </section>
      <section className={styles.block}>
        <h3 className={styles.heading}>When it is shared</h3>
        <SocialCard values={values} url={url} />
      </section>
      {link && (
        <section className={styles.block}>
          <h3 className={styles.heading}>Its code</h3>
          <img
            className={styles.code}
            src={qrUrl(link.shortLink, savedDesign(link.workspaceId), 'svg', 240)}
            alt={`QR code of ${displayUrl(link.shortLink)}`}
            width={112}
            height={112}
            loading="lazy"
          />
        </section>
      )}
    </aside>
  );
}

/** The whole address, with its parameters one by one: that is what gets mistyped. */
function Address({ url }: { url: string }) {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const parameters = [...(parsed?.searchParams ?? [])];
  const base = url.split(/[?#]/, 1)[0] ?? url;
  return (
    <div className={styles.address}>
      <p className={styles.url}>
        {base}
        {parameters.length > 0 && <span className={styles.faint}>?</span>}
      </p>
      {parameters.length > 0 && (
        <dl className={styles.parameters}>
          {parameters.map(([name, value], index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a name may stand twice in an address
            <div key={index} className={styles.parameter}>
              <dt>{name}</dt>
              <dd>{value || <span className={styles.faint}>empty</span>}</dd>
            </div>
          ))}
        </dl>
      )}
      {parsed?.hash && <p className={styles.url}>{parsed.hash}</p>}
    </div>
  );
}

const list = new Intl.ListFormat('en');
/** `Germany and France`; a country that is still being typed as it stands. */
const namesOf = (geo: Values['geo']): string =>
  list.format(geo.map(({ country }) => (/^[A-Z]{2}$/.test(country) ? countryName(country) : country || '…')));

/** Not everybody goes there: said in a line, the details stand in the form. */
function Others({ values }: { values: Values }) {
  const said = [
    values.rules.length > 0 && 'Visitors whom a rule fits go elsewhere.',
    values.geo.length > 0 && `Visitors from ${namesOf(values.geo)} go elsewhere.`,
    (values.ios !== '' || values.android !== '') && 'Phones have a destination of their own.',
    values.variants.length > 0 && `All others are shared among ${values.variants.length} destinations.`,
    values.password !== '' && 'First they are asked for the password.',
  ].filter((each) => each !== false);
  if (said.length === 0) return null;
  return (
    <ul className={styles.others}>
      {said.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

function SocialCard({ values, url }: { values: Values; url: string | undefined }) {
  const { id } = useWorkspace();
  const page = useQuery(metatagsQuery(id, useSettled(url, PAUSE_MS)));
  const own = values.proxy;
  const title = (own && values.title) || page.data?.title;
  const description = (own && values.description) || page.data?.description;
  const image = (own && values.image) || page.data?.image;
  const host = own ? values.domain : hostOf(url ?? '');
  const waiting = url !== undefined && page.isFetching;
  return (
    <figure className={styles.card} aria-busy={waiting}>
      <div className={styles.picture}>
        {image ? (
          // Shown from where it lies, it would be a request to somebody else: its place stands for it.
          <span className={styles.place}>
            <strong>Picture</strong>
            {displayUrl(image)}
          </span>
        ) : (
          <ImageOff size={20} aria-hidden />
        )}
      </div>
      <figcaption className={styles.words}>
        <span className={styles.host}>{host || 'example.com'}</span>
        {waiting && !title ? (
          <Skeleton width="70%" height={14} />
        ) : (
          <span className={styles.title}>{title || 'No title yet'}</span>
        )}
        {description && <span className={styles.description}>{description}</span>}
        {!own && !waiting && page.data?.problem && (
          <span className={styles.description}>The page could not be read, so networks may show no card either.</span>
        )}
      </figcaption>
    </figure>
  );
}
