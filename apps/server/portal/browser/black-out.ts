import { pen } from './picture.ts';

/** In parts of the picture's width and height, 0 to 1. */
type Box = { left: number; top: number; width: number; height: number };
type Placed = { box: Box; element: HTMLButtonElement };

const STEP = 0.02;
const LEAST = 0.02;
/** A pointer that moved less was a click. */
const CLICK_PX = 6;

export type BlackOut = {
  /** The picture with every box painted over: what was under them is in no pixel of it. */
  flattened(): HTMLCanvasElement;
  /** Whether a box has only its first corner, and so covers nothing: says so then, and leads to the button that drops it. */
  unfinished(): boolean;
  clear(): void;
};

/**
 * Lets somebody paint black boxes over what nobody needs to see. With a keyboard: add, arrows move, Shift and arrows
 * change the size, Delete removes. With a pointer: two corners clicked one after the other, or one drag of a mouse; buttons
 * do all of it, so that nothing needs a drag (WCAG 2.5.7).
 *
 * @param editor clone of the page's template: `[data-stage]` with a canvas, `[data-do]` buttons, `[data-said]`
 */
export function blackOut(editor: HTMLElement, picture: HTMLCanvasElement): BlackOut {
  const stage = need(editor, '[data-stage]');
  const said = need(editor, '[data-said]');
  const canvas = need<HTMLCanvasElement>(editor, 'canvas');
  const placed: Placed[] = [];
  let current: Placed | undefined;
  let corner: { x: number; y: number; mark: HTMLElement } | undefined;

  canvas.width = picture.width;
  canvas.height = picture.height;
  pen(canvas).drawImage(picture, 0, 0);

  const say = (key: string, number = 0) => {
    said.textContent = (editor.dataset[key] ?? '').replace('{number}', String(number));
  };
  const rename = () => {
    for (const [at, { element }] of placed.entries())
      element.setAttribute('aria-label', (editor.dataset.box ?? '').replace('{number}', String(at + 1)));
    editor.toggleAttribute('data-some', placed.length > 0);
    for (const button of editor.querySelectorAll<HTMLButtonElement>('[data-do]'))
      if (button.dataset.do !== 'add')
        button.disabled = placed.length === 0 && !(corner && button.dataset.do === 'remove');
  };
  const show = ({ box, element }: Placed) => {
    for (const side of ['left', 'top', 'width', 'height'] as const)
      element.style[side] = `${(box[side] * 100).toFixed(3)}%`;
  };
  const add = (box: Box) => {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = 'black-box';
    const one: Placed = { box: within(box), element };
    element.addEventListener('focus', () => {
      current = one;
    });
    element.addEventListener('keydown', (event) => {
      const act = keyed(event);
      if (!act) return;
      event.preventDefault();
      change(one, act);
    });
    placed.push(one);
    stage.append(element);
    show(one);
    rename();
    element.focus({ preventScroll: true });
    say('added', placed.length);
  };
  const tool = (act: string) => editor.querySelector<HTMLButtonElement>(`[data-do="${act}"]`);
  const dropCorner = () => {
    corner?.mark.remove();
    corner = undefined;
    rename();
    if (placed.length === 0) tool('add')?.focus();
    say('removed');
  };
  const change = (one: Placed, act: string) => {
    if (act === 'remove') {
      placed.splice(placed.indexOf(one), 1);
      one.element.remove();
      current = placed.at(-1);
      rename();
      const next = current?.element ?? tool('add');
      next?.focus();
      return say('removed');
    }
    const by = MOVES[act];
    if (!by) return;
    const [x, y, width, height] = by;
    one.box = within({
      left: one.box.left + x * STEP,
      top: one.box.top + y * STEP,
      width: one.box.width + width * STEP,
      height: one.box.height + height * STEP,
    });
    show(one);
  };
  for (const button of editor.querySelectorAll<HTMLButtonElement>('[data-do]'))
    button.addEventListener('click', () => {
      const act = button.dataset.do ?? '';
      if (act === 'add') return add({ left: 0.35, top: 0.45, width: 0.3, height: 0.1 });
      if (act === 'remove' && corner) return dropCorner();
      const one = current ?? placed.at(-1);
      if (one) change(one, act);
    });

  const place = (event: PointerEvent) => {
    const area = stage.getBoundingClientRect();
    return { x: (event.clientX - area.left) / area.width, y: (event.clientY - area.top) / area.height };
  };
  let from: { x: number; y: number; px: number; py: number } | undefined;
  stage.addEventListener('pointerdown', (event) => {
    if (event.target instanceof HTMLButtonElement || event.button !== 0) return;
    from = { ...place(event), px: event.clientX, py: event.clientY };
  });
  stage.addEventListener('pointercancel', () => {
    from = undefined;
  });
  stage.addEventListener('pointerup', (event) => {
    if (!from) return;
    const [start, end] = [from, place(event)];
    from = undefined;
    const moved = Math.hypot(event.clientX - start.px, event.clientY - start.py);
    if (moved > CLICK_PX && event.pointerType === 'mouse') return add(between(start, end));
    if (moved > CLICK_PX) return;
    if (corner) {
      corner.mark.remove();
      const first = corner;
      corner = undefined;
      return add(between(first, end));
    }
    const mark = document.createElement('span');
    mark.className = 'black-corner';
    mark.style.left = `${end.x * 100}%`;
    mark.style.top = `${end.y * 100}%`;
    stage.append(mark);
    corner = { ...end, mark };
    rename();
    say('corner');
  });
  rename();

  return {
    flattened() {
      const flat = document.createElement('canvas');
      flat.width = picture.width;
      flat.height = picture.height;
      const ink = pen(flat);
      ink.drawImage(picture, 0, 0);
      ink.fillStyle = '#000';
      for (const { box } of placed) {
        // Whole pixels, outwards: no edge is mixed with what lies under it.
        const left = Math.floor(box.left * flat.width);
        const top = Math.floor(box.top * flat.height);
        ink.fillRect(
          left,
          top,
          Math.ceil((box.left + box.width) * flat.width) - left,
          Math.ceil((box.top + box.height) * flat.height) - top,
        );
      }
      return flat;
    },
    unfinished() {
      if (!corner) return false;
      say('unfinished');
      tool('remove')?.focus();
      return true;
    },
    clear() {
      for (const { element } of placed.splice(0)) element.remove();
      canvas.width = 0;
    },
  };
}

