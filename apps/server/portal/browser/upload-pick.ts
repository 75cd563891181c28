/**
 * Puts a button of our own before a file field and takes the field out of sight: programs that act on what is spoken can
 * press a button, but not the part of the browser's own control that opens the files (UP-05). The button takes over the
 * field's id, so that its label and a fault's link lead to it.
 *
 * @param input has `data-pick`, the button's words; without them it stays as it is
 */
export function pickByButton(input: HTMLInputElement): void {
  const words = input.dataset.pick;
  const label = input.labels?.[0];
  if (!words || !label) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'quiet pick';
  button.textContent = words;
  button.id = input.id;
  label.id = `${input.id}-label`;
  button.setAttribute('aria-labelledby', `${label.id} ${button.id}`);
  const described = input.getAttribute('aria-describedby');
  if (described) button.setAttribute('aria-describedby', described);
  input.id = `${input.id}-field`;
  input.hidden = true;
  input.before(button);
  button.addEventListener('click', () => input.click());
}
