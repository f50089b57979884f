/** Which addresses of an answer become paths of this page's own host, and which stay as they are. */
import { describe, expect, it } from 'vitest';
import { readAnswer } from './own-address.ts';

const read = (answer: unknown) => readAnswer(JSON.stringify(answer));

describe('an answer', () => {
  it('shows our own files under the host the page was opened with', () => {
    expect(
      read({
        image_url: 'http://localhost:3000/files/images/a1/original.jpg?size=160',
        images: [{ id: '1', url: 'https://shop.example.com/files/images/b2' }],
        logo_url: 'https://shop.example.com/files/logos/l/wide.png',
        file: { preview_url: 'http://localhost:3000/files/print/previews/9.jpg?token=x' },
      }),
    ).toEqual({
      image_url: '/files/images/a1/original.jpg?size=160',
      images: [{ id: '1', url: '/files/images/b2' }],
      logo_url: '/files/logos/l/wide.png',
      file: { preview_url: '/files/print/previews/9.jpg?token=x' },
    });
  });

  it('keeps every other address, and words that only mention one', () => {
    const answer = {
      image_url: null,
      shop_url: 'https://shop.example.com/corner',
      tracking_url: 'https://courier.example/t/1',
      text: 'http://localhost:3000/files/images/a1',
      url: 'see http://localhost:3000/files/images/a1',
      label_url: '/files/images/a1',
    };
    expect(read(answer)).toEqual(answer);
  });

  it('that is no JSON is none', () => {
    expect(readAnswer('<html>')).toBeUndefined();
    expect(readAnswer('')).toBeUndefined();
  });
});
