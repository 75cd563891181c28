import { portalRules } from '@commonkey/program';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { programOf, type Session } from '../shift/session.ts';
import { openWaiting, type Waiting } from './waiting.ts';

/**
 * The waiting cards of a shift, where this city takes applications online; null elsewhere and in practice. Looked for once
 * when the counter opens; without a network, when somebody asks.
 */
export function useWaiting(session: Session): {
  waiting: Waiting | null;
  count: number;
  look: () => Promise<void>;
} {
  const [count, setCount] = useState(0);
  const shift =
    session.kind === 'live' && portalRules(programOf(session)) ? session.record.offer.shift : null;
  const waiting = useMemo(() => (shift === null ? null : openWaiting(shift)), [shift]);
  const look = async () => {
    if (!waiting) return;
    try {
      await waiting.fetch();
    } finally {
      setCount(waiting.count());
    }
  };
  useEffect(() => void look().catch(() => undefined), [waiting]);
  return { waiting, count, look };
}
