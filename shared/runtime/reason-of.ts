/** What a failed call of the system means, in words that follow a sentence. */

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'it does not exist',
    EACCES: 'no permission',
    EPERM: 'no permission',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is no folder',
    ENOSPC: 'the disk is full',
    EROFS: 'the file system is read-only',
    EMFILE: 'too many files are open',
    EEXIST: 'it exists already',
    ELOOP: 'its links lead in a circle',
    EFBIG: 'a file may not be that large',
  };
  return known[code] ?? firstLine(error.message);
}

/** Without the full stop. */
export function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/[.:]$/, '');
}
