import { need } from './black-out.ts';
import { pen } from './picture.ts';

/** 35 × 45 mm, as on the card, at 20 pixels a millimetre. */
const WIDTH = 700;
const HEIGHT = 900;
const MOST_ZOOM = 4;

/**
 * Lets somebody put their face into the card's frame: three sliders, which every keyboard, finger and voice can move, and a
 * mouse that may drag. What the frame shows is exactly what is sent.
 *
 * @param editor clone of the page's template: a canvas, and ranges `zoom`, `across`, `down` from 0 to 100
 */
export function faceCrop(editor: HTMLElement, picture: HTMLCanvasElement): { framed(): HTMLCanvasElement } {
  const frame = need<HTMLCanvasElement>(editor, 'canvas');
  frame.width = WIDTH;
  frame.height = HEIGHT;
  const slider = (name: string) => need<HTMLInputElement>(editor, `input[data-slide="${name}"]`);
  const [zoom, across, down] = [slider('zoom'), slider('across'), slider('down')];

  const draw = () => {
    const cut = cutOf(picture, {
      zoom: zoom.valueAsNumber,
      across: across.valueAsNumber,
      down: down.valueAsNumber,
    });
    pen(frame).drawImage(picture, cut.left, cut.top, cut.width, cut.height, 0, 0, WIDTH, HEIGHT);
  };
  for (const one of [zoom, across, down]) one.addEventListener('input', draw);

  let held: { x: number; y: number; across: number; down: number } | undefined;
  frame.addEventListener('pointerdown', (event) => {
    if (event.pointerType !== 'mouse') return;
    held = { x: event.clientX, y: event.clientY, across: across.valueAsNumber, down: down.valueAsNumber };
    frame.setPointerCapture(event.pointerId);
  });
  frame.addEventListener('pointermove', (event) => {
    if (!held) return;
    const area = frame.getBoundingClientRect();
    across.valueAsNumber = held.across - ((event.clientX - held.x) / area.width) * 100;
    down.valueAsNumber = held.down - ((event.clientY - held.y) / area.height) * 100;
    draw();
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    frame.addEventListener(end, () => {
      held = undefined;
    });
  draw();
  return { framed: () => frame };
}

/** The part of a picture in the frame. Sliders go from 0 to 100; 50 is the middle. */
export function cutOf(
  picture: { width: number; height: number },
  at: { zoom: number; across: number; down: number },
): { left: number; top: number; width: number; height: number } {
  const fit = Math.min(picture.width / WIDTH, picture.height / HEIGHT);
  const scale = fit / (1 + (at.zoom / 100) * (MOST_ZOOM - 1));
  const [width, height] = [WIDTH * scale, HEIGHT * scale];
  return {
    left: ((picture.width - width) * at.across) / 100,
    top: ((picture.height - height) * at.down) / 100,
    width,
    height,
  };
}
