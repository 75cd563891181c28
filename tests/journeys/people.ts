import type { Head } from '../portrait/draw-portrait.ts';

/** Somebody at the table. Names and dates are canaries: rare enough that a byte scan finds nothing by chance. */
export type Guest = {
  readonly name: string;
  /** As the clerk types it, and as the card and the QR will have it. */
  readonly born: string;
  readonly bornOn: string;
  readonly papers: readonly string[];
  readonly second?: { readonly text: string; readonly language: string };
  readonly emergencyContact?: string;
  readonly head: Head;
  /** A PNG to sit before the camera instead of the drawn face. */
  readonly portrait?: Uint8Array;
};

/** Four people of different rules and scripts. */
export const GUESTS: readonly Guest[] = [
  {
    name: 'Zenobia Quintanilla Ortúzar',
    born: '6 July 1987',
    bornOn: '1987-07-06',
    papers: ['drivers-license', 'utility-bill'],
    head: 'long',
  },
  {
    name: 'Abdulqawi Zaydan Khudari',
    born: '17 September 1971',
    bornOn: '1971-09-17',
    papers: ['passport', 'shelter-letter'],
    second: { text: 'عبد القوي زيدان الخضري', language: 'ar' },
    head: 'turban',
  },
  {
    name: 'Đặng Thị Phượng Khuếyên',
    born: '30 November 1949',
    bornOn: '1949-11-30',
    papers: ['consular-id', 'lease'],
    head: 'hijab',
  },
  {
    name: 'Xiuying Ouyang-Wojciechowska',
    born: '11 August 2016',
    bornOn: '2016-08-11',
    papers: ['birth-certificate', 'guardian-photo-id', 'school-enrolment'],
    second: { text: '欧阳秀英', language: 'zh' },
    emergencyContact: 'Halszka Wojciechowska 555 0142',
    head: 'bun',
  },
];

export const REFUSED: Guest = {
  name: '',
  born: '23 January 1993',
  bornOn: '1993-01-23',
  papers: ['utility-bill'],
  head: 'short',
};
