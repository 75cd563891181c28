export const REVIEW_SCRIPT = '/assets/review.js';
export const REVIEW_STYLE = '/assets/review.css';

/** What the review pages load besides the frame: `link` and `script` may stand in the body. */
export function ReviewScript() {
  return (
    <>
      <link rel="stylesheet" href={REVIEW_STYLE} />
      <script type="module" src={REVIEW_SCRIPT} />
    </>
  );
}
