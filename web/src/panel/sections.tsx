/** What a link can do beyond leading somewhere: each part opens, and loads, when it is needed. */
import { CalendarClock, FlaskConical, Megaphone, QrCode, Route, Share2, ShieldCheck } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import { lazy, Suspense, useEffect } from 'react';
import type { WireLink } from '#core/link/wire.ts';
import { fetchAhead } from '../api/lazy-files.ts';
import { Disclosure } from '../design/disclosure.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import type { PanelSection } from '../links/panel-context.ts';
import { summaryOf } from './summaries.ts';
import type { PanelForm } from './use-panel-form.ts';

export interface SectionProps {
  form: PanelForm;
  /** The link as it is saved; absent while it is new. */
  link: WireLink | undefined;
}

type Body = ComponentType<SectionProps>;

interface Section {
  id: PanelSection;
  title: string;
  icon: ReactNode;
  load: () => Promise<Body>;
  Body: Body;
}

function section(id: PanelSection, title: string, icon: ReactNode, load: () => Promise<Body>): Section {
  return { id, title, icon, load, Body: lazy(async () => ({ default: await load() })) };
}

const SECTIONS: readonly Section[] = [
  section('utm', 'Campaign', <Megaphone size={15} />, async () => (await import('./utm-section.tsx')).UtmSection),
  section(
    'social',
    'Social card',
    <Share2 size={15} />,
    async () => (await import('./social-section.tsx')).SocialSection,
  ),
  section('qr', 'QR code', <QrCode size={15} />, async () => (await import('./qr-section.tsx')).QrSection),
  section(
    'targeting',
    'Targeting',
    <Route size={15} />,
    async () => (await import('./targeting-section.tsx')).TargetingSection,
  ),
  section(
    'split',
    'A/B test',
    <FlaskConical size={15} />,
    async () => (await import('./split-section.tsx')).SplitSection,
  ),
  section(
    'schedule',
    'Schedule and limits',
    <CalendarClock size={15} />,
    async () => (await import('./schedule-section.tsx')).ScheduleSection,
  ),
  section(
    'access',
    'Password and behaviour',
    <ShieldCheck size={15} />,
    async () => (await import('./access-section.tsx')).AccessSection,
  ),
];

export function Sections({ form, link }: SectionProps) {
  // Small, and soon wanted; and a deploy while somebody types must not find one of them missing.
  useEffect(() => {
    for (const { load } of SECTIONS) void fetchAhead(load);
  }, []);
  return SECTIONS.map(({ id, title, icon, Body }) => {
    const { words, used } = summaryOf(id, form.values);
    return (
      <Disclosure
        key={id}
        icon={icon}
        title={title}
        summary={words}
        used={used}
        open={form.isOpen(id)}
        onToggle={() => form.toggle(id)}
      >
        <Suspense fallback={<Skeleton height={96} radius={8} />}>
          <Body form={form} link={link} />
        </Suspense>
      </Disclosure>
    );
  });
}
