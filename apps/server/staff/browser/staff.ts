/** Sign-in and passkeys for the staff pages. Bundled and served by their own origin. */
import { startAuthentication, startRegistration } from '@simplewebauthn/browser';

type Answer = { code?: string; message?: string };

async function ask(path: string, body: unknown): Promise<Answer & Record<string, unknown>> {
  const response = await fetch(path + location.search, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
    credentials: 'same-origin',
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(String(answer.message ?? answer.code));
  return answer;
}

/** `next` stays on this origin: anything but a plain path is dropped, and two slashes begin another host. */
function next(): string {
  const wish = new URLSearchParams(location.search).get('next') ?? '/';
  return /^\/(?!\/)[\w/-]*$/.test(wish) ? wish : '/';
}

async function signIn() {
  const optionsJSON = await ask('/api/sign-in/options', {});
  const response = await startAuthentication({ optionsJSON: optionsJSON as never });
  return ask('/api/sign-in', { response, clock: Math.floor(Date.now() / 1000) });
}

/** Sends a form that was shown before this session began, with the token that this session's forms carry. */
function sendIn(form: HTMLFormElement | null, csrf: unknown): void {
  if (!form) return;
  const old = form.elements.namedItem('_csrf');
  const token = old instanceof HTMLInputElement ? old : document.createElement('input');
  Object.assign(token, { type: 'hidden', name: '_csrf', value: String(csrf) });
  form.append(token);
  form.submit();
}

const WORK: Record<string, (button: HTMLButtonElement) => Promise<void>> = {
  async 'send-again'({ form }) {
    const { csrf } = await signIn();
    sendIn(form, csrf);
  },
  async 'sign-in'() {
    await signIn();
    location.assign(next() + location.search.replace(/([?&])next=[^&]*&?/, '$1'));
  },
  async join() {
    const token = location.hash.slice(1);
    const optionsJSON = await ask('/api/join/options', { token });
    const response = await startRegistration({ optionsJSON: optionsJSON as never });
    await ask('/api/join', { token, response });
    location.replace(`/${location.search}`);
  },
  async 'add-passkey'() {
    const optionsJSON = await ask('/api/passkeys/options', {});
    const response = await startRegistration({ optionsJSON: optionsJSON as never });
    await ask('/api/passkeys', { response });
    location.reload();
  },
};

const ready = (button: HTMLButtonElement): void => {
  button.disabled = false;
};

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-passkey]')) {
  const status = document.querySelector('[data-passkey-status]');
  button.hidden = false;
  ready(button);
  // Shown again as it was left, by the browser's own way back.
  addEventListener('pageshow', () => ready(button));
  button.addEventListener('click', () => {
    const work = WORK[button.dataset['passkey'] ?? ''];
    if (!work) return;
    button.disabled = true;
    if (status) status.textContent = '';
    // Once it worked the page is being left, and one more press would send the same again.
    work(button).catch((error: unknown) => {
      // A browser's own refusal (the person stopped, no authenticator) is worded by the page, ours by the answer.
      const own = error instanceof Error && error.name === 'Error';
      if (status) status.textContent = own ? error.message : (button.dataset['refused'] ?? '');
      button.disabled = false;
    });
  });
}
