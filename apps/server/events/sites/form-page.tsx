import { nativeName } from '@commonkey/words';
import { EVENT_ACCESS } from '../../store/tables/events.ts';
import { ErrorSummary, Field, type FieldErrors, Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { PublicPage } from '../../ui/public-page.tsx';
import { EVENTS_STYLE, type EventsVisit } from '../booking/days-page.tsx';
import { spokenChoices } from '../calendar/read-wish.ts';
import { EVENTS_PATH } from '../paths.ts';
import { SITE_PATH } from './paths.ts';

export type TypedSite = {
  readonly [field in 'organisation' | 'place' | 'address' | 'weeks' | 'people' | 'contact']?: string;
} & { readonly speaks?: readonly string[]; readonly access?: readonly string[] };

const LINES = ['organisation', 'place', 'address', 'weeks', 'people', 'contact'] as const;
const HINTED: readonly string[] = ['weeks', 'contact'];

/** An organisation asks for a day at its place. Nothing here is of a resident. */
export function SitePage(props: EventsVisit & { id: string; typed?: TypedSite; wrong?: FieldErrors }) {
  const { context, request, id, typed = {}, wrong = {} } = props;
  const { say, language, csrf } = request;
  const line = (name: (typeof LINES)[number]) => (
    <Field
      key={name}
      name={name}
      label={say(`sites.${name}`)}
      hint={HINTED.includes(name) ? say(`sites.${name}-hint`) : undefined}
      error={wrong[name]}
      value={typed[name]}
      inputMode={name === 'people' ? 'numeric' : 'text'}
      autocomplete="off"
    />
  );
  return (
    <PublicPage
      {...{ context, request }}
      title="sites.title"
      path={SITE_PATH}
      failed={Object.keys(wrong).length > 0}
    >
      <link rel="stylesheet" href={EVENTS_STYLE} />
      <ErrorSummary say={say} errors={wrong} />
      <p class="lead">{say('sites.lead')}</p>
      <p class="notice">{say('sites.no-names')}</p>
      <Form action={withLanguage(SITE_PATH, language)} csrf={csrf} noValidate>
        <input type="hidden" name="id" value={id} />
        {LINES.slice(0, 5).map(line)}
        <Choices
          name="speaks"
          label={say('sites.speaks')}
          chosen={typed.speaks ?? []}
          of={spokenChoices(context.program.program.city.languages).map((one) => [one, nativeName(one)])}
        />
        <Choices
          name="access"
          label={say('sites.access')}
          chosen={typed.access ?? []}
          of={EVENT_ACCESS.map((one) => [one, say(`events.access-${one}`)])}
        />
        {line('contact')}
        <button type="submit">{say('sites.send')}</button>
      </Form>
      <p class="aside">{say('sites.ends')}</p>
    </PublicPage>
  );
}

function Choices(props: {
  name: string;
  label: string;
  chosen: readonly string[];
  of: readonly (readonly [string, string])[];
}) {
  return (
    <fieldset class="field">
      <legend>{props.label}</legend>
      <div class="checks">
        {props.of.map(([value, text]) => (
          <label key={value} class="check">
            <input type="checkbox" name={props.name} value={value} checked={props.chosen.includes(value)} />
            {props.name === 'speaks' ? <bdi lang={value}>{text}</bdi> : <span>{text}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function AskedPage({ context, request }: EventsVisit) {
  const { say, language } = request;
  return (
    <PublicPage {...{ context, request }} title="sites.thanks-title" path={SITE_PATH}>
      <p class="lead">{say('sites.thanks-lead')}</p>
      <p>{say('sites.ends')}</p>
      <p>
        <a href={withLanguage(EVENTS_PATH, language)}>{say('events.other-days')}</a>
      </p>
    </PublicPage>
  );
}
