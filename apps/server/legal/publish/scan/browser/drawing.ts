import { lastLaw, type Row, rowsOf } from './rows.ts';

type Point = { x: number; y: number };
type Corner = Point & { stage: HTMLElement; mark: HTMLElement };

/** A pointer that moved less was a click. */
const CLICK_PX = 6;
/** A box is at least so many percent of the page, so that one can take hold of it. */
const LEAST = 0.5;

/**
 * Lets somebody draw boxes over the pages: two corners clicked one after the other, or one drag of a mouse. Each box is a row of
 * the form and nothing else; whoever has no pointer adds a row and types its numbers, and sees it move.
 */
export function drawing(form: HTMLFormElement, stages: readonly HTMLElement[]): void {
  const rows = rowsOf(form);
  const said = form.querySelector<HTMLElement>('[data-said]');
  const add = form.querySelector<HTMLButtonElement>('[data-add]');
  const shown = new Map<Row, HTMLElement>();
  let corner: Corner | undefined;

  const say = (key: string, values: Readonly<Record<string, string>> = {}) => {
    if (!said) return;
    const text = form.dataset[key] ?? '';
    said.textContent = Object.entries(values).reduce((now, [name, to]) => now.replace(`{${name}}`, to), text);
  };
  const show = (row: Row) => {
    shown.get(row)?.remove();
    const box = row.box();
    const stage = stages[row.page() - 1];
    if (!box || !stage) return;
    const element = document.createElement('button');
    element.type = 'button';
    element.className = 'redact-box';
    element.textContent = String(row.number);
    element.setAttribute('aria-label', (form.dataset.toRow ?? '').replace('{box}', String(row.number)));
    element.addEventListener('click', () => row.focus());
    for (const [side, length] of Object.entries(box)) element.style.setProperty(side, `${length}%`);
    stage.append(element);
    shown.set(row, element);
  };
  const next = (): Row | undefined => {
    const free = rows.find((row) => !row.isUsed());
    if (!free) say('full');
    return free;
  };
  const draw = (stage: HTMLElement, a: Point, b: Point) => {
    const row = next();
    if (!row) return;
    const law = lastLaw(rows);
    const [left, top] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
    row.put({
      page: stages.indexOf(stage) + 1,
      left,
      top,
      width: Math.max(LEAST, Math.abs(a.x - b.x)),
      height: Math.max(LEAST, Math.abs(a.y - b.y)),
    });
    row.choose(law);
    row.open();
    show(row);
    say('drawn', { box: String(row.number), page: String(row.page()) });
  };

  for (const row of rows) {
    row.on({
      change: () => show(row),
      clear: () => {
        show(row);
        say('removed');
        add?.focus();
      },
    });
    show(row);
    if (!row.isUsed()) row.close();
  }
  form
    .querySelector<HTMLDetailsElement>('.redact-more')
    ?.replaceWith(...form.querySelectorAll('.redact-more > [data-box]'));
  if (add) {
    add.hidden = false;
    add.addEventListener('click', () => {
      const row = rows.find((one) => one.isClosed());
      if (!row) return say('full');
      row.open();
      row.focus();
    });
  }
  for (const stage of stages) {
    let from: (Point & { px: number; py: number }) | undefined;
    stage.addEventListener('pointerdown', (event) => {
      if (event.target instanceof HTMLButtonElement || event.button !== 0) return;
      from = { ...pointOn(stage, event), px: event.clientX, py: event.clientY };
    });
    stage.addEventListener('pointercancel', () => {
      from = undefined;
    });
    stage.addEventListener('pointerup', (event) => {
      if (!from) return;
      const [start, end] = [from, pointOn(stage, event)];
      from = undefined;
      const moved = Math.hypot(event.clientX - start.px, event.clientY - start.py);
      if (moved > CLICK_PX && event.pointerType === 'mouse') return draw(stage, start, end);
      if (moved > CLICK_PX) return;
      const first = corner;
      corner?.mark.remove();
      corner = undefined;
      if (first?.stage === stage) return draw(stage, first, end);
      corner = { ...end, stage, mark: markOn(stage, end) };
      say('corner');
    });
  }
}

function markOn(stage: HTMLElement, { x, y }: Point): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'redact-corner';
  mark.style.left = `${x}%`;
  mark.style.top = `${y}%`;
  stage.append(mark);
  return mark;
}

/** In percent of the page, and never outside it. */
function pointOn(stage: HTMLElement, event: PointerEvent): Point {
  const area = stage.querySelector('canvas')?.getBoundingClientRect() ?? stage.getBoundingClientRect();
  const within = (part: number) => Math.min(100, Math.max(0, Math.round(part * 1000) / 10));
  return {
    x: within((event.clientX - area.left) / area.width),
    y: within((event.clientY - area.top) / area.height),
  };
}
