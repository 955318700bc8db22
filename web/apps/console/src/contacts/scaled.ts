// What the display has room for, and what the station takes of it.
const side = 160; // pixels
const max_bytes = 8 * 1024;

// The middle of a picture as a small JPEG; throws where the browser cannot read it.
export async function scaled(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser draws nothing");
  const part = Math.min(picture.width, picture.height);
  const [x, y] = [(picture.width - part) / 2, (picture.height - part) / 2];
  context.fillStyle = "white"; // behind what a PNG leaves out
  context.fillRect(0, 0, side, side);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, x, y, part, part, 0, 0, side, side);
  picture.close();
  let quality = 0.85;
  let jpeg = await jpeg_of(canvas, quality);
  while (jpeg.size > max_bytes && quality > 0.1) jpeg = await jpeg_of(canvas, (quality -= 0.1));
  return jpeg;
}

function jpeg_of(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (jpeg) => (jpeg ? resolve(jpeg) : reject(new Error("this browser makes no JPEG"))),
      "image/jpeg",
      quality,
    ),
  );
}
