import type { Speak } from '@commonkey/words';
import { Fault } from '@commonkey/words';
import { letterPdf } from '../../paper/letter.ts';
import type { RequestsCode } from './errors.ts';
import { type LetterFacts, letterText } from './letter-text.ts';
import { preparedOf } from './letters.ts';
import { oneRequest, type RecordRequest } from './request.ts';
import { scopeOf, scopeToday } from './scope.ts';
import { open } from './sealed.ts';
import { type Parts, todayOf } from './take-step.ts';

export const LETTER_FILES = ['extension', 'draft', 'answer'] as const;
export type LetterFile = (typeof LETTER_FILES)[number];

/**
 * A letter as paper: the extension, the answer as it went out, or what would go out now. It is made in memory each time.
 * @throws Fault `letter-unknown` where there is no such letter | `record-gone` where its words have ended
 */
export async function letterFile(
  parts: Parts,
  { id, file, by }: { id: string; file: LetterFile; by: string },
  ways: { say: Speak; language: string },
): Promise<Buffer> {
  const request = await oneRequest(parts.store.read, id);
  const facts = await factsOf(parts, request, file, by);
  const { program } = parts.program;
  const text = letterText(facts, { ...ways, program });
  return letterPdf(text, { language: ways.language, at: parts.clock.now() });
}

async function factsOf(
  parts: Parts,
  request: RecordRequest,
  file: LetterFile,
  by: string,
): Promise<LetterFacts> {
  const { id, steps } = request;
  if (file === 'draft') {
    const { letter, sealed } = preparedOf(request);
    const words = await open(parts, { request: id, id: sealed, staffId: by, what: 'letter' });
    const scope = await scopeToday(parts, request, by);
    return { request, letter, on: todayOf(parts), words, scope };
  }
  const step = steps.find((one) => one.step === (file === 'extension' ? 'extended' : 'issued'));
  if (!step?.letter) throw new Fault<RequestsCode>('letter-unknown');
  const { letter, moved_on: on, scope_digest, findings } = step;
  if (file === 'extension') {
    const { contact } = await open(parts, { request: id, id: request.sealed, staffId: by, what: 'asked' });
    return { request, letter, on, words: { contact } };
  }
  if (!step.sealed) throw new Fault<RequestsCode>('letter-unknown');
  const words = await open(parts, { request: id, id: step.sealed, staffId: by, what: 'letter' });
  // Nothing is tied after an answer: the scope that was tied last is the one that it rests on.
  const scope = scope_digest && findings ? await scopeOf(parts, request, by) : null;
  return { request, letter, on, words, scope: scope && findings ? { ...scope, findings } : null };
}
