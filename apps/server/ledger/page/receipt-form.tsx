import type { FastifyRequest } from 'fastify';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { LEDGER_PATH } from './path.ts';

/** Where somebody pastes a receipt. */
export function ReceiptForm({ request, missing }: { request: FastifyRequest; missing: boolean }) {
  const { say, language, csrf } = request;
  const error = missing ? say('ledger.receipt-missing') : undefined;
  return (
    <>
      {error && <ErrorSummary say={say} errors={{ receipt: error }} />}
      <Form action={withLanguage(LEDGER_PATH, language)} csrf={csrf} noValidate>
        <div class={error ? 'field field-wrong' : 'field'}>
          <label for="receipt">{say('ledger.receipt')}</label>
          <p id="receipt-hint" class="hint">
            {say('ledger.receipt-hint')} <code class="word-for-word">c2sp.org/tlog-proof@v1</code>
          </p>
          {error && (
            <p id="receipt-error" class="field-error">
              {error}
            </p>
          )}
          <textarea
            id="receipt"
            name="receipt"
            class="word-for-word"
            rows={8}
            dir="ltr"
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            aria-describedby={error ? 'receipt-hint receipt-error' : 'receipt-hint'}
            aria-invalid={error ? 'true' : undefined}
          />
        </div>
        <p class="quiet-text">{say('ledger.check-keeps')}</p>
        <button type="submit">{say('ledger.check')}</button>
      </Form>
    </>
  );
}
