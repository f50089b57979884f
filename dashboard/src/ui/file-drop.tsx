/** A place to drop files on, which also opens the file picker: by mouse, finger or keyboard alike. Knows nothing of what the files are. */

import { Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { DropZone, FileTrigger, isFileDropItem } from 'react-aria-components';
import { Button } from './button.tsx';

/** The type of what is dragged within a page: never a file. */
export const OWN_DRAG = 'application/x-parley-item';

interface FileDropProps {
  /** What happens here: `Drop pictures here`. */
  readonly title: string;
  readonly hint?: ReactNode;
  /** The word on the button. */
  readonly choose: string;
  readonly accept: readonly string[];
  readonly many?: boolean;
  readonly disabled?: boolean;
  readonly compact?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

export function FileDrop({ title, hint, choose, accept, many = false, disabled = false, compact = false, onFiles }: FileDropProps) {
  return (
    <DropZone
      aria-label={title}
      isDisabled={disabled}
      // Some systems name no type for a CSV: whoever reads the file judges it.
      getDropOperation={(types) => (types.has(OWN_DRAG) ? 'cancel' : 'copy')}
      onDrop={(event) => {
        const dropped = event.items.filter(isFileDropItem);
        void Promise.all(dropped.map((item) => item.getFile())).then((files) => onFiles(many ? files : files.slice(0, 1)));
      }}
      className={({ isDropTarget }) =>
        `flex flex-col items-center justify-center gap-2 rounded-xl border-2 border-dashed text-center ${compact ? 'px-3 py-4' : 'px-6 py-10'} ${isDropTarget ? 'border-leaf bg-leaf-soft' : 'border-line bg-sunken/50'}`
      }
    >
      <Upload size={compact ? 18 : 24} aria-hidden="true" className="text-ink-2" />
      <p className={compact ? 'text-sm' : 'text-lg font-semibold'}>{title}</p>
      {hint && <div className="max-w-md text-sm text-ink-2">{hint}</div>}
      <FileTrigger
        acceptedFileTypes={[...accept]}
        allowsMultiple={many}
        onSelect={(list) => {
          if (list && list.length > 0) onFiles([...list]);
        }}
      >
        <Button size={compact ? 'sm' : 'md'} variant="secondary" isDisabled={disabled}>
          {choose}
        </Button>
      </FileTrigger>
    </DropZone>
  );
}
