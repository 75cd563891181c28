const SIDES = ['left', 'top', 'width', 'height'] as const;
type Sides = Readonly<Record<(typeof SIDES)[number], number>>;
export type Law = { law: string; reason: string };

/** One box of the form: its fields are all that there is of it. */
export type Row = ReturnType<typeof rowOf>;

export const rowsOf = (form: HTMLFormElement): Row[] =>
  [...form.querySelectorAll<HTMLElement>('[data-box]')].map(rowOf);

/** What the box drawn last was covered by: the next one is most often of the same kind. */
export function lastLaw(rows: readonly Row[]): Law {
  const last = rows.findLast((row) => row.isUsed());
  return last?.law() ?? { law: '', reason: '' };
}

function rowOf(element: HTMLElement) {
  const field = (name: string): HTMLInputElement | HTMLSelectElement => {
    const found = element.querySelector<HTMLInputElement | HTMLSelectElement>(`[data-field="${name}"]`);
    if (!found) throw new Error(`the row has no ${name}`);
    return found;
  };
  const clear = element.querySelector<HTMLButtonElement>('[data-clear]');
  const number = Number(element.dataset.box);
  const numberIn = (name: string): number => {
    const text = field(name).value.trim().replace(',', '.');
    return text === '' ? Number.NaN : Number(text);
  };
  return {
    number,
    page: () => Number(field('page').value),
    /** Its sides in percent; null while one of them is missing. */
    box(): Sides | null {
      const [left = 0, top = 0, width = 0, height = 0] = SIDES.map(numberIn);
      const sides = { left, top, width, height };
      return Object.values(sides).some((side) => !(side >= 0 && side <= 100)) ? null : sides;
    },
    isUsed: () => [...SIDES, 'law', 'reason'].some((name) => field(name).value.trim() !== ''),
    isClosed: () => element.hidden,
    law: (): Law => ({ law: field('law').value, reason: field('reason').value }),
    choose({ law, reason }: Law): void {
      field('law').value = law;
      field('reason').value = reason;
    },
    put({ page, ...sides }: Sides & { page: number }): void {
      field('page').value = String(page);
      for (const side of SIDES) field(side).value = String(Math.round(sides[side] * 10) / 10);
    },
    open(): void {
      element.hidden = false;
    },
    close(): void {
      element.hidden = true;
    },
    focus(): void {
      element.hidden = false;
      element.scrollIntoView({ block: 'center' });
      field('page').focus({ preventScroll: true });
    },
    on({ change, clear: cleared }: { change(): void; clear(): void }): void {
      for (const name of ['page', ...SIDES]) field(name).addEventListener('input', change);
      if (!clear) return;
      clear.hidden = false;
      clear.addEventListener('click', () => {
        for (const name of [...SIDES, 'law', 'reason']) field(name).value = '';
        element.hidden = true;
        cleared();
      });
    },
  };
}
