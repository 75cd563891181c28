import { newSlipSecret, slipHash } from '@commonkey/credential';
import type { ShiftOffer } from '@commonkey/shift';
import type { Page } from 'playwright-core';
import { newDesk, workShift } from '../../apps/server/desks/testing/shift.ts';

/**
 * A clerk signs in at the desk's origin with the passkey of this page, opens two shifts and closes one of them, over the
 * desk's own doors. Returns one of its cards.
 */
export async function closeOneOfTwoShifts(
  page: Page,
  deskOrigin: string,
): Promise<{ number: string; secret: string }> {
  await page.goto(`${deskOrigin}/trust.json`);
  await page.evaluate(async () => {
    const ask = async (path: string, body: unknown) => {
      const headers = { 'content-type': 'application/json', accept: 'application/json' };
      const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    };
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await ask('/api/sign-in/options', {}));
    const passkey = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
    await ask('/api/sign-in', { response: passkey.toJSON() });
    Object.assign(window, { ask });
  });
  const ask = (path: string, body: unknown): Promise<unknown> =>
    page.evaluate(
      ([to, what]) =>
        (window as unknown as { ask(path: unknown, body: unknown): Promise<unknown> }).ask(to, what),
      [path, body] as const,
    );
  const open = async () => {
    const desk = await newDesk();
    const offer = await ask('/api/shifts', { publicJwk: desk.publicJwk, cards: 6, hours: 2 });
    return { desk, offer: offer as ShiftOffer };
  };
  await open();
  const { desk, offer } = await open();
  const secret = newSlipSecret((size) => crypto.getRandomValues(new Uint8Array(size)));
  const number = offer.places[0]?.serial ?? '';
  const hash = slipHash(number, secret);
  const { signed } = await workShift(offer, desk, {
    print: 3,
    slip: (serial) => (serial === number ? hash : null),
    spoil: true,
  });
  await ask('/api/shifts/close', signed);
  return { number, secret };
}
