/** Keeps a queue board fresh, says aloud what is called where somebody asked for that, and says how old it is when nobody answers. */
type Words = Record<
  'dir' | 'asOf' | 'lost' | 'probably' | 'practice' | 'voiceOn' | 'voiceOff' | 'noVoice' | 'stay',
  string
>;
type Shown = { tag: string; html: string; time: string };
type Message = {
  asOf: number;
  course: readonly { after: number; number: number }[];
  languages: readonly Shown[];
};

const TURN_MS = 12_000;
/** The server says something every ten seconds; a line that is silent for longer is dead, whatever the browser thinks. */
const SILENCE_MS = 25_000;
const LONGEST_WAIT_MS = 30_000;
/** Browsers name their voices some time after the page is there. */
const VOICES_MS = 3_000;

const { body } = document;
const words = JSON.parse(body.dataset.words ?? '{}') as Record<string, Words>;
const live = document.querySelector('#board-live');
const lost = document.querySelector<HTMLElement>('#board-lost');
const mute = document.querySelector<HTMLElement>('#board-mute');
const practice = document.querySelector('#board-practice');
const time = document.querySelector('#board-time');
const said = document.querySelector<HTMLElement>('#board-said');
const voice = document.querySelector<HTMLButtonElement>('#board-voice');
const stay = document.querySelector<HTMLButtonElement>('#board-stay');

let turn = Number(body.dataset.turn ?? 0);
let message: Message = JSON.parse(body.dataset.message ?? '') as Message;
let drawn = '';
let heardAt = performance.now();
let speaking = false;
let voicesLate = false;
let staying = false;
let tries = 0;
let stream: EventSource | null = null;
let dead = false;

function callsIn(root: ParentNode) {
  return [...root.querySelectorAll<HTMLElement>('[data-call]')].map(({ dataset }) => ({
    key: dataset.call ?? '',
    text: dataset.say ?? '',
  }));
}

const known = new Set(callsIn(document).map(({ key }) => key));

function now(): Shown | undefined {
  return message.languages[turn % message.languages.length];
}

function show(): void {
  const shown = now();
  const own = shown && words[shown.tag];
  if (!shown || !own || !live) return;
  document.documentElement.lang = shown.tag;
  document.documentElement.dir = own.dir;
  // Nothing is drawn anew that is as it was: a screen reader would begin from the top.
  if (drawn !== shown.html) live.innerHTML = shown.html;
  drawn = shown.html;
  if (time) time.textContent = own.asOf.replace('%TIME%', shown.time);
  if (voice) voice.textContent = speaking ? own.voiceOff : own.voiceOn;
  if (stay) stay.textContent = own.stay;
  if (practice) practice.textContent = own.practice;
  sayMute();
  sayLost();
}

/** Whoever asked for a voice and hears none is told that none will come. */
function sayMute(): void {
  const own = words[now()?.tag ?? ''];
  if (!mute || !own) return;
  mute.hidden = !(speaking && voicesLate && speechSynthesis.getVoices().length === 0);
  if (!mute.hidden && mute.textContent !== own.noVoice) mute.textContent = own.noVoice;
}

/** The last state stays; how old it is, and how far the numbers have probably come, is said beside it. */
function sayLost(): void {
  const shown = now();
  const own = shown && words[shown.tag];
  if (!lost || !shown || !own) return;
  lost.hidden = !dead;
  if (!dead) return;
  const minutes = Math.max(0, Math.floor((performance.now() - heardAt) / 60_000));
  const age = new Intl.NumberFormat(`${shown.tag}-u-nu-latn`, {
    style: 'unit',
    unit: 'minute',
    unitDisplay: 'long',
  }).format(minutes);
  const near = message.course.filter(({ after }) => after <= minutes).at(-1);
  const sentence = own.lost.replace('%TIME%', shown.time).replace('%AGE%', age);
  const text = near ? `${sentence} ${own.probably.replace('%NUMBER%', `${near.number}`)}` : sentence;
  if (lost.textContent !== text) lost.textContent = text;
}

/** What was not called before, in each language that takes turns. */
function sayNew(): void {
  const fresh: string[] = [];
  for (const [place, shown] of message.languages.entries()) {
    const held = document.createElement('template');
    held.innerHTML = shown.html;
    for (const { key, text } of callsIn(held.content)) {
      if (known.has(key)) continue;
      if (place === turn % message.languages.length) fresh.push(text);
      if (speaking) speak(text, shown.tag);
    }
  }
  const [first] = message.languages;
  const held = document.createElement('template');
  held.innerHTML = first?.html ?? '';
  known.clear();
  for (const { key } of callsIn(held.content)) known.add(key);
  const own = now();
  if (!said || !own || fresh.length === 0) return;
  // It stays when the page turns to another language, and is read in its own.
  said.lang = own.tag;
  said.dir = words[own.tag]?.dir ?? 'auto';
  said.textContent = fresh.join(' ');
}

function speak(text: string, tag: string): void {
  const words = new SpeechSynthesisUtterance(text);
  words.lang = tag;
  words.rate = 0.9;
  speechSynthesis.speak(words);
}

function listen(): void {
  stream?.close();
  const own = new EventSource(body.dataset.stream ?? '');
  stream = own;
  own.addEventListener('beat', () => alive());
  own.addEventListener('board', ({ data }) => {
    message = JSON.parse(String(data)) as Message;
    alive();
    sayNew();
    show();
  });
  own.addEventListener('error', () => again());
}

function alive(): void {
  heardAt = performance.now();
  tries = 0;
  dead = false;
  sayLost();
}

/** Five hundred screens that lost the same line do not all come back in the same moment. */
function again(): void {
  if (!stream) return;
  stream.close();
  stream = null;
  dead = true;
  sayLost();
  tries += 1;
  const most = Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** tries);
  const [drawn = 0] = crypto.getRandomValues(new Uint16Array(1));
  setTimeout(listen, most / 2 + ((drawn / 65_536) * most) / 2);
}

setInterval(() => {
  if (stream && performance.now() - heardAt > SILENCE_MS) again();
  if (dead) sayLost();
}, 5_000);
setInterval(() => {
  if (staying || message.languages.length < 2) return;
  turn += 1;
  show();
}, TURN_MS);

if (voice && 'speechSynthesis' in window) {
  voice.hidden = false;
  speechSynthesis.addEventListener('voiceschanged', sayMute);
  setTimeout(() => {
    voicesLate = true;
    sayMute();
  }, VOICES_MS);
  voice.addEventListener('click', () => {
    speaking = !speaking;
    voice.setAttribute('aria-pressed', String(speaking));
    if (!speaking) speechSynthesis.cancel();
    show();
  });
}
if (stay) {
  stay.hidden = false;
  stay.addEventListener('click', () => {
    staying = !staying;
    stay.setAttribute('aria-pressed', String(staying));
  });
}
listen();
