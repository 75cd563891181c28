import type { HeldPaper } from '@commonkey/program';
import { emptyPapers } from '../papers/draft.ts';
import { emptyPerson, personDraftOf } from '../person/draft.ts';
import type { Event, Party, Proposed, Step, Visit } from './steps.ts';

export const ALONE: Party = { place: 1, residency: [] };
export const READY: Step = { at: 'ready' };

/**
 * The next step, from this one. An event that does not belong to a step changes nothing: a second Enter on its way
 * cannot sign a second card (F-09). A step that is left keeps nothing of the person; `forgotten` says when that is so.
 */
export function advance(step: Step, event: Event): Step {
  if (event.do === 'leave') return leave(step);
  switch (step.at) {
    case 'ready':
      if (event.do === 'next-person') return papersStep(firstVisit(event.language, ALONE));
      if (event.do === 'fetch-card') return { at: 'pick-up' };
      return event.do === 'bring-old-card' ? { at: 'old-card', purpose: event.purpose } : step;
    case 'old-card':
      if (event.do === 'old-card-read') {
        const { known, surrendered, language, held } = event;
        return papersStep({ purpose: step.purpose, language, known, surrendered, party: ALONE }, held);
      }
      return event.do === 'back' ? READY : step;
    case 'pick-up':
      if (event.do === 'sheet-read') return { at: 'proof', proposed: event.proposed };
      return event.do === 'back' ? READY : step;
    case 'papers':
      if (event.do === 'papers') return { ...step, papers: event.papers };
      if (event.do === 'language') return { ...step, visit: { ...step.visit, language: event.language } };
      if (event.do === 'zone-read') return { ...step, visit: { ...step.visit, known: event.known } };
      if (event.do === 'refuse') return { ...step, at: 'refused' };
      if (event.do === 'entitle') {
        const { visit } = step;
        const draft = visit.known ? personDraftOf(visit.known) : emptyPerson();
        return { at: 'person', visit, entitled: event.entitled, draft };
      }
      return event.do === 'back' ? leave(step) : step;
    case 'refused':
      if (event.do === 'language') return { ...step, visit: { ...step.visit, language: event.language } };
      return event.do === 'back' ? { ...step, at: 'papers' } : step;
    case 'person':
      if (event.do === 'draft') return { ...step, draft: event.draft };
      if (event.do === 'name-person')
        return { at: 'picture', visit: step.visit, entitled: step.entitled, person: event.person };
      // Whose papers were looked at before has no screen of papers to go back to.
      if (event.do === 'back' && step.visit.pickUp !== undefined) return READY;
      return event.do === 'back' ? { at: 'papers', visit: step.visit, papers: step.entitled.papers } : step;
    case 'picture':
      if (event.do === 'portray') {
        const { visit, entitled, person } = step;
        return { at: 'proof', proposed: { visit, entitled, person, portrait: event.portrait } };
      }
      if (event.do === 'back') {
        const { visit, entitled, person } = step;
        return { at: 'person', visit, entitled, draft: personDraftOf(person) };
      }
      return step;
    case 'proof':
      if (event.do === 'language') {
        const { proposed } = step;
        return {
          at: 'proof',
          proposed: { ...proposed, visit: { ...proposed.visit, language: event.language } },
        };
      }
      if (event.do === 'confirm') return { at: 'printing', proposed: step.proposed };
      return event.do === 'back' ? toPerson(step.proposed) : step;
    case 'printing':
      if (event.do === 'signed') return { at: 'scan-back', proposed: step.proposed, card: event.card };
      // Whose card waits no more is nobody to this desk: there is nothing to try again with.
      if (event.do === 'waits-no-more') return READY;
      return event.do === 'not-signed' ? { at: 'proof', proposed: step.proposed } : step;
    case 'scan-back':
      if (event.do === 'spoil') return { ...step, at: 'spoiling' };
      if (event.do === 'hand-over') {
        const { party } = step.proposed.visit;
        const more = party.place < event.partyMax;
        return {
          at: 'done',
          fee: event.fee,
          next: more ? { place: party.place + 1, residency: event.residency } : null,
        };
      }
      return step;
    case 'spoiling':
      if (event.do === 'spoiled')
        return event.wrongData ? toPerson(step.proposed) : { at: 'printing', proposed: step.proposed };
      return event.do === 'back' ? { ...step, at: 'scan-back' } : step;
    case 'done':
      if (event.do === 'end-party') return READY;
      if (event.do === 'next-person') return papersStep(firstVisit(event.language, ALONE));
      return event.do === 'next-of-party' && step.next
        ? papersStep(firstVisit(event.language, step.next))
        : step;
  }
}

function firstVisit(language: string, party: Party): Visit {
  return { purpose: 'first', language, known: null, surrendered: null, party };
}

function toPerson({ visit, entitled, person }: Proposed): Step {
  return { at: 'person', visit, entitled, draft: personDraftOf(person) };
}

function papersStep(visit: Visit, held: readonly HeldPaper[] = visit.party.residency): Step {
  return { at: 'papers', visit, papers: emptyPapers(visit.known?.birthDate ?? '', held) };
}

/** A serial with an intent must be printed or spoiled first: the chain would otherwise not add up. */
function leave(step: Step): Step {
  return step.at === 'printing' || step.at === 'scan-back' || step.at === 'spoiling' ? step : READY;
}

/** Overwrites the pictures of a step that is over; the rest is text, which only forgetting can free. */
export function erase(step: Step): void {
  if (!('proposed' in step)) return;
  step.proposed.portrait.wipe();
  if ('card' in step) {
    step.card.front.fill(0);
    step.card.back.fill(0);
  }
}

/** Whether nothing of a person is held in this step. */
export function isForgotten(step: Step): boolean {
  return step.at === 'ready' || step.at === 'done' || step.at === 'old-card' || step.at === 'pick-up';
}
