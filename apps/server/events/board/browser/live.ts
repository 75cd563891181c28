/** Keeps the page of an event day fresh while somebody looks at it, and says when nobody answers. */
const EVERY_MS = 15_000;
const LONGEST_MS = 120_000;

const stay = document.querySelector<HTMLButtonElement>('#live-stay');
const lost = document.querySelector<HTMLElement>('#live-lost');
let staying = false;
let tries = 0;

async function anew(): Promise<void> {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' }, redirect: 'error' });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of ['#live-turn', '#live']) {
    const [fresh, shown] = [page.querySelector(part), document.querySelector(part)];
    // What is as it was stays: whoever reads it is not thrown back to the top.
    if (fresh && shown && fresh.innerHTML !== shown.innerHTML) shown.replaceWith(fresh);
  }
}

function next(): void {
  const most = Math.min(LONGEST_MS, EVERY_MS * 2 ** tries);
  // Screens that lost the same line do not all come back in the same moment.
  const [drawn = 0] = crypto.getRandomValues(new Uint16Array(1));
  setTimeout(look, most * (0.75 + drawn / 131_072));
}

async function look(): Promise<void> {
  if (!staying && !document.hidden)
    try {
      await anew();
      tries = 0;
    } catch {
      tries += 1;
    }
  if (lost) lost.hidden = tries === 0;
  next();
}

if (stay) {
  stay.hidden = false;
  stay.addEventListener('click', () => {
    staying = !staying;
    stay.setAttribute('aria-pressed', String(staying));
  });
}
next();
