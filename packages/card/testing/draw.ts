import { openFonts } from '../fonts.ts';
import { layoutCard } from '../layout.ts';
import type { CardLayout } from '../mark.ts';
import { loadFonts } from '../node.ts';
import type { CardPerson, CardSettings, Marking } from '../settings.ts';
import { portraitPng } from './portrait-png.ts';
import { SCENES, type Scene, SETTINGS, sceneSettings } from './scenes.ts';

export const fonts = loadFonts();
export const faces = openFonts(fonts);
export const portrait = portraitPng('ada', 'bun');

export function sceneNamed(id: string): Scene {
  const scene = SCENES.find((each) => each.id === id);
  if (!scene) throw new RangeError(`no scene ${id}`);
  return scene;
}

export const layoutScene = (scene: Scene): CardLayout =>
  layoutCard(
    sceneSettings(scene),
    { ...scene.person, portrait },
    { faces, marking: scene.marking ?? 'none' },
  );

/** A layout of the first scene with some fields changed. */
export function layoutWith(
  person: Partial<CardPerson>,
  { settings = {}, marking = 'none' }: { settings?: Partial<CardSettings>; marking?: Marking } = {},
): CardLayout {
  const base = { ...sceneNamed('several-surnames').person, portrait };
  return layoutCard({ ...SETTINGS, ...settings }, { ...base, ...person }, { faces, marking });
}
