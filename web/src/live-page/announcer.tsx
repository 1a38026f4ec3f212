/** Tells a screen reader what came, in one sentence at most every ten seconds: a feed read out row by row would drown everything. */
import { useEffect, useRef, useState } from 'react';
import type { LiveEvent } from '#core/live/protocol.ts';
import { announcementOf } from './words.ts';

const EVERY_MS = 10_000;

export function Announcer({ events }: { events: readonly LiveEvent[] }) {
  const latest = useRef(events);
  useEffect(() => {
    latest.current = events;
  });
  const [words, setWords] = useState('');
  useEffect(() => {
    let told = latest.current[0]?.id;
    const timer = setInterval(() => {
      const [newest] = latest.current;
      if (!newest || newest.id === told) return;
      const before = latest.current.findIndex((event) => event.id === told);
      setWords(announcementOf(before < 0 ? latest.current.length : before, newest));
      told = newest.id;
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p role="status" className="visually-hidden">
      {words}
    </p>
  );
}
