import { type BlackOut, blackOut } from './black-out.ts';
import { faceCrop } from './face-crop.ts';
import { wipe } from './picture.ts';

/** A picture that somebody works on before it goes. */
export type Editing = {
  result(): HTMLCanvasElement;
  /** Whether something is begun that would be lost if it went now; it has been told then. */
  unfinished(): boolean;
  end(): void;
};

export function paperEditing(editor: HTMLElement, picture: HTMLCanvasElement): Editing {
  const boxes: BlackOut = blackOut(editor, picture);
  return {
    result: boxes.flattened,
    unfinished: boxes.unfinished,
    end() {
      boxes.clear();
      wipe(picture);
    },
  };
}

export function faceEditing(editor: HTMLElement, picture: HTMLCanvasElement): Editing {
  const crop = faceCrop(editor, picture);
  return {
    result: crop.framed,
    unfinished: () => false,
    end() {
      wipe(crop.framed());
      wipe(picture);
    },
  };
}
