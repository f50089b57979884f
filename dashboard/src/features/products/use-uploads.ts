/** Sends pictures one after another, so that they arrive in the order they were chosen, and tells how far each has come. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { Problem } from '../../api.ts';
import { useReason } from '../../ui/states.tsx';
import { upload } from '../../upload.ts';

interface UploadState {
  readonly key: string;
  readonly name: string;
  readonly part: number;
  readonly failure?: string;
}

export function sendPicture(productId: string, file: File, onProgress?: (part: number) => void): Promise<unknown> {
  const form = new FormData();
  form.append('file', file);
  return upload(`/products/${productId}/images`, form, onProgress ? { onProgress } : {});
}

export function useUploads(productId: string) {
  const client = useQueryClient();
  const otherwise = useReason(new Error());
  const [uploads, setUploads] = useState<readonly UploadState[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const send = useCallback(
    (files: readonly File[]) => {
      for (const file of files) {
        const key = crypto.randomUUID();
        const change = (state: Partial<UploadState>) =>
          setUploads((before) => before.map((each) => (each.key === key ? { ...each, ...state } : each)));
        setUploads((before) => [...before.filter((each) => each.failure === undefined), { key, name: file.name, part: 0 }]);
        const before = queue.current;
        const sendOne = async (): Promise<void> => {
          await before;
          try {
            await sendPicture(productId, file, (part) => change({ part }));
            await client.invalidateQueries({ queryKey: ['products'] });
            setUploads((before) => before.filter((each) => each.key !== key));
          } catch (error) {
            const reason = error instanceof Problem ? (Object.values(error.fields)[0] ?? error.message) : '';
            change({ failure: reason === '' ? otherwise : reason });
          }
        };
        queue.current = sendOne();
      }
    },
    [client, productId, otherwise],
  );
  return { uploads, send };
}
