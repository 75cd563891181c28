import type { Speak } from '@commonkey/words';
import { wordDay } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import { cityWords } from '../../ui/city-words.ts';
import { withLanguage } from '../../ui/layout.tsx';
import type { Answers } from '../answers.ts';
import { rulesNow } from '../draft.ts';
import { PortalFrame, type Visit } from '../frame.tsx';
import { AskForm } from '../kit.tsx';
import { appliedBy } from '../questions/question.ts';
import { languagesFor } from '../second-line.ts';
import type { PortalSession } from '../session.ts';
import { needsNow, type StepId, stepsOf } from '../steps.ts';
import { pathTo } from '../way.ts';
import { needTitle } from './need-words.ts';

export type CheckPageProps = Visit & { session: PortalSession; answers: Answers };

/** Every answer once more, each with a way to change it, before anything is sent (UX-12). */
export function CheckPage({ context, request, session, answers }: CheckPageProps) {
  const { say, language, csrf } = request;
  const rules = rulesNow(context);
  const shown = stepsOf(rules, answers).filter((step) => step !== 'reach' && step !== 'safe');
  const last = shown.at(-1);
  return (
    <PortalFrame
      {...{ context, request, session }}
      title={say('apply.check.title')}
      path="/apply/check"
      back={last ? pathTo(last) : '/apply'}
    >
      <p class="lead">{say('apply.check.lead')}</p>
      <dl class="answers">
        {shown.map((step) => (
          <div key={step}>
            <dt>{labelOf(context, request, answers, step)}</dt>
            <dd>{wordAnswer({ context, request, session, answers }, step)}</dd>
            <dd class="change">
              <a href={withLanguage(pathTo(step), language)}>
                {say('apply.check.change')}{' '}
                <span class="visually-hidden">{labelOf(context, request, answers, step)}</span>
              </a>
            </dd>
          </div>
        ))}
      </dl>
      <h2>{say('apply.check.send-title')}</h2>
      <p>{say('apply.check.send-note', { by: appliedBy(session) })}</p>
      <AskForm
        action={withLanguage('/apply/send', language)}
        csrf={csrf}
        say={say}
        button={say('apply.check.send')}
      />
    </PortalFrame>
  );
}

function labelOf(
  context: Visit['context'],
  request: Visit['request'],
  answers: Answers,
  step: StepId,
): string {
  const need = needsNow(rulesNow(context), answers).find(({ id }) => step === `papers/${id}`);
  if (need) return needTitle(cityWords(context.program.program, request.language), need);
  return request.say(`apply.check.${step}`);
}

function wordAnswer({ context, request, session, answers }: CheckPageProps, step: StepId): ComponentChildren {
  const { say, language } = request;
  const { program } = context.program;
  const none = say('apply.check.none');
  const typed = (text: string | undefined) => (text ? <bdi>{text}</bdi> : none);
  switch (step) {
    case 'who':
      return say(`apply.check.who-${answers.path ?? 'self'}`, { by: appliedBy(session) });
    case 'name':
      return typed(answers.name);
    case 'latin':
      return typed(answers.latinName);
    case 'second': {
      const chosen = languagesFor(program, answers.name).find(({ code }) => code === answers.secondLanguage);
      return chosen ? <bdi lang={chosen.code}>{answers.name}</bdi> : none;
    }
    case 'birth':
      return answers.birthDate === undefined ? none : wordDay(language, answers.birthDate);
    case 'emergency':
      return typed(answers.emergencyContact);
    case 'home':
      return say(`apply.check.home-${answers.home ?? 'none'}`);
    case 'address':
      return typed((answers.address ?? []).join(', '));
    case 'care-of':
      return typed(answers.careOf);
    case 'contact':
      return contactWords(say, answers);
    case 'face':
      return say('apply.check.pictures', { count: 1 });
    default: {
      const need = step.slice('papers/'.length);
      const count = (answers.pictures ?? []).filter(({ shows }) => shows.includes(need)).length;
      return say('apply.check.pictures', { count });
    }
  }
}

function contactWords(say: Speak, { contact }: Answers): ComponentChildren {
  if (!contact || contact.by === 'none') return say('apply.check.contact-none');
  return (
    <>
      {say(`apply.check.contact-${contact.by}`)} <bdi>{contact.address}</bdi>
      {contact.requests && (
        <>
          <br />
          {say('apply.check.contact-requests')}
        </>
      )}
    </>
  );
}
