import type { CardPerson, CardSettings, Marking } from '../settings.ts';
import type { Head } from './portrait-look.ts';

/** Who the renderings and the tests draw. Nobody of them exists. */
export type Scene = {
  readonly id: string;
  readonly person: Omit<CardPerson, 'portrait'>;
  readonly head: Head;
  readonly sample?: string;
  readonly marking?: Marking;
  readonly settings?: Partial<CardSettings>;
  /** A city without a pharmacy group. */
  readonly noPharmacy?: true;
};

export const SETTINGS: CardSettings = {
  city: 'model-city',
  cityName: 'Model City',
  cardName: 'Model City Key',
  verifier: 'check.modelcity.example',
  languages: ['en', 'es'],
  colours: {
    paper: '#FBFAF6',
    ink: '#16233B',
    accent: '#0B5FA5',
    band: '#16233B',
    onBand: '#FBFAF6',
    childBand: '#1E6B3A',
    onChildBand: '#FFFFFF',
  },
  numberGroups: [4, 4, 4],
  secondScript: true,
  issued: true,
  careOfSide: 'front',
  address: true,
  library: true,
  transit: true,
  pharmacy: { bin: '000000', pcn: 'PRACTICE', group: 'MODELCITY', member: 'MODELCITY' },
  lost: {},
};

export function sceneSettings(scene: Scene): CardSettings {
  const { pharmacy, ...others } = { ...SETTINGS, ...scene.settings };
  return scene.noPharmacy || pharmacy === undefined ? others : { ...others, pharmacy };
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** A text as long as the largest code that fits, of letters that are no signed card. */
export const fullQr = (length = 1451): string =>
  Array.from({ length }, (_, i) => ALPHABET[(i * i * 7 + i * 13) % ALPHABET.length]).join('');

const BASE = {
  birthDate: '1987-01-14',
  issued: '2026-11-22',
  expires: '2031-11-21',
  serial: '493027615580',
  child: false,
  libraryNumber: '30234000517861',
  transitSerial: '0167 4402 9913 7706',
  qr: fullQr(),
} as const;

const scene = (
  id: string,
  head: Scene['head'],
  person: Partial<CardPerson> & { name: string },
  rest: Omit<Scene, 'id' | 'head' | 'person'> = {},
): Scene => ({ id, head, person: { ...BASE, ...person }, ...rest });

export const SCENES: readonly Scene[] = [
  scene(
    'several-surnames',
    'long',
    { name: 'María Guadalupe Hernández Gutiérrez' },
    { sample: 'portrait-2.png' },
  ),
  scene(
    'one-name',
    'curls',
    { name: 'Suharto', birthDate: '1949-08-03', expires: null },
    { sample: 'portrait-1.png' },
  ),
  scene('sixty-letters', 'bun', {
    name: 'Ana Wolfeschlegelsteinhausenbergerdorff-Montgomery de Figueroa',
  }),
  scene('vietnamese', 'short', { name: 'Nguyễn Phước Quý Ngọc Ánh Tuyết Ễ' }),
  scene('polish', 'bald', { name: 'Żółcisław Brzęczyszczykiewicz' }),
  scene('ukrainian', 'grey', {
    name: 'Yevheniia Shcherbytska',
    secondName: { text: 'Євгенія Щербицька-Їжакевич', lang: 'uk' },
    birthDate: '1951-04-09',
    expires: null,
  }),
  scene('arabic', 'hijab', {
    name: 'Fatima Zahra Al-Rashid',
    secondName: { text: 'فاطمة الزهراء عبد الرحمن الراشد (Zahra 2)', lang: 'ar' },
  }),
  scene(
    'chinese',
    'long',
    { name: 'Ouyang Mingyue', secondName: { text: '欧阳明月', lang: 'zh' } },
    { sample: 'portrait-3.png' },
  ),
  scene('care-of', 'turban', {
    name: 'Harpreet Singh',
    secondName: { text: 'هرپریت سنگھ', lang: 'ur' },
    careOf: 'St. Brigid House, Women and Families',
    expires: null,
    birthDate: '1958-08-03',
  }),
  scene('address', 'grey', {
    name: 'Oluwaseun Adébáyọ̀ Johnson',
    address: '4821 North Evergreen Avenue, Apt 3B\nModel City, ME 00426',
  }),
  scene('long-address', 'bun', {
    name: 'Nguyễn-Wróblewska Ễly Phước Quý Ngọc Ánh Tuyết de la Cruz Ộg',
    secondName: { text: 'عبد الرحمن بن محمد الأمين الشنقيطي آل الشيخ عبد العزيز القاسمي', lang: 'ar' },
    expires: null,
    address:
      '10426 South Dr. Martin Luther King Junior Boulevard, Unit 12\nNorthwest Garden Homes, Building C, Model City, ME 00426-001',
  }),
  scene(
    'child',
    'curls',
    {
      name: 'Adaeze Okonkwo',
      birthDate: '2019-05-30',
      expires: '2028-11-21',
      child: true,
      emergencyContact: 'Ngozi Okonkwo 000 555 0142',
      careOf: 'Lakeside Family Center',
    },
    { settings: { careOfSide: 'back' } },
  ),
  scene('everything-at-once', 'grey', {
    name: 'Nguyễn-Wróblewska Ễly Phước Quý Ngọc Ánh Tuyết de la Cruz Ộg',
    secondName: { text: 'عبد الرحمن بن محمد الأمين الشنقيطي آل الشيخ عبد العزيز القاسمي', lang: 'ar' },
    expires: null,
    careOf: 'Lakeside Center for Families and Newcomers, Second Floor',
  }),
  scene('specimen', 'gele', { name: 'Rosa María Ejemplo Sample' }, { marking: 'specimen' }),
  scene('practice', 'bun', { name: 'Pat Practice', qr: null }, { marking: 'practice' }),
  scene(
    'plain-city',
    'short',
    { name: 'Jo Nowak', qr: fullQr(420) },
    {
      noPharmacy: true,
      settings: {
        city: 'plain-city',
        cityName: 'Plain City',
        cardName: 'Plain City ID',
        languages: ['en'],
        issued: false,
        library: false,
        transit: false,
        colours: { ...SETTINGS.colours, band: '#7A3B00', onBand: '#FFFFFF', accent: '#7A3B00' },
      },
    },
  ),
];
