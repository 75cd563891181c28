import { type BlackOut, blackOut, need } from './black-out.ts';
import { faceCrop } from './face-crop.ts';
import { asJpeg, greyOf, openPicture, wipe } from './picture.ts';
import { qualityHints } from './quality.ts';
import { sendForm, showAnswer } from './send.ts';

type Editing = { result(): HTMLCanvasElement; end(): void };

/**
 * A plain upload form with what a script can add: a look at the picture before it goes, black boxes or the card's frame,
 * hints, and how far the sending is. Everything is in memory; the picture that was chosen is not sent, its new pixels are.
 *
 * @param form `<form data-portal-upload>` or `<form data-portal-face>` with one `<input type="file">` and an editor's template
 */
export function enhanceUpload(form: HTMLFormElement): void {
  const input = need<HTMLInputElement>(form, 'input[type="file"]');
  const template = need<HTMLTemplateElement>(form, 'template[data-portal-editor]');
  const face = 'portalFace' in form.dataset;
  let editor: HTMLElement | undefined;
  let editing: Editing | undefined;
  let busy = false;

  const close = () => {
    editing?.end();
    editing = undefined;
    editor?.remove();
    editor = undefined;
  };
  const tell = (key: string) => {
    if (editor) need(editor, '[data-said]').textContent = editor.dataset[key] ?? '';
  };
  const choose = async () => {
    close();
    const [file] = input.files ?? [];
    if (!file) return;
    const fragment = template.content.cloneNode(true);
    if (!(fragment instanceof DocumentFragment)) return;
    editor = need<HTMLElement>(fragment, '[data-editor]');
    const opened = await openPicture(file);
    input.insertAdjacentElement('afterend', editor);
    if (opened.kind !== 'picture') {
      editor.setAttribute('data-editor', 'none');
      return tell(face && opened.kind === 'pdf' ? 'unreadable' : opened.kind);
    }
    for (const hint of qualityHints(greyOf(opened.canvas), opened.shortEdge))
      need(editor, `[data-hint="${hint}"]`).hidden = false;
    editing = face ? faceEditing(editor, opened.canvas) : paperEditing(editor, opened.canvas);
    tell('ready');
  };
  const send = async (submitter: HTMLElement | null) => {
    if (!editing || !editor || busy) return;
    busy = true;
    const result = editing.result();
    const body = new FormData(form, submitter);
    // A phone's name for a picture says when it was taken.
    body.set(input.name, await asJpeg(result), 'picture.jpg');
    const bar = need<HTMLProgressElement>(editor, 'progress');
    bar.hidden = false;
    tell('sending');
    let told = 0;
    const sent = await sendForm(form, body, (percent) => {
      bar.value = percent;
      // Every quarter is heard; every hundredth would drown the reader.
      if (percent < told + 25 || percent >= 100) return;
      told = percent - (percent % 25);
      need(editor ?? form, '[data-said]').textContent = (editor?.dataset.through ?? '').replace(
        '{percent}',
        String(told),
      );
    });
    busy = false;
    bar.hidden = true;
    if (sent.ok === 'lost') return tell('lost');
    close();
    if (sent.ok) location.assign(sent.address);
    else {
      showAnswer(sent.page);
      enhanceAll();
    }
  };
  input.addEventListener('change', () => void choose());
  form.addEventListener('submit', (event) => {
    // What no editor could open goes as it is, by the browser itself.
    if (!editing) return;
    event.preventDefault();
    void send(event.submitter);
  });
  // A page that is left keeps no picture for the way back.
  window.addEventListener('pagehide', () => {
    close();
    form.reset();
  });
}

export function enhanceAll(): void {
  const forms = 'form[data-portal-upload]:not([data-done]), form[data-portal-face]:not([data-done])';
  for (const form of document.querySelectorAll<HTMLFormElement>(forms)) {
    form.setAttribute('data-done', '');
    enhanceUpload(form);
  }
}

function paperEditing(editor: HTMLElement, picture: HTMLCanvasElement): Editing {
  const boxes: BlackOut = blackOut(editor, picture);
  return {
    result: boxes.flattened,
    end() {
      boxes.clear();
      wipe(picture);
    },
  };
}

function faceEditing(editor: HTMLElement, picture: HTMLCanvasElement): Editing {
  const crop = faceCrop(editor, picture);
  return {
    result: crop.framed,
    end() {
      wipe(crop.framed());
      wipe(picture);
    },
  };
}
