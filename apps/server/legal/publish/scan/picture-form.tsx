import type { FastifyRequest } from 'fastify';
import { CSRF_FIELD } from '../../../http/csrf.ts';
import { withLanguage } from '../../../ui/layout.tsx';

/** Opens one picture as an answer of its own, beside what is being typed: no address of it could be asked for again. */
export function PictureForm(props: {
  request: FastifyRequest;
  path: string;
  hidden: Readonly<Record<string, string>>;
  button: string;
}) {
  const { request, path, hidden, button } = props;
  return (
    <form method="post" action={withLanguage(path, request.language)} target="_blank" rel="noopener">
      {request.csrf !== null && <input type="hidden" name={CSRF_FIELD} value={request.csrf} />}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class="quiet small">
        {button}
      </button>
    </form>
  );
}

/** Where a script paints a page; without one the button beside it opens the page. */
export function Stage({ page, label }: { page: number; label: string }) {
  return (
    <div class="redact-stage" data-stage={page} hidden>
      <canvas role="img" aria-label={label} />
    </div>
  );
}
