export const ZOOMS = [1, 1.5, 2, 3, 4, 6] as const;

/** How a picture lies on its canvas. */
export type Pose = {
  /** 1 fits the width. */
  zoom: (typeof ZOOMS)[number];
  /** Quarter turns, clockwise. */
  turns: number;
};

/** Some browsers draw nothing at all above this. */
const LARGEST = 8192;

/** Draws a picture with `mark` all over it, so that a photograph of the screen says who looked and when. */
export function draw(
  canvas: HTMLCanvasElement,
  picture: ImageBitmap,
  width: number,
  pose: Pose,
  mark: string,
) {
  const lying = pose.turns % 2 === 1;
  const [w, h] = lying ? [picture.height, picture.width] : [picture.width, picture.height];
  const scale = Math.min((width * pose.zoom) / w, LARGEST / Math.max(w, h));
  canvas.width = Math.round(w * scale);
  canvas.height = Math.round(h * scale);
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.save();
  pen.translate(canvas.width / 2, canvas.height / 2);
  pen.rotate((pose.turns * Math.PI) / 2);
  pen.scale(scale, scale);
  pen.drawImage(picture, -picture.width / 2, -picture.height / 2);
  pen.restore();
  watermark(pen, canvas, mark);
}

/** Dark and light strokes at once, so that it shows on any paper; thin enough to read what lies under it. */
function watermark(pen: CanvasRenderingContext2D, { width, height }: HTMLCanvasElement, mark: string): void {
  const size = Math.max(14, Math.round(width / 28));
  pen.save();
  pen.font = `600 ${size}px system-ui, sans-serif`;
  pen.lineWidth = Math.max(1, size / 16);
  pen.translate(width / 2, height / 2);
  pen.rotate(-Math.PI / 7);
  const reach = Math.hypot(width, height);
  const step = pen.measureText(mark).width + size * 3;
  let row = 0;
  for (let y = -reach; y < reach; y += size * 5) {
    row += 1;
    for (let x = -reach - (row % 2) * (step / 2); x < reach; x += step) {
      pen.strokeStyle = 'rgb(255 255 255 / 45%)';
      pen.strokeText(mark, x, y);
      pen.fillStyle = 'rgb(22 35 59 / 28%)';
      pen.fillText(mark, x, y);
    }
  }
  pen.restore();
}

/** A canvas of no size keeps no pixels. */
export function wipe(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
}
