import type { Speak } from '@commonkey/words';
import { useEffect, useRef } from 'preact/hooks';
import { Screen } from '../page/kit.tsx';

/** Signs once for each time the screen comes: the serial is taken by the intent, not by this screen. */
export function PrintingScreen(props: { say: Speak; work: () => void }) {
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    props.work();
  }, []);
  return <Screen name="printing" title={props.say('printing.title')} lead={props.say('printing.lead')} />;
}
