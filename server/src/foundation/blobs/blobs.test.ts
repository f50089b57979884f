/** Both homes of blobs pass the one suite; S3 against a real server of its kind. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blobsSuite } from './blobs.suite.ts';
import { createDiskBlobs } from './disk-blobs.ts';
import { createS3Blobs } from './s3-blobs.ts';

interface S3Server {
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
}
// It brings no types.
const S3rver = createRequire(import.meta.url)('s3rver') as new (options: object) => S3Server;

const folder = () => mkdtempSync(join(tmpdir(), 'parley-blobs-'));

blobsSuite('disk', async () => {
  const root = folder();
  return { blobs: createDiskBlobs(root), close: async () => rmSync(root, { recursive: true, force: true }) };
});

blobsSuite('S3', async () => {
  const root = folder();
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: root,
    configureBuckets: [{ name: 'files', configs: [] }],
  });
  const { port } = await server.run();
  const blobs = createS3Blobs({
    endpoint: `http://127.0.0.1:${port}`,
    bucket: 'files',
    region: 'us-east-1',
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
  });
  return {
    blobs,
    async close() {
      blobs.close();
      await server.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
});
