import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { confirmRoots } from '../trust/adopt.ts';
import type { Held } from '../trust/held.ts';
import type { HeldStore } from '../trust/held-store.ts';
import { type RefreshOutcome, refresh } from '../trust/refresh.ts';

export type Trust = {
  readonly held: Held | null;
  readonly state: 'idle' | 'refreshing' | RefreshOutcome;
  refresh(): Promise<void>;
  confirmRoots(): Promise<void>;
};

const hour = 3_600_000;

/** Keys and lists of this device: read at the start, fetched anew at the start, when the network comes back, every hour and on demand. */
export function useTrust(store: HeldStore, first: Held | null): Trust {
  const [held, setHeld] = useState(first);
  const [state, setState] = useState<Trust['state']>('idle');
  const latest = useRef(first);
  const running = useRef(false);

  const keep = useCallback(
    async (next: Held) => {
      latest.current = next;
      setHeld(next);
      await store.write(next);
    },
    [store],
  );
  const fetchAll = useCallback(async () => {
    if (running.current) return;
    running.current = true;
    setState('refreshing');
    try {
      const { held: next, outcome } = await refresh(latest.current, {
        fetch: (...ask) => fetch(...ask),
        now: Date.now,
      });
      if (next && next !== latest.current) await keep(next);
      setState(outcome);
    } finally {
      running.current = false;
    }
  }, [keep]);
  const confirm = useCallback(async () => {
    if (latest.current) await keep(confirmRoots(latest.current));
    await fetchAll();
  }, [keep, fetchAll]);

  useEffect(() => {
    const quietly = () => void fetchAll();
    quietly();
    const clock = setInterval(quietly, hour);
    addEventListener('online', quietly);
    return () => {
      clearInterval(clock);
      removeEventListener('online', quietly);
    };
  }, [fetchAll]);

  return { held, state, refresh: fetchAll, confirmRoots: confirm };
}
