/** Keystrokes an ordinary adult's card may cost beyond the person's own data (CL-01). */
export const KEYSTROKE_BUDGET = 25;

/** The keyboard of a browser under test (Playwright's `page.keyboard` fits). */
export type Keyboard = {
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
};

export type CountedKeyboard = {
  /** One key of the desk's own: counted. */
  key(name: string): Promise<void>;
  /** The person's own data (name, birth date, numbers from papers): not counted. */
  own(text: string): Promise<void>;
  readonly count: number;
  reset(): void;
};

export function countingKeyboard(keyboard: Keyboard): CountedKeyboard {
  let count = 0;
  return {
    async key(name) {
      count += 1;
      await keyboard.press(name);
    },
    async own(text) {
      await keyboard.type(text);
    },
    get count() {
      return count;
    },
    reset() {
      count = 0;
    },
  };
}
