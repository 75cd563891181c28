import { render } from 'preact';
import type { DeskCode } from '../codes.ts';
import { holdDesk } from '../vault/one-tab.ts';
import { openVault } from '../vault/vault.ts';
import { LANGUAGES } from '../words/speakers.ts';
import { App, type Start } from './app.tsx';
import { registerWorker } from './own-files.ts';
import { shownOf } from './shown.ts';

/** The hash of everything this desk was built from, as published, or a dash where it cannot be read. */
async function buildHash(): Promise<string> {
  try {
    const listing: unknown = await (await fetch('./build.json')).json();
    const hash =
      typeof listing === 'object' && listing !== null && 'hash' in listing ? listing.hash : undefined;
    return typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash) ? hash : '–';
  } catch {
    return '–';
  }
}

async function begin(): Promise<Start> {
  const stopped = (code: DeskCode): Start => ({ fault: { code, params: {} } });
  if (!isSecureContext || !('locks' in navigator)) return stopped('desk-not-secure');
  try {
    await holdDesk(navigator.locks);
    const vault = await openVault();
    // Asked for, not relied on: a browser that evicts storage loses a shift, which close-down then shows.
    void navigator.storage?.persist?.().catch(() => false);
    return { vault, locked: (await vault.envelope()) !== undefined };
  } catch (error) {
    return { fault: shownOf(error) };
  }
}

const root = document.getElementById('desk');
if (root) {
  const spoken = LANGUAGES.find((one) => navigator.language.startsWith(one)) ?? 'en';
  render(<App start={await begin()} build={await buildHash()} language={spoken} />, root);
}
if ('serviceWorker' in navigator) registerWorker().catch(() => undefined);
