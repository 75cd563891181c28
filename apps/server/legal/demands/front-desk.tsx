import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import { StaffFrame, staffOf, type Visit } from '../../staff/service.ts';
import { FRONT_DESK_PATH } from './paths.ts';

/**
 * The card for the moment an officer stands at a counter. It is open without a sign-in: whoever needs it has no time for one,
 * and it says nothing but what the city's rules tell everybody at a counter to do.
 */
export function frontDeskRoute(context: Context, app: FastifyInstance): void {
  app.get(FRONT_DESK_PATH, async (request, reply) => {
    const session = await staffOf(context, request, 'staff');
    return reply.page(<FrontDeskPage {...{ context, request, ...(session && { session }) }} />);
  });
}

function FrontDeskPage(props: Visit) {
  const { context, request } = props;
  const { say } = request;
  const { city, legal } = context.program.program;
  const card = legal?.frontDesk;
  return (
    <StaffFrame {...props} title={say('legal.front-title')} path={FRONT_DESK_PATH}>
      <link rel="stylesheet" href="/assets/legal.css" />
      {card === undefined ? (
        <p class="nothing">{say('legal.front-none')}</p>
      ) : (
        <div class="desk-card">
          <p class="desk-card-city">{city.name}</p>
          <p class="lead">{say('legal.front-lead')}</p>
          <h2>{say('legal.front-do')}</h2>
          <ol>
            {card.do.map((step) => (
              <li key={step}>{say(`legal.front-do-${step}`)}</li>
            ))}
          </ol>
          <h2>{say('legal.front-never')}</h2>
          <ul>
            {card.never.map((never) => (
              <li key={never}>{say(`legal.front-never-${never}`)}</li>
            ))}
          </ul>
          <dl class="desk-card-lines">
            {(['counsel', 'deputy'] as const).map((line) => (
              <div key={line}>
                <dt>{say(`legal.front-${line}`)}</dt>
                <dd aria-hidden="true" />
              </div>
            ))}
          </dl>
        </div>
      )}
      <p class="aside no-print">{say('legal.front-print')}</p>
    </StaffFrame>
  );
}
