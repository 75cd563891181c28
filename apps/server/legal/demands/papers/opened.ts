import { ISSUER_CLASSES } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../../context.ts';
import { MEDIA } from '../../../store/tables/demand-papers.ts';
import { type Issuer, NOT_LISTED } from '../../../store/tables/demands.ts';
import type { DemandCode } from '../errors.ts';
import { sealBytes } from '../sealed.ts';
import { LARGEST_SEALED, oneAtATime, sealedElsewhere } from './bundle.ts';
import { type Counted, countedIn } from './counted.ts';
import { type Destination, keepBundle, receivedOn } from './for-item.ts';
import { tooBig } from './productions.ts';

const oneOf = (names: readonly string[]) => `(${names.join('|')})`;
const ID = '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';
const RECIPIENTS: readonly Issuer[] = [...ISSUER_CLASSES, NOT_LISTED];

/** Of ids and words of closed lists: no name fits into it. */
export const BUNDLE_LINE = new RegExp(
  `${['^bundle', ID, ID, oneOf(RECIPIENTS), oneOf(MEDIA), '(issuer|elsewhere)'].join('\\.')}(\\.another)?$`,
);

/**
 * A line for whoever opened a record under an order: into which bundle it goes. It holds nothing secret and opens nothing, and all of it
 * is asked again when a bundle arrives.
 */
export const lineFor = (
  demand: string,
  { item, recipient, medium, elsewhere, another }: Destination,
): string =>
  [
    ...['bundle', demand, item, recipient, medium, elsewhere ? 'elsewhere' : 'issuer'],
    ...(another ? ['another'] : []),
  ].join('.');

/** Fault `production-line-unreadable`. */
function readLine(line: string): Destination & { demand: string } {
  const [, demand, item, to, by, whose, more] = BUNDLE_LINE.exec(line) ?? [];
  const recipient = RECIPIENTS.find((one) => one === to);
  const medium = MEDIA.find((one) => one === by);
  if (!demand || !item || !recipient || !medium) throw new Fault<DemandCode>('production-line-unreadable');
  return { demand, item, recipient, medium, elsewhere: whose === 'elsewhere', another: more !== undefined };
}

/**
 * Counsel's line for an item, once the item may be produced.
 * @throws Fault `demand-item-unknown` | `production-recipient-other` | `production-not-decided` | `produced-not-compelled` | those of
 *   `mustBeGenuine` and `mustBeOther`
 */
export async function lineOf(context: Context, demand: string, to: Destination): Promise<string> {
  await receivedOn(context, demand, to);
  return lineFor(demand, to);
}

/**
 * Takes the bundle that an officer's page sealed from a record that two opened under an order. The officer is the first who counted
 * it; a law officer opens and counts it after them. City hall has neither the file nor the passphrase.
 * @throws Fault `production-line-unreadable` | `production-number-unreadable` | `production-nothing` | `production-too-big` |
 *   `production-not-sealed` | `demand-closed` | those of `lineOf`
 */
export async function bundleOpened(
  context: Context,
  {
    line,
    counts,
    bundle,
    by,
  }: { line: string; counts: Record<keyof Counted, string>; bundle: Uint8Array; by: string },
): Promise<string> {
  const { demand, ...to } = readLine(line);
  const counted = countedIn(counts);
  if (counted.pages + counted.records === 0) throw new Fault<DemandCode>('production-nothing');
  if (bundle.length > LARGEST_SEALED) throw tooBig();
  const digest = sealedElsewhere(bundle);
  const about = { demand, receivedOn: await receivedOn(context, demand, to) };
  const sealed = await oneAtATime(() => sealBytes(context, 'process', about, bundle));
  return keepBundle(context, demand, {
    ...{ to, sealed, digest, by, ...counted },
    ...{ locked_to: 'passphrase', by_order: true },
  });
}
