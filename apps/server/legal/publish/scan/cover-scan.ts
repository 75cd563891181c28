import { Fault } from '@commonkey/words';
import type { Context } from '../../../context.ts';
import { publishedDemand, putPages } from '../../../register/service.ts';
import type { Fence } from '../../../uploads/fence.ts';
import type { Part } from '../../../uploads/wire.ts';
import { addAbout, type CoveredScan, type Covering, openAbout } from '../../demands/sealed.ts';
import { oneDemand } from '../../demands/view.ts';
import { today } from '../../review.ts';
import type { PublishCode } from '../errors.ts';
import { isSilenced, mustStillBeTrue, publishNow } from '../publish-demand.ts';
import { coveredIn, digestOf, isShown, lawsOf, pictureOf, type ScanPage, scanSaid } from './covered.ts';
import type { Drawn } from './read-boxes.ts';

const partOf = ({ left, top, width, height }: Covering): Part => ({
  left: left / 100,
  top: top / 100,
  width: width / 100,
  height: height / 100,
});

/**
 * The first of the two covers parts of the scan. The pictures are made anew at once, and are sealed with the paper until another
 * has looked at them: what that person sees is what would be public, byte for byte.
 * @param scanned every page that was scanned, opened for this officer
 * @throws Fault `demand-unknown` | `demand-closed` | of `UploadCode`
 */
export async function coverScan(
  context: Context,
  fence: Fence,
  demand: string,
  { scanned, drawn, by }: { scanned: readonly ScanPage[]; drawn: Drawn; by: string },
): Promise<void> {
  const pages: CoveredScan['pages'] = [];
  const jpegs: string[] = [];
  for (const [at, place] of drawn.pages.entries()) {
    const from = scanned[place - 1];
    if (!from) throw new Fault<PublishCode>('redact-no-scan');
    const parts = drawn.boxes.filter(({ page }) => page === at + 1).map(partOf);
    const { jpeg, width, height } = await fence.cover(pictureOf(from.jpeg), parts);
    pages.push({ scan: from.scan, page: from.page, width, height });
    jpegs.push(Buffer.from(jpeg).toString('base64'));
  }
  await propose(context, demand, { by, pages, boxes: [...drawn.boxes], jpegs });
}

/** The first of the two wants the pages off the register; the words stay. Fault `redact-not-public`. */
export async function takeOff(context: Context, demand: string, by: string): Promise<void> {
  const shown = await publishedDemand(context.store.read, demand);
  if (!shown?.scan) throw new Fault<PublishCode>('redact-not-public');
  await propose(context, demand, { by, pages: [], boxes: [], jpegs: [] });
}

async function propose(
  context: Context,
  demand: string,
  made: Omit<CoveredScan, 'is' | 'at'>,
): Promise<void> {
  const { row } = await oneDemand(context, demand);
  const at = context.clock.now().toISOString();
  const about = { demand, receivedOn: row.received_on, by: made.by };
  await addAbout(context, 'process', about, { is: 'covered-scan', at, ...made });
}

/**
 * The second of the two has looked at each page, and makes the copy public as it is. Words that are public stay beside it.
 * @param agreed.seen pages that this person says they looked at
 * @throws Fault `publish-silenced` | `redact-nothing-waits` | `publish-needs-second-person` | `publish-changed` | `redact-unseen` |
 *   `redact-law-gone` | `demand-unknown` | those of `mustStillBeTrue`
 */
export async function publishScan(
  context: Context,
  demand: string,
  { by, digest, seen }: { by: string; digest: string; seen: readonly number[] },
): Promise<void> {
  const view = await oneDemand(context, demand);
  if (isSilenced(view, today(context))) throw new Fault<PublishCode>('publish-silenced');
  const covered = coveredIn(await openAbout(context, 'process', { demand, by })).at(-1);
  const shown = await publishedDemand(context.store.read, demand);
  if (!covered || isShown(covered, shown?.scan)) throw new Fault<PublishCode>('redact-nothing-waits');
  if (covered.by === by) throw new Fault<PublishCode>('publish-needs-second-person');
  if (digestOf(covered) !== digest) throw new Fault<PublishCode>('publish-changed');
  if (covered.pages.some((_, at) => !seen.includes(at + 1))) throw new Fault<PublishCode>('redact-unseen');
  const { program } = context.program;
  const laws = lawsOf(program).map(({ id }) => id);
  if (covered.boxes.some(({ exemption }) => !laws.includes(exemption)))
    throw new Fault<PublishCode>('redact-law-gone');
  // Taking pages off is never refused for what else the register says.
  if (covered.pages.length > 0) await mustStillBeTrue(context, view, by);
  const scan = covered.pages.length === 0 ? undefined : scanSaid(program, covered);
  await context.store.write(async (tx) => {
    await publishNow(context, tx, view, { asked: covered.by, agreed: by }, () => ({ scan }));
    await putPages(tx, demand, covered.jpegs.map(pictureOf));
  });
}
