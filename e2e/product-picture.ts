/** A picture for a product of a test: a plain shape on a plain ground, another for each number. */
import sharp from 'sharp';

const grounds = ['#cfe3f1', '#f3d9b1', '#d7ecc9', '#ead4ef', '#f6c9c0', '#e9e2c2'];

export function renderProductPicture(number: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="${700 + number * 60}"><rect width="100%" height="100%" fill="${grounds[number % grounds.length]}"/><circle cx="450" cy="360" r="${180 + number * 12}" fill="#5b3a29"/></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
