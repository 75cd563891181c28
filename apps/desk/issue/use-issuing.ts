import { webRandom } from '@commonkey/credential';
import { isFault, type Speak } from '@commonkey/words';
import { useState } from 'preact/hooks';
import type { Event, PrintableCard, Proposed } from '../machine/steps.ts';
import { residencyPapers } from '../papers/draft.ts';
import { PRACTICE_SERIAL } from '../practice/practice-shift.ts';
import { printFaces } from '../proof/print-faces.ts';
import { renderSigned } from '../proof/render-card.ts';
import { programOf, type Session } from '../shift/session.ts';
import type { PrinterState } from '../status/facts.ts';
import { during } from '../unforeseen.ts';
import { feeFor } from './fee.ts';
import { handOver, issueCard } from './issue-card.ts';

export type Issuing = {
  /** The print dialog has the focus. */
  readonly printing: boolean;
  /** Signs, draws and prints the card. */
  issue(proposed: Proposed): Promise<void>;
  /** The card was read back and goes to its holder. */
  finish(proposed: Proposed, card: PrintableCard): Promise<void>;
};

/** From the person's yes to the card in their hand. Faults of `issueCard` and of the printer; nothing is signed then. */
export function useIssuing(props: {
  session: Session;
  /** In the person's language: what is printed beside the card. */
  sayTo: Speak;
  send: (event: Event) => void;
  printer: (state: PrinterState) => void;
  changed: () => void;
  /** Asked before a number is used. Throws where this card may not be made. */
  before: (proposed: Proposed) => Promise<void>;
}): Issuing {
  const { session, send } = props;
  const [printing, setPrinting] = useState(false);
  const program = programOf(session);

  const print = async (card: PrintableCard) => {
    props.printer('printing');
    setPrinting(true);
    try {
      await during('print', () => printFaces(card, props.sayTo, program.city.cardName));
      props.printer('good');
    } catch (error) {
      props.printer('trouble');
      throw error;
    } finally {
      setPrinting(false);
    }
  };
  const sign = async (proposed: Proposed): Promise<PrintableCard> => {
    if (session.kind !== 'live') {
      const faces = await renderSigned(session, proposed, null);
      return { serial: PRACTICE_SERIAL, qr: '', slip: null, ...faces };
    }
    try {
      await props.before(proposed);
      const { serial, qr, slip, front, back } = await issueCard(session, proposed, webRandom, (signed) =>
        renderSigned(session, proposed, signed),
      );
      performance.mark('desk-printable');
      return { serial, qr, slip, front, back };
    } catch (error) {
      send({ do: isFault(error) && error.code === 'desk-pick-up-over' ? 'waits-no-more' : 'not-signed' });
      throw error;
    } finally {
      props.changed();
    }
  };
  return {
    printing,
    async issue(proposed) {
      const card = await sign(proposed);
      send({ do: 'signed', card });
      if (session.kind === 'live') await print(card);
    },
    async finish(proposed, card) {
      const { visit, entitled } = proposed;
      const fee = feeFor(program, visit.purpose, entitled.age);
      if (session.kind === 'live') await handOver(session, proposed, card, fee?.id ?? null);
      props.changed();
      send({
        do: 'hand-over',
        fee: fee && fee.cents > 0 ? fee.id : null,
        partyMax: program.desk.partyMax,
        residency: residencyPapers(program, entitled.papers.held),
      });
    },
  };
}
