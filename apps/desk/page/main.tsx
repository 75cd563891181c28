import { render } from 'preact';
import type { DeskCode } from '../codes.ts';
import { holdDesk } from '../vault/one-tab.ts';
import { openVault } from '../vault/vault.ts';
import { LANGUAGES } from '../words/speakers.ts';
import { App, type Start } from './app.tsx';
import { shownOf } from './shown.ts';

declare const BUILD: string;

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
  render(<App start={await begin()} build={BUILD} language={spoken} />, root);
}
if ('serviceWorker' in navigator) void navigator.serviceWorker.register('./worker.js', { type: 'classic' });
