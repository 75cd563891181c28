import { portalRules } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { inLanguage, type Shown } from '../../legal/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { PublicPage } from '../../ui/public-page.tsx';
import { NOTICES_PATH } from './path.ts';

type Props = { context: Context; request: FastifyRequest; notices: readonly Shown[] };

/** What the city says to whom it cannot write: plain text of the law department's, and no word about anybody. */
export function NoticesPage({ context, request, notices }: Props) {
  const { say, language } = request;
  return (
    <PublicPage {...{ context, request }} title="notices.title" path={NOTICES_PATH}>
      <p class="lead">{say('notices.lead')}</p>
      {notices.length === 0 && <p class="nothing">{say('notices.none')}</p>}
      {notices.map((notice) => (
        <Notice key={notice.id} {...{ request, notice }} />
      ))}
      {portalRules(context.program.program) && (
        <p>
          {say('notices.own')} <a href={withLanguage('/apply/return', language)}>{say('notices.own-link')}</a>
        </p>
      )}
    </PublicPage>
  );
}

function Notice({ request, notice }: { request: FastifyRequest; notice: Shown }) {
  const { say, language } = request;
  const said = inLanguage(notice.sentences, language);
  if (!said) return null;
  return (
    <article class="notice">
      {said.language !== language && <p>{say('notices.other-language')}</p>}
      <p lang={said.language} dir="auto">
        {said.text}
      </p>
      <p class="quiet-text">
        {say('notices.days', {
          from: wordDay(language, notice.from),
          until: wordDay(language, notice.until),
        })}
      </p>
    </article>
  );
}
