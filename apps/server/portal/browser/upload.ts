import { need } from './black-out.ts';
import { type Parcel, parcelOf } from './parcel.ts';
import { asJpeg, greyOf, openPicture } from './picture.ts';
import { faceHints, qualityHints } from './quality.ts';
import { type Sent, sendForm, showAnswer } from './send.ts';
import { type Sending, sendInParts } from './send-parts.ts';
import { type Editing, faceEditing, paperEditing } from './upload-editing.ts';
import { mended } from './upload-mended.ts';
import { pickByButton } from './upload-pick.ts';
import { showHints, uploadSaid } from './upload-said.ts';

/**
 * A plain upload form with what a script can add: a look at the picture before it goes, black boxes or the card's frame,
 * hints, sending in parts over a bad line, and how far that is. Everything is in memory; the picture that was chosen is not
 * sent, its new pixels are.
 *
 * @param form `<form data-portal-upload>` or `<form data-portal-face>` with one `<input type="file">`, an editor's template
 * and a `[data-sending-state]`; `data-parts` and `data-most` where it may go in parts
 */
export function enhanceUpload(form: HTMLFormElement): void {
  const input = need<HTMLInputElement>(form, 'input[type="file"]');
  const template = need<HTMLTemplateElement>(form, 'template[data-portal-editor]');
  const hints = need(form, '[data-hints]');
  const said = uploadSaid(need(form, '[data-sending-state]'));
  const face = 'portalFace' in form.dataset;
  const most = Number(form.dataset.most ?? Number.POSITIVE_INFINITY);
  let editor: HTMLElement | undefined;
  let editing: Editing | undefined;
  /** A PDF that goes as it is. */
  let plain: File | undefined;
  let parcel: Parcel | undefined;
  let sending: Sending | undefined;
  let busy = false;

  const stop = () => {
    sending?.stop();
    sending = undefined;
    parcel = undefined;
  };
  const close = () => {
    editing?.end();
    editing = undefined;
    plain = undefined;
    editor?.remove();
    editor = undefined;
    hints.replaceChildren();
  };
  const tell = (key: string) => {
    if (editor) need(editor, '[data-said]').textContent = editor.dataset[key] ?? '';
  };
  const choose = async () => {
    stop();
    close();
    said.say('');
    const [file] = input.files ?? [];
    if (!file) return;
    const fragment = template.content.cloneNode(true);
    if (!(fragment instanceof DocumentFragment)) return;
    editor = need<HTMLElement>(fragment, '[data-editor]');
    const opened = await openPicture(file);
    hints.after(editor);
    if (opened.kind !== 'picture') {
      editor.setAttribute('data-editor', 'none');
      if (file.size > most) return said.say('tooBig');
      if (opened.kind === 'pdf' && !face) {
        plain = file;
        mended(form);
      }
      return tell(face && opened.kind === 'pdf' ? 'unreadable' : opened.kind);
    }
    const look = face ? faceHints : qualityHints;
    showHints(hints, need(fragment, 'ul'), look(greyOf(opened.canvas), opened.shortEdge));
    editing = face ? faceEditing(editor, opened.canvas) : paperEditing(editor, opened.canvas);
    tell('ready');
    mended(form);
  };
  /** What goes; the same parcel as before where the same picture goes again, so that it goes on where it stopped. */
  const packed = async (): Promise<Parcel> => {
    const bytes = editing ? await asJpeg(editing.result()) : (plain ?? new Blob());
    const same = parcel !== undefined && (await alike(parcel.bytes, bytes));
    parcel = same && parcel ? parcel : await parcelOf(bytes, form);
    return parcel;
  };
  const send = async (submitter: HTMLElement | null) => {
    if (busy) return sending?.hurry();
    busy = true;
    const going = await packed();
    const small = () => {
      const body = new FormData(form, submitter);
      body.delete(input.name);
      return body;
    };
    const whole = () => {
      const body = small();
      // A phone's name for a picture says when it was taken.
      body.set(input.name, going.bytes, plain ? 'paper.pdf' : 'picture.jpg');
      return body;
    };
    document.querySelector('[data-part-waits]')?.remove();
    said.begin();
    editor?.toggleAttribute('inert', true);
    if ('parts' in form.dataset) sending = sendInParts(form, going, { whole, small, told: said });
    const sent = await (sending?.sent ?? sendForm(form, whole(), { progress: said.through }));
    busy = false;
    sending = undefined;
    editor?.toggleAttribute('inert', false);
    said.end();
    answer(sent);
  };
  const answer = (sent: Sent) => {
    if (sent.ok === 'stopped') return;
    if (sent.ok === 'lost') return said.say(sent.ok);
    parcel = undefined;
    close();
    if (sent.ok) return location.assign(sent.address);
    showAnswer(sent.page);
    enhanceAll();
  };
  for (const only of document.querySelectorAll<HTMLElement>('[data-part-waits] [data-with-scripts]'))
    only.hidden = false;
  pickByButton(input);
  input.addEventListener('change', () => void choose());
  need(form, '[data-stop]').addEventListener('click', () => {
    stop();
    said.say('stopped');
  });
  form.addEventListener('submit', (event) => {
    const [file] = input.files ?? [];
    const goes = editing ?? plain;
    // What no editor could open goes as it is, by the browser itself; what is too large would go for nothing.
    if (!goes && !(file && file.size > most)) return;
    event.preventDefault();
    if (goes && !editing?.unfinished()) void send(event.submitter);
  });
  // A page that is left keeps no picture for the way back. What the service has waits its ten minutes: a reload on a bad line
  // is no wish to begin anew.
  window.addEventListener('pagehide', () => {
    sending?.pause();
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

async function alike(one: Blob, other: Blob): Promise<boolean> {
  if (one.size !== other.size) return false;
  const [a, b] = await Promise.all(
    [one, other].map(async (blob) => new Uint8Array(await blob.arrayBuffer())),
  );
  return a?.every((byte, place) => byte === b?.[place]) ?? false;
}
