import { plainDateIn } from '@commonkey/program';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { Layout, withLanguage } from '../ui/layout.tsx';
import type { Said } from './answer.ts';
import { Checker } from './checker.tsx';
import { type CheckerData, DATA_ID, PATH, ROOT_ID } from './data.ts';
import { checkerCompiled, checkerSpeaker } from './words.ts';

export const SCRIPT = '/assets/papers.js';

export type CheckerPageProps = {
  context: Context;
  request: FastifyRequest;
  said: Said;
  /** An application may begin now: no door is shown that would not open. */
  online: boolean;
  failed?: boolean;
};

/** The checker in its frame, with the rules and the words on board for the script, where one runs. */
export function CheckerPage({ context, request, said, online, failed = false }: CheckerPageProps) {
  const { language, csrf } = request;
  const { program } = context.program;
  const say = checkerSpeaker(program, language);
  const data = dataFor(context, language, said, online);
  return (
    <Layout
      say={request.say}
      language={language}
      languages={request.languages}
      practice={context.config.practice}
      title={say('papers.title')}
      cityName={program.city.name}
      path={PATH}
      scripts={[SCRIPT]}
      failed={failed}
      back
      ownHeading
    >
      <div id={ROOT_ID} class="checker">
        <Checker
          rules={data.rules}
          say={say}
          said={said}
          today={data.today}
          action={withLanguage(PATH, language)}
          csrf={csrf}
          applyHref={data.applyHref}
          failed={failed}
        />
      </div>
      <script
        type="application/json"
        id={DATA_ID}
        dangerouslySetInnerHTML={{ __html: JSON.stringify(data).replaceAll('<', '\\u003c') }}
      />
    </Layout>
  );
}

function dataFor(
  { program: { program }, clock }: Context,
  language: string,
  said: Said,
  online: boolean,
): CheckerData {
  const today = plainDateIn(program.city.timeZone, clock.now());
  const { papers, requirements, eligible, serves, sources, paperListOpen } = program;
  return {
    language,
    said,
    words: checkerCompiled(program, language),
    rules: {
      papers,
      requirements,
      // Which rules are established decides; where they were found is for the people who write them.
      sources: Object.fromEntries(Object.entries(sources).map(([id, { mark }]) => [id, { mark }])),
      ...(eligible && { eligible }),
      ...(serves && { serves }),
      ...(paperListOpen !== undefined && { paperListOpen }),
    },
    today,
    applyHref: online ? withLanguage('/apply', language) : null,
    cityName: program.city.name,
  };
}
