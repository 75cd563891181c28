import type { Signer } from '@commonkey/credential';
import type { ShiftOffer, SignedStatement } from '@commonkey/shift';
import { Fault, isFault } from '@commonkey/words';
import type { z } from 'zod';
import { openWaiting, type Waiting } from '../../../desk/pick-up/waiting.ts';
import type { Context } from '../../context.ts';
import { reportHandOvers } from '../hand-overs.ts';
import { openShift } from '../open-shift.ts';
import { pickUpByCode, pickUps, waitingFor } from '../pick-ups.ts';
import { codeBody, handedOverBody, pickUpBody, waitingBody } from '../routes.tsx';
import { newDesk, workShift } from './shift.ts';

export type PickUpDesk = {
  offer: ShiftOffer;
  signer: Signer;
  /** What the desk's page has, asking this city hall. */
  waiting: Waiting;
  /** Cuts the line, or mends it. */
  line(up: boolean): void;
  /** The page began anew: memory is gone, the chain is not. */
  restart(): Waiting;
  /** The shift as it would be closed now: a card printed for each of these, in this order. */
  close(handedOver: readonly string[]): Promise<{ signed: SignedStatement; serials: Map<string, string> }>;
};

/** A clerk's desk whose page asks the real office, by what its routes take and answer. */
export async function pickUpDesk(context: Context, staffId: string): Promise<PickUpDesk> {
  const signer = await newDesk();
  const offer = await openShift(context, staffId, { publicJwk: signer.publicJwk, cards: 6, hours: 4 });
  let up = true;
  const read = <T extends z.ZodType>(shape: T, body: unknown) => shape.parse(body);
  const routes: Readonly<Record<string, (body: unknown) => Promise<unknown>>> = {
    '/api/pick-ups/waiting': async (body) => ({
      records: await waitingFor(context, staffId, read(waitingBody, body)),
    }),
    '/api/pick-ups': async (body) => ({ cards: await pickUps(context, staffId, read(pickUpBody, body)) }),
    '/api/pick-ups/code': (body) => pickUpByCode(context, staffId, read(codeBody, body)),
    '/api/pick-ups/done': async (body) => {
      const { shift, records } = read(handedOverBody, body);
      return { second: await reportHandOvers(context, shift, records) };
    },
  };
  const ask = async (path: string, body: unknown): Promise<unknown> => {
    if (!up) throw new Fault('desk-city-hall-silent');
    try {
      return JSON.parse(JSON.stringify(await routes[path]?.(body)));
    } catch (error) {
      if (!isFault(error)) throw error;
      throw new Fault('desk-city-hall-refused', { reason: error.code, status: 422 }, { cause: error });
    }
  };
  const handed: string[] = [];
  return {
    offer,
    signer,
    waiting: openWaiting(offer.shift, handed, ask),
    line: (to) => {
      up = to;
    },
    restart: () => openWaiting(offer.shift, handed, ask),
    async close(handedOver) {
      handed.push(...handedOver);
      const { signed, printed } = await workShift(offer, signer, {
        print: handedOver.length,
        more: handedOver.map((record) => ({ kind: 'hand-over', record })),
      });
      return { signed, serials: new Map(handedOver.map((record, i) => [record, printed[i] ?? ''])) };
    },
  };
}
