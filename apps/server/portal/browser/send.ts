export type Sent =
  | { ok: true; address: string }
  | { ok: false; status: number; page: Document }
  | { ok: 'lost' }
  | { ok: 'stopped' };

/**
 * Sends a form as the browser itself would, with the share that is through in hundredths. `XMLHttpRequest`, because no
 * other way tells how far an upload is.
 */
export function sendForm(
  form: HTMLFormElement,
  body: FormData,
  { progress, stop }: { progress?: (percent: number) => void; stop?: AbortSignal } = {},
): Promise<Sent> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.responseType = 'document';
    request.setRequestHeader('accept', 'text/html');
    request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) progress?.(Math.floor((loaded / total) * 100));
    });
    request.addEventListener('load', () => {
      const { status, responseXML: page } = request;
      if (status < 400) done({ ok: true, address: request.responseURL });
      else if (page) done({ ok: false, status, page });
      else done({ ok: 'lost' });
    });
    for (const lost of ['error', 'timeout', 'abort'] as const)
      request.addEventListener(lost, () => done({ ok: stop?.aborted ? 'stopped' : 'lost' }));
    stop?.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}

/** Shows a page that answered with something to put right, in place of this one, and puts the focus where it says. */
export function showAnswer(page: Document): void {
  const [now, next] = [document.querySelector('main'), page.querySelector('main')];
  if (!now || !next) {
    location.reload();
    return;
  }
  document.title = page.title;
  now.replaceWith(document.adoptNode(next));
  document.querySelector<HTMLElement>('main [autofocus], main')?.focus();
}
