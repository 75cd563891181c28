import { Fault } from '@commonkey/words';
import { requirePrintable } from '../../paper/printable.ts';
import type { Letter, RequestClass } from '../../store/tables/requests.ts';
import { daysLeftOut, notKeptHere, notLookedFor } from './covers.ts';
import { askedDays } from './days.ts';
import type { RequestsCode } from './errors.ts';
import { oneRequest, type RecordRequest } from './request.ts';
import { extendedTo, requestRules, requireConfirmed } from './rules.ts';
import { allDetermined, peopleWith, type ScopeToday, scopeToday, undetermined } from './scope.ts';
import { closedUntil, open, type Said, seal, sealedUntil } from './sealed.ts';
import { type Parts, takeSealedStep, takeStep, todayOf } from './take-step.ts';

export type Answer = Exclude<Letter, 'extension'>;
export const ANSWERS: readonly Answer[] = [
  'no-records',
  'undetermined',
  'denied',
  'granted',
  'granted-in-part',
];
/** They hand something over. */
const HANDS: readonly Answer[] = ['granted', 'granted-in-part'];
/** They keep something back, and say under which exemption. */
const REFUSES: readonly Answer[] = ['denied', 'granted-in-part'];
/** They end the matter for whoever asked: no one person sends them. */
const BY_TWO: readonly Answer[] = [...HANDS, 'no-records'];
/** They say what is there, and rest on a scope. */
const RESTS: readonly Answer[] = ['no-records', 'undetermined'];

export type LetterWords = Omit<Said<'letter'>, 'what'>;
export type MissingFact =
  | 'contact'
  | 'responsible'
  | 'basis'
  | 'exemption'
  | 'redaction'
  | 'handed'
  | 'days'
  | 'scope';

/** What a letter still lacks, by name: it cannot be made before each is there. */
export function missingFacts(request: RecordRequest, letter: Answer, words: LetterWords): MissingFact[] {
  const has = (step: string) => request.steps.some((one) => one.step === step);
  const needed: [MissingFact, boolean, boolean][] = [
    ['contact', true, words.contact.trim() !== ''],
    ['responsible', !HANDS.includes(letter) || REFUSES.includes(letter), words.responsible.trim() !== ''],
    ['basis', REFUSES.includes(letter), words.basis.trim() !== ''],
    ['exemption', REFUSES.includes(letter), has('exempted')],
    ['redaction', letter === 'granted-in-part', has('redacted')],
    ['handed', HANDS.includes(letter), words.handed.trim() !== ''],
    ['days', RESTS.includes(letter), has('dated')],
    ['scope', RESTS.includes(letter), has('scoped')],
  ];
  return needed.flatMap(([fact, isNeeded, isThere]) => (isNeeded && !isThere ? [fact] : []));
}

/** @throws Fault `letter-facts-missing` {facts} */
function requireFacts(request: RecordRequest, letter: Answer, words: LetterWords): void {
  const missing = missingFacts(request, letter, words);
  if (missing.length > 0) throw new Fault<RequestsCode>('letter-facts-missing', { facts: missing.join(' ') });
}

/**
 * What may be said of what is there. "We have none" only where the scope looks for every kind that the request is about on every
 * day that it asks about, every clause has an answer for everybody of whom anything is held, and the answer is none.
 * @throws Fault `letter-scope-short` {classes, kinds} | `letter-days-short` {classes, kinds} | `letter-not-kept` {classes} | `letter-undetermined` {clauses} |
 * `letter-records-exist` {people} | `letter-all-determined`
 */
function requireTrue(
  { classes, steps }: Pick<RecordRequest, 'classes' | 'steps'>,
  letter: Answer,
  { asked, findings }: Pick<ScopeToday, 'asked' | 'findings'>,
): void {
  const short = notLookedFor(classes, asked);
  if (short.length > 0) throw new Fault<RequestsCode>('letter-scope-short', kindsOf(short));
  const days = askedDays({ steps });
  if (!days) throw new Fault<RequestsCode>('letter-facts-missing', { facts: 'days' });
  const leftOut = daysLeftOut(classes, asked, days);
  if (leftOut.length > 0) throw new Fault<RequestsCode>('letter-days-short', kindsOf(leftOut));
  const elsewhere = notKeptHere(classes).length;
  if (letter === 'undetermined' && elsewhere === 0 && allDetermined(findings))
    throw new Fault<RequestsCode>('letter-all-determined');
  if (letter !== 'no-records') return;
  if (elsewhere > 0) throw new Fault<RequestsCode>('letter-not-kept', { classes: elsewhere });
  if (!allDetermined(findings))
    throw new Fault<RequestsCode>('letter-undetermined', { clauses: undetermined(findings).length });
  const people = peopleWith(findings);
  if (people > 0) throw new Fault<RequestsCode>('letter-records-exist', { people });
}

/** How many, and which: a page says them by their names. */
const kindsOf = (kinds: readonly RequestClass[]) => ({ classes: kinds.length, kinds: kinds.join(' ') });

/** @throws Fault `rule-unconfirmed` */
function requireRules(
  { program: { program } }: Pick<Parts, 'program'>,
  request: RecordRequest,
  letter: Answer,
) {
  const rules = requestRules(program);
  if (letter !== 'granted') requireConfirmed(program, rules.review.source);
  if (!REFUSES.includes(letter)) return;
  const used = request.steps.flatMap(({ exemption }) => exemption ?? []);
  requireConfirmed(
    program,
    ...rules.exemptions.filter(({ id }) => used.includes(id)).map(({ source }) => source),
  );
}

