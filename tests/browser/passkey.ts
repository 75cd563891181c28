import type { CDPSession, Page } from 'playwright-core';

export type Passkey = {
  readonly session: CDPSession;
  readonly authenticatorId: string;
  /** Takes the authenticator out of the machine. */
  remove(): Promise<void>;
};

/**
 * A platform authenticator for this page (CTAP 2.1, resident keys, user verification, PRF), which says yes by
 * itself. Its keys live as long as the page; `remove` or closing the page forgets them.
 */
export async function addPasskey(page: Page): Promise<Passkey> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasPrf: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    session,
    authenticatorId,
    remove: async () => void (await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })),
  };
}
