import type { Speak } from '@commonkey/words';
import { isMailAddress, isTelephone, type NoticeWay } from '../../notices/service.ts';
import type { Answers } from '../answers.ts';
import { Line, Radios } from '../kit.tsx';
import { appliedBy, type Question, withAnswer, wrong } from './question.ts';

/** No news, or by a way that the city has a sender for. */
export const choicesOf = (ways: readonly NoticeWay[]) => ['none' as const, ...ways];

/** Whether we may write at all. Nothing is lost without: the code tells everything (UX-16). */
export const contact: Question = {
  fields: ['contact', 'requests'],
  title: ({ say, helper }) => say('apply.contact.title', { by: appliedBy({ helper }) }),
  typed: ({ contact }) => ({
    contact: contact?.by ?? '',
    requests: contact && contact.by !== 'none' && contact.requests ? 'yes' : '',
  }),
  read({ contact = '', requests = '' }, { language, ways }) {
    const by = choicesOf(ways).find((one) => one === contact);
    if (by === undefined) return wrong('contact', 'choose');
    return {
      change(answers) {
        const { contact: before } = answers;
        if (by === 'none') return before?.by === by ? answers : withAnswer(answers, 'contact', { by });
        const { requests: _, ...rest } = before?.by === by ? before : { by, language };
        return withAnswer(answers, 'contact', requests === 'yes' ? { ...rest, requests: true } : rest);
      },
    };
  },
  Fields: ({ say, title, typed, errors, ways, helper }) => (
    <>
      <Radios
        name="contact"
        title={title}
        hint={say('apply.contact.hint', { by: appliedBy({ helper }) })}
        error={errors['contact']}
        value={typed['contact']}
        options={choicesOf(ways).map((way) => ({
          value: way,
          label: say(`apply.contact.${way}`, { by: appliedBy({ helper }) }),
        }))}
      />
      <RequestsBox {...{ say, helper }} chosen={typed['requests'] === 'yes'} />
    </>
  ),
};

/** A choice of its own, off unless somebody makes it. */
export function RequestsBox({ say, helper, chosen }: { say: Speak; helper: boolean; chosen: boolean }) {
  const by = appliedBy({ helper });
  return (
    <div class="field">
      <div class="choice">
        <input
          type="checkbox"
          id="requests"
          name="requests"
          value="yes"
          checked={chosen}
          aria-describedby="requests-hint"
        />
        <label for="requests">{say('apply.contact.requests', { by })}</label>
        <p class="hint" id="requests-hint">
          {say('apply.contact.requests-hint', { by })}
        </p>
      </div>
    </div>
  );
}

export const reach: Question = {
  fields: ['reach'],
  title: ({ say, answers }) => say('apply.reach.title', { by: by(answers) }),
  typed: ({ contact }) => ({ reach: contact && contact.by !== 'none' ? (contact.address ?? '') : '' }),
  read({ reach = '' }, { answers, language }) {
    const way = by(answers);
    const address = reach.normalize('NFC').trim();
    if (address === '') return wrong('reach', `reach-${way}`);
    const fits = way === 'mail' ? isMailAddress(address) : isTelephone(address);
    if (!fits) return wrong('reach', `reach-${way}`);
    return {
      change(before) {
        if (before.contact === undefined || before.contact.by === 'none') return before;
        // A new address has to be said to be safe anew.
        const { safe: _, ...rest } = before.contact;
        return withAnswer(before, 'contact', { ...rest, address, language });
      },
    };
  },
  Fields: ({ say, title, answers, typed, errors, shared }) => (
    <Line
      name="reach"
      label={title}
      heading
      hint={say(tellsOfRequests(answers) ? 'apply.reach.hint-requests' : 'apply.reach.hint')}
      error={errors['reach']}
      value={typed['reach']}
      inputMode={by(answers) === 'mail' ? 'email' : 'tel'}
      autocomplete={shared ? 'off' : by(answers) === 'mail' ? 'email' : 'tel'}
    />
  ),
};

export const safe: Question = {
  fields: ['safe'],
  title: ({ say, helper }) => say('apply.safe.title', { by: appliedBy({ helper }) }),
  typed: ({ contact }) => ({ safe: contact && contact.by !== 'none' && contact.safe ? 'yes' : '' }),
  read({ safe = '' }) {
    if (safe !== 'yes' && safe !== 'no') return wrong('safe', 'choose');
    return {
      change(answers) {
        const { contact } = answers;
        if (contact === undefined || contact.by === 'none') return answers;
        // Not safe: the address is not kept either.
        return withAnswer(answers, 'contact', safe === 'yes' ? { ...contact, safe: true } : { by: 'none' });
      },
    };
  },
  Fields: ({ say, title, typed, errors, helper }) => (
    <Radios
      name="safe"
      title={title}
      hint={say('apply.safe.hint', { by: appliedBy({ helper }) })}
      error={errors['safe']}
      value={typed['safe']}
      options={[
        { value: 'yes', label: say('apply.safe.yes', { by: appliedBy({ helper }) }) },
        { value: 'no', label: say('apply.safe.no', { by: appliedBy({ helper }) }) },
      ]}
    />
  ),
};

/** Whoever chose it is told what else the address is for, where they give it. */
const tellsOfRequests = ({ contact }: Answers): boolean =>
  contact !== undefined && contact.by !== 'none' && contact.requests === true;

const by = ({ contact }: Answers): 'mail' | 'text' => (contact?.by === 'text' ? 'text' : 'mail');
