import type { FastifyRequest } from 'fastify';
import { withLanguage } from '../ui/layout.tsx';
import { EXISTS_PATH, WITHDRAW_PATH } from './after/paths.ts';

/** Pages that say it themselves: what is asked about there is one of these two. */
const ITSELF: readonly string[] = [EXISTS_PATH, WITHDRAW_PATH, '/apply/next'];

/** On every page of a draft, after everything else: what is kept of it so far, and its end (CC-06, UX-02). */
export function DraftDoors({ request: { say, language }, path }: { request: FastifyRequest; path: string }) {
  if (ITSELF.includes(path)) return null;
  return (
    <ul class="draft-doors no-print">
      <li>
        <a href={withLanguage(EXISTS_PATH, language)}>{say('after.draft-exists')}</a>
      </li>
      <li>
        <a href={withLanguage(WITHDRAW_PATH, language)}>{say('after.draft-withdraw')}</a>
      </li>
    </ul>
  );
}
