/** Brings the picture library when the first picture comes: twenty megabytes that a program without pictures to make does without. */
import type sharp from 'sharp';

/** Asked again, it answers the same. */
export async function openSharp(): Promise<typeof sharp> {
  const { default: library } = await import('sharp');
  // Every picture is met once: what the library keeps for the next meeting would only be memory.
  library.cache(false);
  // The sizes of a picture are made side by side already; more threads each would only hold more memory.
  library.concurrency(1);
  return library;
}
