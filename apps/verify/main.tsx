import { render } from 'preact';
import { openHeldStore } from './trust/held-store.ts';
import { App } from './ui/app.tsx';

const store = await openHeldStore();
const first = await store.read().catch(() => null);
const place = document.getElementById('app');
if (place) {
  place.replaceChildren();
  render(<App store={store} first={first} />, place);
}
// Without it the page still checks cards, only not after a reload without a network: `About` says so.
navigator.serviceWorker?.register('/sw.js').catch(() => {});
