import { withLanguage } from '../../../ui/layout.tsx';
import { demandPath } from '../paths.ts';
import type { DemandProps } from '../props.ts';

const PAPERS = ['drafts', 'letters', 'produced', 'privileged'] as const;

/** Ways to the papers that go out about a demand, each a page of its own. */
export function PapersSection({
  request,
  session,
  demand,
}: Pick<DemandProps, 'request' | 'session' | 'demand'>) {
  const { say, language } = request;
  if (!session.roles.includes('law-officer')) return null;
  return (
    <>
      <h2>{say('legal.papers-title')}</h2>
      <ul>
        {PAPERS.map((one) => (
          <li key={one}>
            <a href={withLanguage(demandPath(demand.row.id, one), language)}>{say(`legal.papers-${one}`)}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
