import { type Applicant, photo } from './applicant.ts';

export type Form = {
  who: 'self' | 'child' | 'caretaker';
  name: string;
  latin?: string;
  second?: string;
  born: readonly [day: string, month: string, year: string];
  emergency?: string;
  home: 'address' | 'care-of' | 'none';
  address?: string;
  careOf?: string;
  contact?: { by: 'mail' | 'text'; address: string };
};

export const ADULT: Form = {
  who: 'self',
  name: 'Zéphyrine Quakenbush',
  born: ['17', '4', '1987'],
  home: 'address',
  address: '17 Thistlewood Lane',
  contact: { by: 'mail', address: 'zephyrine@quakenbush.example' },
};

/** What is typed on the page of each question. */
export function answersOf(form: Form): Record<string, Record<string, string>> {
  const [day, month, year] = form.born;
  return {
    who: { who: form.who },
    name: { name: form.name },
    latin: { latin: form.latin ?? '' },
    second: { second: form.second ?? 'no' },
    birth: { day, month, year },
    emergency: { emergency: form.emergency ?? '' },
    home: { home: form.home },
    address: { address: form.address ?? '', address2: '' },
    'care-of': { 'care-of': form.careOf ?? '' },
    contact: { contact: form.contact?.by ?? 'none' },
    reach: { reach: form.contact?.address ?? '' },
    safe: { safe: 'yes' },
  };
}

/** Answers whatever page is open until the answers can be checked; the path is the page's, not the test's. */
export async function fillIn(
  person: Applicant,
  form: Form,
  most = 60,
  /** Is told each page before it is answered. */
  seen: (path: string, body: string) => void = () => {},
): Promise<void> {
  const answers = answersOf(form);
  for (let pages = 0; pages < most; pages += 1) {
    const page = await person.open('/apply/next');
    const path = person.pathname();
    if (path === '/apply/check') return;
    seen(path, page.body);
    if (path.startsWith('/apply/papers/') || path === '/apply/face') {
      const sent = await person.upload(await photo());
      if (sent.statusCode !== 200) throw new Error(`${path} answered ${sent.statusCode}: ${sent.body}`);
      continue;
    }
    const fields = answers[path.replace('/apply/ask/', '')];
    if (!fields) throw new Error(`no answer for ${path}: ${page.body}`);
    const after = await person.answer(fields);
    if (after.statusCode !== 200) throw new Error(`${path} answered ${after.statusCode}: ${after.body}`);
  }
  throw new Error(`no end at ${person.at}`);
}
