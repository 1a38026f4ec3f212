/** The way from nothing to the first counted click, seen live: in a workspace that has none yet, until it has one. */
import { useQuery } from '@tanstack/react-query';
import { Check, ExternalLink, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { WireLink } from '#core/link/wire.ts';
import { Button, buttonClass } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { CopyButton } from '../design/copy-button.tsx';
import { displayUrl } from '../format/address.ts';
import { useCreateDialog } from '../links/panel-context.ts';
import { linkPageQuery } from '../links/queries.ts';
import { useWorkspaceTotals } from '../live/live.tsx';
import { useCanEdit, useWorkspace } from '../shell/workspace.ts';
import { hasNoClicks, nextStep, type Step } from './steps.ts';
import styles from './first-steps.module.css';

export function FirstSteps() {
  const clicks = useWorkspaceTotals()?.clicks ?? 0;
  const canEdit = useCanEdit();
  // The route has asked for it before anything was drawn, so nothing moves when the card is there.
  const { data: links } = useQuery(linkPageQuery(useWorkspace().id, {}, 0));
  // Whoever begins with nothing sees the first click arrive here; everybody else never sees this.
  const [began, setBegan] = useState(() => links !== undefined && hasNoClicks(links));
  return began && canEdit && links ? <Steps clicks={clicks} links={links} onClose={() => setBegan(false)} /> : null;
}

function Steps({ clicks, links, onClose }: { clicks: number; links: readonly WireLink[]; onClose: () => void }) {
  const create = useCreateDialog();
  const [opened, setOpened] = useState(false);
  const [newest] = links;
  const next = nextStep({ links: links.length, opened, clicks });
  return (
    <Card title="Your first click">
      <ol className={styles.steps}>
        <Row step="make" next={next} title="Make a short link" text="Paste any address; a short one leads to it.">
          {next === 'make' && (
            <Button look="primary" onClick={create}>
              <Plus size={14} aria-hidden />
              New link
            </Button>
          )}
        </Row>
        <Row
          step="open"
          next={next}
          title="Open it"
          text={newest ? displayUrl(newest.shortLink) : 'As a visitor would.'}
        >
          {newest && next !== 'make' && next !== 'done' && (
            <OpenLink link={newest} isNext={next === 'open'} onOpen={() => setOpened(true)} />
          )}
        </Row>
        <Row
          step="see"
          next={next}
          title={next === 'done' ? 'Counted, once' : 'See it arrive'}
          text={
            next === 'done'
              ? 'From now on every click stands below within a second: where from, on what, through which page.'
              : 'Here, within a second, without reloading.'
          }
        >
          {next === 'done' && <Button onClick={onClose}>Done</Button>}
        </Row>
      </ol>
    </Card>
  );
}

function OpenLink({ link, isNext, onOpen }: { link: WireLink; isNext: boolean; onOpen: () => void }) {
  return (
    <>
      <CopyButton size="small" look="ghost" text={link.shortLink} what="short link" />
      <a
        href={link.shortLink}
        target="_blank"
        rel="noopener"
        onClick={onOpen}
        className={buttonClass({ look: isNext ? 'primary' : 'secondary' })}
      >
        <ExternalLink size={14} aria-hidden />
        Open
      </a>
    </>
  );
}

interface RowProps {
  step: Step;
  next: Step;
  title: string;
  text: string;
  children?: ReactNode;
}

const ORDER: readonly Step[] = ['make', 'open', 'see', 'done'];

function Row({ step, next, title, text, children }: RowProps) {
  const isDone = ORDER.indexOf(step) < ORDER.indexOf(next);
  return (
    <li className={styles.step} aria-current={step === next ? 'step' : undefined} data-done={isDone ? '' : undefined}>
      <span className={styles.mark} aria-hidden>
        {isDone ? <Check size={13} /> : ORDER.indexOf(step) + 1}
      </span>
      <div className={styles.words}>
        <p className={styles.title} role={step === 'see' ? 'status' : undefined}>
          {title}
          {isDone && <span className="visually-hidden"> (done)</span>}
        </p>
        <p className={styles.text}>{text}</p>
      </div>
      <div className={styles.side}>{children}</div>
    </li>
  );
}