/** Left, top, width, height, in steps. */
const MOVES: Readonly<Record<string, readonly [number, number, number, number]>> = {
  left: [-1, 0, 0, 0],
  right: [1, 0, 0, 0],
  up: [0, -1, 0, 0],
  down: [0, 1, 0, 0],
  wider: [0, 0, 1, 0],
  narrower: [0, 0, -1, 0],
  taller: [0, 0, 0, 1],
  shorter: [0, 0, 0, -1],
};

function keyed(event: KeyboardEvent): string | undefined {
  if (event.key === 'Delete' || event.key === 'Backspace') return 'remove';
  const plain = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };
  const sized = { ArrowLeft: 'narrower', ArrowRight: 'wider', ArrowUp: 'shorter', ArrowDown: 'taller' };
  return Object.entries(event.shiftKey ? sized : plain).find(([key]) => key === event.key)?.[1];
}

function between(a: { x: number; y: number }, b: { x: number; y: number }): Box {
  return {
    left: Math.min(a.x, b.x),
    top: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

/** Inside the picture and never too small to be taken hold of. */
function within(box: Box): Box {
  const width = Math.min(1, Math.max(LEAST, box.width));
  const height = Math.min(1, Math.max(LEAST, box.height));
  return {
    width,
    height,
    left: Math.min(1 - width, Math.max(0, box.left)),
    top: Math.min(1 - height, Math.max(0, box.top)),
  };
}

export function need<E extends HTMLElement>(within: ParentNode, selector: string): E {
  const found = within.querySelector<E>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}
