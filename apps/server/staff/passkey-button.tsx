import type { Visit } from './frame.tsx';

/** A button that the staff script works: hidden without it, with a line for what went wrong. */
export function PasskeyButton({ visit, work, label }: { visit: Visit; work: string; label: string }) {
  return (
    <div class="passkey">
      <button
        type="button"
        hidden
        data-passkey={work}
        data-refused={visit.request.say('staff.passkey-stopped')}
      >
        {label}
      </button>
      <p role="status" class="field-error" data-passkey-status />
    </div>
  );
}