/** Everything of a letter that is checked both when it is made ready and when it goes out. */
async function checked(parts: Parts, request: RecordRequest, letter: Answer, words: LetterWords, by: string) {
  requireFacts(request, letter, words);
  const { contact, responsible, basis, handed } = words;
  requirePrintable({ contact, responsible, basis, handed });
  requireRules(parts, request, letter);
  if (!RESTS.includes(letter)) return null;
  const scope = await scopeToday(parts, request, by);
  if (!scope) throw new Fault<RequestsCode>('letter-facts-missing', { facts: 'scope' });
  requireTrue(request, letter, scope);
  return scope;
}

/**
 * Makes a letter ready: its own words sealed. It goes out with `issueLetter`.
 * @throws Fault `letter-facts-missing` | `letter-scope-short` | `letter-days-short` | `letter-not-kept` | `letter-undetermined` | `letter-records-exist` | `letter-all-determined` |
 * `rule-unconfirmed` | `request-over` | `paper-unprintable` {characters, field}
 */
export async function prepareLetter(
  parts: Parts,
  id: string,
  { letter, words }: { letter: Answer; words: LetterWords },
  by: string,
): Promise<void> {
  const request = await oneRequest(parts.store.read, id);
  await checked(parts, request, letter, words, by);
  const sealed = await seal(
    parts,
    { request: id, endsOn: sealedUntil(parts, request.received_on) },
    { what: 'letter', ...words },
  );
  await takeSealedStep(parts, id, { step: 'prepared', by, sealed }, { letter });
}

/** The letter that was made ready last. Fault `letter-not-prepared`. */
export function preparedOf({ steps }: RecordRequest) {
  const step = steps.findLast((one) => one.step === 'prepared');
  if (!step?.sealed || !step.letter || step.letter === 'extension')
    throw new Fault<RequestsCode>('letter-not-prepared');
  return { letter: step.letter, sealed: step.sealed, by: step.moved_by };
}

/**
 * Sends the letter that is ready: everything is asked again as things stand now, and what hands records over, or says that
 * there are none, takes another person than the one who made it ready. What is sealed of the request ends by the rules from then on.
 * @throws Fault `letter-not-prepared` | `letter-needs-second-person` | those of `prepareLetter`
 */
export async function issueLetter(parts: Parts, id: string, by: string): Promise<void> {
  const request = await oneRequest(parts.store.read, id);
  const ready = preparedOf(request);
  if (BY_TWO.includes(ready.letter) && ready.by === by)
    throw new Fault<RequestsCode>('letter-needs-second-person');
  const words = await open(parts, { request: id, id: ready.sealed, staffId: by, what: 'letter' });
  const scope = await checked(parts, request, ready.letter, words, by);
  await takeStep(parts, id, { step: 'issued', by }, async (tx, now) => {
    if (preparedOf(now).sealed !== ready.sealed) throw new Fault<RequestsCode>('request-moved-on');
    await parts.vault.bringNearer(tx, { matter: id }, closedUntil(parts, todayOf(parts)));
    return {
      letter: ready.letter,
      sealed: ready.sealed,
      ...(scope ? { scope_digest: scope.digest, findings: scope.findings } : {}),
    };
  });
}

/**
 * Extends the clock once, for one of the law's reasons, within the first period.
 * @throws Fault `extension-twice` | `extension-late` | `extension-not-allowed` | `extension-reason-unknown` | `rule-unconfirmed`
 */
export async function extend(parts: Parts, id: string, reason: string, by: string): Promise<void> {
  const { program } = parts.program;
  await takeStep(parts, id, { step: 'extended', by }, async (_tx, request) => {
    const { extension } = requestRules(program);
    if (request.steps.some(({ step }) => step === 'extended'))
      throw new Fault<RequestsCode>('extension-twice');
    // The longer clock of a commercial request is its own.
    if (!extension || request.requester === 'commercial')
      throw new Fault<RequestsCode>('extension-not-allowed');
    if (todayOf(parts) > request.reply_by) throw new Fault<RequestsCode>('extension-late');
    if (!extension.reasons.some((one) => one.id === reason))
      throw new Fault<RequestsCode>('extension-reason-unknown');
    requireConfirmed(program, extension.source);
    return {
      reason,
      letter: 'extension',
      due_on: extendedTo(program, request.reply_by, extension.businessDays),
    };
  });
}

/** Picks an exemption for a class of what was found. Fault `exemption-unknown`. */
export async function exempt(
  parts: Parts,
  id: string,
  { exemption, of }: { exemption: string; of: RequestClass },
  by: string,
): Promise<void> {
  requireExemption(parts, exemption);
  await takeStep(parts, id, { step: 'exempted', by }, async () => ({ exemption, class: of }));
}

/**
 * Notes that so many places of a class were made unreadable, and under which exemption.
 * @param wish.places as it was typed
 * @throws Fault `request-places-unreadable` | `exemption-unknown`
 */
export async function redact(
  parts: Parts,
  id: string,
  { exemption, of, places }: { exemption: string; of: RequestClass; places: string },
  by: string,
): Promise<void> {
  const count = places.trim();
  if (!/^[1-9][0-9]{0,5}$/.test(count)) throw new Fault<RequestsCode>('request-places-unreadable');
  requireExemption(parts, exemption);
  await takeStep(parts, id, { step: 'redacted', by }, async () => ({
    exemption,
    class: of,
    places: Number(count),
  }));
}

function requireExemption({ program: { program } }: Pick<Parts, 'program'>, exemption: string): void {
  if (!requestRules(program).exemptions.some(({ id }) => id === exemption))
    throw new Fault<RequestsCode>('exemption-unknown');
}
