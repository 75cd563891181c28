import { useEffect, useState } from 'preact/hooks';
import { askCityHall } from '../api/city-hall.ts';

const EVERY_MS = 30_000;
const PATIENCE_MS = 5000;

/**
 * Whether city hall itself answers. A browser's own "online" means a cable, and a strange network's page means
 * nothing: only the public trust bundle, asked for now and then, tells.
 */
export function useCityHall(): boolean {
  const [reached, setReached] = useState(navigator.onLine);
  useEffect(() => {
    let gone = false;
    const look = async () => {
      if (!navigator.onLine) return setReached(false);
      const answered = await askCityHall('/trust.json', undefined, {
        signal: AbortSignal.timeout(PATIENCE_MS),
      }).then(
        () => true,
        () => false,
      );
      if (!gone) setReached(answered);
    };
    const seen = () => void look();
    seen();
    const timer = setInterval(seen, EVERY_MS);
    addEventListener('online', seen);
    addEventListener('offline', seen);
    return () => {
      gone = true;
      clearInterval(timer);
      removeEventListener('online', seen);
      removeEventListener('offline', seen);
    };
  }, []);
  return reached;
}
