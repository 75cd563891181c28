import { endOf } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { ProgramNotices } from '../../ui/channels.tsx';
import { cityWords } from '../../ui/city-words.ts';
import { WhatMovesDays } from '../../ui/last-days.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { partsWait } from '../../uploads/part-route.ts';
import { alsoShown } from '../also-shown.ts';
import type { Answers } from '../answers.ts';
import { rulesNow } from '../draft.ts';
import { PortalFrame, type Visit } from '../frame.tsx';
import { AskForm } from '../kit.tsx';
import type { Need } from '../needs.ts';
import { forWhom } from '../questions/question.ts';
import type { PortalSession } from '../session.ts';
import { backFrom, pathTo } from '../way.ts';
import { needTitle, papersThatDo, waysTogether } from './need-words.ts';
import { UploadForm } from './upload-form.tsx';
import type { UploadTrouble } from './upload-trouble.ts';

/** So many papers are named at once; the others are a press away. */
const NAMED = 5;

export type PapersPageProps = Visit & {
  session: PortalSession;
  answers: Answers;
  need: Need;
  /** What was wrong with the last picture. */
  trouble?: UploadTrouble;
};

/** One thing to show: a picture is sent, or looked at after it was. */
export function PapersPage(props: PapersPageProps) {
  const { context, request, session, answers, need, trouble } = props;
  const { say, language } = request;
  const whom = forWhom({ answers, helper: session.helper });
  const rules = rulesNow(context);
  const city = cityWords(rules.program, language);
  const sent = (answers.pictures ?? []).filter(({ shows }) => shows.includes(need.id));
  return (
    <PortalFrame
      {...{ context, request, session }}
      title={needTitle(city, need)}
      path={pathTo(`papers/${need.id}`)}
      back={backFrom(rules, answers, `papers/${need.id}`)}
      errors={trouble === undefined ? {} : { picture: trouble.said }}
    >
      {sent.length > 0 ? (
        <SentPictures {...props} ids={sent.map(({ id }) => id)} />
      ) : (
        <>
          <Guidance {...props} />
          <KeptUntil {...props} />
          <SendPicture {...props} label={say('apply.papers.choose')} />
          <p>
            <a href={withLanguage(`${pathTo(`papers/${need.id}`)}/without`, language)}>
              {say('apply.papers.without', { whom })}
            </a>
          </p>
        </>
      )}
    </PortalFrame>
  );
}

/** What does, in the program's own list. */
function Guidance({ context, request, answers, need }: PapersPageProps) {
  const { say, language } = request;
  const rules = rulesNow(context);
  const city = cityWords(rules.program, language);
  const asked = { ...rules, answers, city };
  const together = waysTogether(asked, need);
  const papers = papersThatDo(asked, need);
  if (together !== null) return <p class="lead">{together}</p>;
  if (papers.length === 0) return <p class="lead">{say('apply.papers.this-one')}</p>;
  const item = (id: string) => <li key={id}>{city(`paper.${id}`)}</li>;
  return (
    <>
      <p class="lead">{say('apply.papers.one-of')}</p>
      <ul>{papers.slice(0, NAMED).map(item)}</ul>
      {papers.length > NAMED && (
        <details>
          <summary>{say('apply.papers.more', { count: papers.length - NAMED })}</summary>
          <ul>{papers.slice(NAMED).map(item)}</ul>
        </details>
      )}
    </>
  );
}

/** What is looked for, until when it is kept, and who could compel it: here, where it is sent (UX-02, UP-08). */
function KeptUntil({ context, request }: PapersPageProps) {
  const { say, language } = request;
  const { program, on } = rulesNow(context);
  const day = wordDay(language, endOf(program, 'papers', { submission: on }));
  return (
    <section aria-labelledby="promise">
      <h2 id="promise">{say('apply.papers.promise-title')}</h2>
      <p>{say('apply.papers.look-for')}</p>
      <p>{say('apply.papers.until', { day })}</p>
      <WhatMovesDays {...{ program, say }} />
      <ProgramNotices {...{ program, language }} where="portal-upload" />
    </section>
  );
}

function SendPicture({ request, need, trouble, label }: PapersPageProps & { label: string }) {
  return <UploadForm {...{ request, label, trouble }} path={pathTo(`papers/${need.id}`)} want="paper" />;
}

/** What arrived, to be looked at; what else it shows; and more pictures of the same. */
function SentPictures(props: PapersPageProps & { ids: readonly string[] }) {
  const { context, request, answers, need, ids } = props;
  const { say, language, csrf } = request;
  const city = cityWords(context.program.program, language);
  const here = pathTo(`papers/${need.id}`);
  const others = alsoShown(rulesNow(context), answers, need);
  const shows = (id: string) =>
    (answers.pictures ?? []).some((picture) => ids.includes(picture.id) && picture.shows.includes(id));
  return (
    <>
      <p class="lead">{say('apply.papers.look', { count: ids.length })}</p>
      <ul class="pictures">
        {ids.map((id, place) => (
          <li key={id}>
            <img src={`/apply/picture/${id}`} alt={say('apply.papers.picture', { number: place + 1 })} />
            <form method="post" action={withLanguage(`${here}/remove`, language)} noValidate>
              {csrf !== null && <input type="hidden" name="_csrf" value={csrf} />}
              <input type="hidden" name="picture" value={id} />
              <button type="submit" class="quiet small">
                {say('apply.papers.remove', { number: place + 1 })}
              </button>
            </form>
          </li>
        ))}
      </ul>
      <AskForm action={withLanguage(`${here}/shows`, language)} csrf={csrf} say={say}>
        {others.length > 0 && (
          <fieldset class="field">
            <legend>{say('apply.papers.also')}</legend>
            <p class="hint">{say('apply.papers.also-hint')}</p>
            {others.map((other) => (
              <div class="choice" key={other.id}>
                <input
                  type="checkbox"
                  id={`also-${other.id}`}
                  name={`also-${other.id}`}
                  value="yes"
                  checked={shows(other.id)}
                />
                <label for={`also-${other.id}`}>{needTitle(city, other)}</label>
              </div>
            ))}
          </fieldset>
        )}
      </AskForm>
      <details class="another" open={props.trouble !== undefined || partsWait(request, here)}>
        <summary>{say('apply.papers.another')}</summary>
        <SendPicture {...props} label={say('apply.papers.another-label')} />
      </details>
    </>
  );
}
