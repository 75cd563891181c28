/** Every picture that the form is about, opened at once: the touch of the passkey is fresh when the page has just come. */
export async function fetchPages(form: HTMLFormElement): Promise<Blob[]> {
  const { redact = '', of = '' } = form.dataset;
  const token = form.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '';
  const answer = await fetch(redact, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({ _csrf: token, of }),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  const { pages }: { pages: string[] } = await answer.json();
  return pages.map((page) => new Blob([Uint8Array.from(atob(page), (one) => one.charCodeAt(0))]));
}

/** On a canvas there is no address that somebody could save or ask for again. */
export async function paint(stage: HTMLElement, picture: Blob | undefined): Promise<void> {
  const canvas = stage.querySelector('canvas');
  const pen = canvas?.getContext('2d');
  if (!canvas || !pen || !picture) return;
  const bitmap = await createImageBitmap(picture);
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  pen.drawImage(bitmap, 0, 0);
  bitmap.close();
  stage.hidden = false;
  stage.dataset.painted = 'yes';
}
