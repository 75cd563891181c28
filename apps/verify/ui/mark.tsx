/** The three verdicts' signs differ in shape, so that no verdict hangs on its colour. Drawn in a 48×48 box. */
const signs = {
  valid: 'M14 25.5l7 7 14-16',
  'not-valid': 'M16 16l16 16M32 16L16 32',
  undetermined: 'M18.5 19.5a5.5 5.5 0 1 1 8.6 4.6c-2 1.4-3.1 2.4-3.1 5M24 34.2v.4',
} as const;

export function VerdictSign({ verdict }: { verdict: keyof typeof signs }) {
  const outline =
    verdict === 'valid' ? (
      <circle cx="24" cy="24" r="22" />
    ) : verdict === 'not-valid' ? (
      <path d="M15 2h18l13 13v18L33 46H15L2 33V15z" />
    ) : (
      <path d="M24 2l22 22-22 22L2 24z" />
    );
  return (
    <svg class="sign" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <g class="sign-ground">{outline}</g>
      <path class="sign-line" d={signs[verdict]} />
    </svg>
  );
}
