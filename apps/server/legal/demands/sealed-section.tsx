import { LEGAL_KINDS } from '@commonkey/program';
import { CSRF_FIELD } from '../../http/csrf.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { Act } from './act-form.tsx';
import { TextField } from './fields.tsx';
import { demandPath } from './paths.ts';
import type { DemandProps } from './props.ts';

/** What is sealed about a demand: it opens for law officers, and each opening is a step in the history. */
export function SealedSection({ request, session, demand }: DemandProps) {
  const { say, language, csrf } = request;
  if (!session.roles.includes('law-officer')) return null;
  const { row, closedOn } = demand;
  const of = { request, filled: {}, faults: {} };
  return (
    <>
      <h2>{say('legal.sealed-title')}</h2>
      <p>{say('legal.sealed-lead')}</p>
      {LEGAL_KINDS.map((kind) => (
        <section key={kind} class="sealed-kind">
          <h3>{say(`legal.sealed-${kind}`)}</h3>
          <Act
            request={request}
            demand={row.id}
            step={`open-${kind}`}
            button={say('legal.sealed-open')}
            label={say('legal.sealed-open-label', { kind: say(`legal.sealed-${kind}`) })}
          />
          {closedOn === null && (
            <details>
              <summary>{say(`legal.sealed-add-${kind}`)}</summary>
              <Act request={request} demand={row.id} step={`add-${kind}`} button={say('legal.sealed-add')}>
                <TextField
                  {...of}
                  name="note"
                  id={`note-${kind}`}
                  label={say(`legal.sealed-note-${kind}`)}
                  hint={say('legal.sealed-note-hint')}
                />
              </Act>
            </details>
          )}
        </section>
      ))}
      {closedOn === null && (
        <details>
          <summary>{say('legal.scan-title')}</summary>
          <form
            method="post"
            action={withLanguage(demandPath(row.id, 'scan'), language)}
            encType="multipart/form-data"
          >
            {csrf !== null && <input type="hidden" name={CSRF_FIELD} value={csrf} />}
            <div class="field">
              <label for="scan">{say('legal.scan-label')}</label>
              <p id="scan-hint" class="hint">
                {say('legal.scan-hint')}
              </p>
              <input
                type="file"
                id="scan"
                name="scan"
                accept="image/jpeg,image/png,application/pdf"
                aria-describedby="scan-hint"
              />
            </div>
            <button type="submit" class="quiet">
              {say('legal.scan-button')}
            </button>
          </form>
        </details>
      )}
    </>
  );
}
