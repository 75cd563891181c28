import type { Ended } from '../holds/holding.ts';
import type { Session, Visit } from '../staff/service.ts';
import { Form } from '../ui/form.tsx';
import { withLanguage } from '../ui/layout.tsx';
import { LegalFrame } from './frame.tsx';
import { NEW_PATH } from './new-hold-page.tsx';
import { holdPath } from './paths.ts';
import type { Filled } from './scope-form.tsx';
import { seriesName } from './series.ts';
import { momentWords } from './words-of.ts';

type Props = Visit & { session: Session; id: string };

/**
 * What became of a hold just placed: it counts, until when, and what was gone before it did.
 * @param props.until null of one that lasts at once, and of which nobody may speak
 */
export function PlacedPage(props: Props & { until: Date | null; ended: readonly Ended[] }) {
  const { context, request, id, until, ended } = props;
  const { say, language } = request;
  return (
    <LegalFrame {...props} title={say('legal.placed-title')} path={NEW_PATH}>
      <p class="notice notice-leaf" role="status">
        {until === null
          ? say('legal.placed-silent')
          : say('legal.placed-lead', { until: momentWords(context, request, until) })}
      </p>
      {ended.length === 0 ? (
        <p>{say('legal.placed-nothing-ended')}</p>
      ) : (
        <>
          <h2>{say('legal.placed-ended-title')}</h2>
          <p>{say('legal.placed-ended')}</p>
          <ul>
            {ended.map(({ series, count }) => (
              <li key={series}>
                {say('legal.placed-ended-one', { series: seriesName(context, request, series), count })}
              </li>
            ))}
          </ul>
        </>
      )}
      {until !== null && <p>{say('legal.placed-next')}</p>}
      <p>
        <a class="button" href={withLanguage(holdPath(id), language)}>
          {say('legal.placed-open')}
        </a>
      </p>
    </LegalFrame>
  );
}

/** It counts, and what had ended just before is not known yet. The same press again asks again, and places nothing more. */
export function WaitsPage(props: Props & { filled: Filled }) {
  const { request, filled } = props;
  const { say, language, csrf } = request;
  return (
    <LegalFrame {...props} title={say('legal.waits-title')} path={NEW_PATH}>
      <p class="notice notice-amber" role="status">
        {say('fault.hold-waits-for-keeper')}
      </p>
      <Form action={withLanguage(NEW_PATH, language)} csrf={csrf}>
        {Object.entries(filled).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button type="submit">{say('legal.waits-again')}</button>
      </Form>
    </LegalFrame>
  );
}
