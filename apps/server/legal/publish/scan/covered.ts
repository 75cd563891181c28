import { createHash } from 'node:crypto';
import type { Program } from '@commonkey/program';
import type { SaidDemand, ScannedPage } from '../../../register/service.ts';
import type { CoveredScan, SealedEntry } from '../../demands/sealed.ts';
import { MOST_SCANNED } from '../../demands/sealed.ts';
import { isConfirmed } from '../../requests/rules.ts';

/** A page of a scan as it was sealed. */
export type ScanPage = { scan: string; page: number; jpeg: string };

/** Every page of every scan of a demand, in the order they came: somebody who scans with a phone sends one at a time. */
export const scannedIn = (entries: readonly SealedEntry[]): ScanPage[] =>
  entries
    .flatMap((entry) =>
      entry.is === 'scan'
        ? entry.jpegs.map((jpeg, at): ScanPage => ({ scan: entry.at, page: at + 1, jpeg }))
        : [],
    )
    .slice(0, MOST_SCANNED);

/** Copies of the scan that were made for the public, the oldest first. */
export const coveredIn = (entries: readonly SealedEntry[]): CoveredScan[] =>
  entries.flatMap((entry) => (entry.is === 'covered-scan' ? [entry] : []));

/** What the second of two agrees to: every byte of the pictures, and every word of the log. */
export const digestOf = (covered: CoveredScan): string => sha256(JSON.stringify(covered));

export const pictureOf = (jpeg: string): Buffer => Buffer.from(jpeg, 'base64');
export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** Whether this very copy is what a publication shows; a copy without pages is when none are shown. */
export function isShown({ jpegs }: CoveredScan, scan: SaidDemand['scan']): boolean {
  const shown = scan ?? [];
  return (
    jpegs.length === shown.length && jpegs.every((jpeg, at) => sha256(pictureOf(jpeg)) === shown[at]?.digest)
  );
}

type Rules = Pick<Program, 'requests' | 'sources'>;

/** What a part may be covered by: the exemptions of the city's rules that counsel has confirmed. */
export const lawsOf = (program: Rules) =>
  (program.requests?.exemptions ?? []).filter(({ source }) => isConfirmed(program, source));

export const citationOf = (program: Rules, id: string): string =>
  program.requests?.exemptions.find((one) => one.id === id)?.citation ?? id;

/** What the register says of the pages: of each part by which law it is covered. Why, in counsel's own words, stays sealed. */
export function scanSaid(program: Rules, { pages, boxes, jpegs }: CoveredScan): ScannedPage[] {
  return pages.map(({ width, height }, at) => ({
    digest: sha256(pictureOf(jpegs[at] ?? '')),
    width,
    height,
    covered: boxes
      .filter(({ page }) => page === at + 1)
      .map(({ exemption, left, top, width, height }) => ({
        ...{ left, top, width, height },
        citation: citationOf(program, exemption),
        says: program.requests?.exemptions.find(({ id }) => id === exemption)?.says ?? '',
      })),
  }));
}
