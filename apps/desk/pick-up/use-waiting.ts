import { portalRules } from '@commonkey/program';
import { handOversOf } from '@commonkey/shift';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Shown } from '../codes.ts';
import { shownOf } from '../page/shown.ts';
import { programOf, type Session } from '../shift/session.ts';
import { openWaiting, type Waiting } from './waiting.ts';

/** How late another desk's hand-over is learned of, where there is a network. */
const EVERY_MS = 60_000;

export type WaitingHere = {
  waiting: Waiting | null;
  count: number;
  /** Why the last look did not succeed. */
  missed: Shown | null;
  look: () => Promise<void>;
};

/**
 * The waiting cards of a shift, where this city takes applications online; null elsewhere and in practice. Looked for when the
 * counter opens, then every minute, when the network is back, and when somebody asks. They end with the shift's hours and with
 * the counter: closing drops them.
 */
export function useWaiting(session: Session): WaitingHere {
  const [, redraw] = useState(0);
  const [missed, setMissed] = useState<Shown | null>(null);
  const live = session.kind === 'live' && portalRules(programOf(session)) ? session : null;
  const offer = live?.record.offer;
  const waiting = useMemo(
    () => (live && offer ? openWaiting(offer.shift, [...handOversOf(live.chain()).keys()]) : null),
    [offer?.shift],
  );
  const look = async () => {
    if (!waiting || !offer) return;
    if (Date.now() >= offer.until * 1000) waiting.forget();
    try {
      await waiting.look();
      setMissed(null);
    } catch (error) {
      setMissed(shownOf(error));
      throw error;
    } finally {
      redraw((n) => n + 1);
    }
  };
  useEffect(() => {
    const quietly = () => void look().catch(() => undefined);
    quietly();
    const timer = setInterval(quietly, EVERY_MS);
    addEventListener('online', quietly);
    return () => {
      clearInterval(timer);
      removeEventListener('online', quietly);
      waiting?.forget();
    };
  }, [waiting]);
  return { waiting, count: waiting?.count() ?? 0, missed, look };
}
