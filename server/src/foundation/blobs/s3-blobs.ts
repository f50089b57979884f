/** Blobs in an S3-compatible bucket. The bucket must exist; nothing in it is ever listed. */

import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Blobs, checkedKey } from './blobs.ts';

export interface S3Options {
  /** Origin of the store; absent: Amazon's own. */
  readonly endpoint: string | undefined;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const UNKNOWN_TYPE = 'application/octet-stream';

export function createS3Blobs(options: S3Options): Blobs & { close(): void } {
  const client = new S3Client({
    region: options.region,
    credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
    // Stores other than Amazon's know neither bucket names in the host nor the newer checksums.
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint, forcePathStyle: true }),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const at = (key: string) => ({ Bucket: options.bucket, Key: checkedKey(key) });
  return {
    async put(key, bytes, mimeType) {
      await client.send(new PutObjectCommand({ ...at(key), Body: bytes, ContentLength: bytes.byteLength, ContentType: mimeType }));
    },
    async get(key) {
      const found = await unlessMissing(client.send(new GetObjectCommand(at(key))));
      if (found?.Body === undefined) return undefined;
      return { bytes: Buffer.from(await found.Body.transformToByteArray()), mimeType: found.ContentType ?? UNKNOWN_TYPE };
    },
    async stream(key) {
      const found = await unlessMissing(client.send(new GetObjectCommand(at(key))));
      if (!(found?.Body instanceof Readable)) return undefined;
      return { stream: found.Body, size: found.ContentLength ?? 0, mimeType: found.ContentType ?? UNKNOWN_TYPE };
    },
    async has(key) {
      return (await unlessMissing(client.send(new HeadObjectCommand(at(key))))) !== undefined;
    },
    async delete(key) {
      await unlessMissing(client.send(new DeleteObjectCommand(at(key))));
    },
    close: () => client.destroy(),
  };
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound')) return undefined;
    throw error;
  }
}
