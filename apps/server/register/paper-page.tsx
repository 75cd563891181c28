import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { HELD_STYLE } from '../ui/held-style.ts';
import { withLanguage } from '../ui/layout.tsx';
import { PublicPage } from '../ui/public-page.tsx';
import { pagePath, paperPath, REGISTER_PATH } from './path.ts';
import type { SaidDemand, ScannedPage } from './said-demand.ts';

type Props = {
  context: Context;
  request: FastifyRequest;
  said: Pick<SaidDemand, 'number' | 'copy'>;
  pages: readonly ScannedPage[];
};

/** The paper of a demand as pictures, with what tells of people black. Its words, where they are public, are on the register. */
export function PaperPage({ context, request, said, pages }: Props) {
  const { say, language } = request;
  return (
    <PublicPage {...{ context, request }} title="register.scan-title" path={paperPath(said.number)}>
      <link rel="stylesheet" href={HELD_STYLE} />
      <p>
        <a class="back" href={withLanguage(REGISTER_PATH, language)}>
          {say('register.scan-back')}
        </a>
      </p>
      <p class="lead">{say('register.scan-lead')}</p>
      {said.copy !== '' && <p>{say('register.scan-words')}</p>}
      {pages.map((page, at) => (
        <PaperPicture key={page.digest} {...{ request, page }} n={at + 1} all={pages.length} />
      ))}
    </PublicPage>
  );
}

function PaperPicture(props: { request: FastifyRequest; page: ScannedPage; n: number; all: number }) {
  const { request, page, n, all } = props;
  const { say } = request;
  const { digest, width, height, covered } = page;
  const id = `page-${n}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{say('register.scan-page', { n, all })}</h2>
      <img
        class="paper-page"
        src={pagePath(digest)}
        {...{ width, height }}
        loading={n === 1 ? 'eager' : 'lazy'}
        alt={say('register.scan-alt', { n, all, covered: covered.length })}
      />
      {covered.length === 0 ? (
        <p>{say('register.scan-nothing')}</p>
      ) : (
        <>
          <h3>{say('register.scan-covered')}</h3>
          {/* As the city's rules cite the law, in its language. */}
          <ul lang="en" dir="ltr">
            {lawsOf(covered).map(({ citation, says }) => (
              <li key={citation}>
                {citation}: {says}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Each law once. */
const lawsOf = (covered: ScannedPage['covered']) => [
  ...new Map(covered.map((part) => [part.citation, part])).values(),
];
