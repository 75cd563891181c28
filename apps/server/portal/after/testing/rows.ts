import { withSecondLooks } from '../../../review/testing/hall.ts';
import type { PortalHall } from '../../testing/hall.ts';

export const APPROVE = { verdict: 'approve', unmet: [] } as const;
export const DENY = { verdict: 'deny', unmet: ['residency'] } as const;
export const NO_SECOND_LOOK = { change: withSecondLooks(0) };

/** The new code on the page that shows it once. */
export const codeOn = (body: string): string => /<code>([^<]+)<\/code>/.exec(body)?.[1] ?? '';

export const rowOf = ({ context }: PortalHall, id: string) =>
  context.store.read.selectFrom('applications').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
export const headsOf = ({ context }: PortalHall, id: string) => context.vault.heads(context.store.read, id);
/** Of what lives. */
export const kindsOf = async (hall: PortalHall, id: string) =>
  (await headsOf(hall, id))
    .filter(({ ending }) => !ending)
    .map(({ kind }) => kind)
    .sort();

/** What each kind of record is called on "what exists about me". */
export const WORDS: Readonly<Record<string, string>> = {
  papers: 'Pictures of your papers',
  card: 'Your answers and the photo for the card',
  contact: 'Where we may write to you',
  'review-box': 'A key for the reviewers',
};
