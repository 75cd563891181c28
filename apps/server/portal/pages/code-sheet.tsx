import type { Speak } from '@commonkey/words';
import { QrPicture } from '../../ui/qr-picture.tsx';
import { groupCode } from '../code.ts';

/** A code to keep: in groups of Latin letters in whatever direction the page runs (CC-06), and as a picture for a phone. */
export function CodeSheet({ say, code }: { say: Speak; code: string }) {
  return (
    <div class="code-sheet">
      <p class="code-said" dir="ltr">
        <code>{groupCode(code)}</code>
      </p>
      <QrPicture text={code} label={say('apply.code.qr')} />
    </div>
  );
}
