import type { Visit } from '../staff/service.ts';
import { withLanguage } from '../ui/layout.tsx';

/** In the place of a form whose sending would only lead to the sign-in page and lose what was typed. */
export function TouchFirst({ request: { say, language }, next }: Pick<Visit, 'request'> & { next: string }) {
  return (
    <>
      <p>{say('records.touch-lead')}</p>
      <p>
        <a class="button" href={withLanguage(`/sign-in?next=${encodeURIComponent(next)}`, language)}>
          {say('records.touch')}
        </a>
      </p>
    </>
  );
}
