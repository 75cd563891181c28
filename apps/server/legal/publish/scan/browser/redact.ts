import { drawing } from './drawing.ts';
import { fetchPages, paint } from './pages.ts';

const form = document.querySelector<HTMLFormElement>('form[data-redact]');
if (form) void start(form);

/** Paints the pages where the script runs. Without it each opens by its own button, and boxes are typed as numbers. */
async function start(form: HTMLFormElement): Promise<void> {
  const stages = [...document.querySelectorAll<HTMLElement>('[data-stage]')];
  const said = form.querySelector<HTMLElement>('[data-said]');
  const pictures = await fetchPages(form).catch(() => null);
  if (!pictures) {
    if (said) said.textContent = form.dataset.failed ?? '';
    return;
  }
  for (const [at, stage] of stages.entries()) await paint(stage, pictures[at]);
  if (form.querySelector('[data-box]')) drawing(form, stages);
}
