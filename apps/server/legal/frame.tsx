import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { ComponentChildren } from 'preact';
import { StaffFrame, type Visit } from '../staff/service.ts';

const STYLE = '/assets/legal.css';

/** Frame of the law department's pages. */
export function LegalFrame(
  props: Visit & { title: string; path: string; failed?: boolean; children: ComponentChildren },
) {
  const { children, ...rest } = props;
  return (
    <StaffFrame {...rest}>
      <link rel="stylesheet" href={STYLE} />
      {children}
    </StaffFrame>
  );
}

/** The same for everybody, so it may stay in a cache. */
export function addStyle(app: FastifyInstance): void {
  const sheet = readFile(new URL('./legal.css', import.meta.url), 'utf8');
  app.get(STYLE, { config: { limit: { burst: 600, perMinute: 600 } } }, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=3600')
      .header('vary', 'accept-encoding')
      .type('text/css; charset=utf-8')
      .send(await sheet),
  );
}
