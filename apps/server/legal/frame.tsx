import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { ComponentChildren } from 'preact';
import { StaffFrame, type Visit } from '../staff/service.ts';
import { pageScript } from '../ui/page-script.ts';

const STYLE = '/assets/legal.css';
const CAME_BACK = '/assets/legal-came-back.js';

/**
 * Frame of the law department's pages.
 * @param props.cameBack its form came back, and its own address answers whoever returns to it
 */
export function LegalFrame(
  props: Visit & {
    title: string;
    path: string;
    failed?: boolean;
    cameBack?: boolean;
    children: ComponentChildren;
  },
) {
  const { children, cameBack = false, ...rest } = props;
  return (
    <StaffFrame {...rest}>
      <link rel="stylesheet" href={STYLE} />
      {cameBack && <script type="module" src={CAME_BACK} />}
      {children}
    </StaffFrame>
  );
}

/** What is the same for everybody. */
export function addStyle(app: FastifyInstance): void {
  const sheet = readFile(new URL('./legal.css', import.meta.url), 'utf8');
  app.get(STYLE, { config: { limit: { burst: 600, perMinute: 600 } } }, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=3600')
      .header('vary', 'accept-encoding')
      .type('text/css; charset=utf-8')
      .send(await sheet),
  );
  app.get(CAME_BACK, async (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await pageScript(new URL('./browser/came-back.ts', import.meta.url))),
  );
}
