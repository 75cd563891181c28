import type { PaperId, PaperRules, Period } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import type { Band } from './bands.ts';
import { shownAt } from './groups.ts';

/** What to look at on a paper before counting on it: how old it may be, who signs it, what must come with it. */
export function notesOf(rules: PaperRules, band: Band, id: PaperId, say: Speak, group?: string): string[] {
  const paper = rules.papers[id];
  if (!paper) return [];
  const notes: string[] = [];
  const names = (kind: string, ids: readonly string[]) =>
    ids.map((one) => say(`${kind}.${one}`)).join(say('papers.comma'));
  if (paper.attestation && paper.bearer !== 'caretaker')
    notes.push(say('papers.note-signed', { who: names('attester', paper.attestation.by) }));
  if (paper.attestation?.servedWithin)
    notes.push(say('papers.note-served', { period: span(say, paper.attestation.servedWithin) }));
  if (paper.attestation?.onCard === 'care-of') notes.push(say('papers.note-care-of'));
  if (paper.dated) notes.push(say('papers.note-dated', { period: span(say, paper.dated.within) }));
  if (paper.expires) notes.push(expiry(rules, id, say));
  if (paper.needs) notes.push(say('papers.note-needs', { papers: names('paper', paper.needs) }));
  const also = group === undefined ? [] : shownAt(rules, band, id).filter((one) => one !== group);
  if (also.length > 0 && paper.bearer !== 'caretaker')
    notes.push(say('papers.note-also', { shows: names('shows', also) }));
  return notes;
}

function expiry(rules: PaperRules, id: PaperId, say: Speak): string {
  const past = rules.papers[id]?.whenExpired;
  if (!past) return say('papers.note-current');
  if (past.upTo === 'any') return say('papers.note-expired-any');
  return say('papers.note-expired', { period: span(say, past.upTo) });
}

function span(say: Speak, period: Period): string {
  const [unit = 'days', n = 0] = Object.entries(period)[0] ?? [];
  return say(`papers.span-${unit}`, { n });
}
