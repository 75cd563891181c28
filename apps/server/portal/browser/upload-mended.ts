/**
 * Takes away what the page says of the picture before, once one was chosen that can go: nobody shall look for a fault that
 * is put right already. The browser's title loses the word for it too.
 *
 * @param form a form whose page came back with `.field-error`, and `.field-ways` where there are some; one without is left
 * as it is
 */
export function mended(form: HTMLFormElement): void {
  const error = form.querySelector('.field-error');
  if (!error) return;
  const told = [...form.querySelectorAll('.field-error, .field-ways')];
  for (const one of form.querySelectorAll('[aria-describedby]')) {
    const ids = (one.getAttribute('aria-describedby') ?? '').split(' ');
    const rest = ids.filter((id) => !told.some((other) => other.id === id));
    if (rest.length > 0) one.setAttribute('aria-describedby', rest.join(' '));
    else one.removeAttribute('aria-describedby');
  }
  form.querySelector('.field-wrong')?.classList.remove('field-wrong');
  const summary = document.querySelector('main [role="alert"]');
  summary
    ?.querySelector(`a[href="#${error.id.replace(/-error$/, '')}"]`)
    ?.closest('li')
    ?.remove();
  for (const one of told) one.remove();
  if (!summary || summary.querySelector('a')) return;
  summary.remove();
  for (const said of (form.dataset.failedTitle ?? '').split('{title}'))
    document.title = document.title.replace(said, '');
}
