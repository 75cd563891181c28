import { malformed, uploadFault } from './errors.ts';
import { LIMITS } from './limits.ts';

/** What a form brought: its small fields, and the bytes of its one file: none for an empty one, null when none was chosen. */
export type UploadedForm = { fields: Readonly<Record<string, string>>; file: Buffer | null };

export type FormReader = {
  /** @throws Fault `upload-too-big`, `request-malformed`, or what `beforeFile` throws */
  push(chunk: Uint8Array): void;
  /** @throws Fault `request-malformed` when the form was cut short */
  end(): UploadedForm;
  /** Zeroes everything read so far. */
  forget(): void;
};

const FIELDS = 32;
const FIELD_BYTES = 8 * 1024;
const HEADER_BYTES = 8 * 1024;
/** What may stand around the file. */
const AROUND = 128 * 1024;
const [CRLF, BLANK_LINE] = ['\r\n', '\r\n\r\n'];

/**
 * Reads multipart/form-data (RFC 7578) with at most one file as it comes in, into one buffer that can be zeroed and from
 * which the file is handed out without a copy. The file's own name and type are skipped with the rest of its header.
 *
 * @param contentType as the request names it, with its boundary
 * @param bytesToCome of the whole body where the request says so
 * @param beforeFile is shown the fields that came before the file, before a byte of the file is taken or refused as too many
 * @param most bytes of the file; of one document if not given
 */
export function readForm(
  contentType: string,
  bytesToCome: number | null,
  beforeFile: (fields: Readonly<Record<string, string>>) => void,
  most: number = LIMITS.bytes,
): FormReader {
  const boundary = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s";,]{1,70}))/i.exec(contentType);
  const delimiter = `${CRLF}--${boundary?.[1] ?? boundary?.[2]}`;
  if (boundary === null) throw malformed();
  const capacity = most + AROUND;
  const tooMuch = bytesToCome !== null && bytesToCome > capacity;
  // Memory that is not written to is not there yet: a false announcement costs nothing.
  const buffer = Buffer.allocUnsafeSlow(CRLF.length + Math.min(bytesToCome ?? capacity, capacity));
  // The first delimiter has no line before it to end.
  let length = buffer.write(CRLF);
  let at = 0;
  let searched = 0;
  let part: (Disposition & { from: number }) | null = null;
  let ended = false;
  const fields = new Map<string, string>();
  let file: Buffer | null = null;
  let files = 0;

  /** Takes the next thing that is there in full; false when more has to come. */
  function step(): boolean {
    if (part !== null) return takeContent(part);
    const head = at + delimiter.length;
    if (length < head + 2) return false;
    if (buffer.toString('latin1', at, head) !== delimiter) throw malformed();
    const next = buffer.toString('latin1', head, head + 2);
    if (next === '--') ended = true;
    else if (next !== CRLF) throw malformed();
    return !ended && takeHeader(head);
  }
  function takeHeader(head: number): boolean {
    const end = buffer.subarray(0, length).indexOf(BLANK_LINE, head);
    if ((end === -1 ? length : end) - head > HEADER_BYTES) throw malformed();
    if (end === -1) return false;
    part = { ...disposition(buffer.toString('utf8', head, end)), from: end + BLANK_LINE.length };
    searched = part.from;
    if (part.isFile) {
      files += 1;
      if (files > 1) throw malformed();
      beforeFile(Object.fromEntries(fields));
      if (tooMuch) throw uploadFault('upload-too-big', { most });
    }
    return true;
  }
  function takeContent({ name, from, isFile, chosen }: Disposition & { from: number }): boolean {
    const end = buffer.subarray(0, length).indexOf(delimiter, searched);
    const size = (end === -1 ? length - delimiter.length : end) - from;
    if (isFile && size > most) throw uploadFault('upload-too-big', { most });
    if (!isFile && size > FIELD_BYTES) throw malformed();
    if (end === -1) {
      searched = Math.max(from, length - delimiter.length);
      return false;
    }
    if (isFile) file = chosen || size > 0 ? buffer.subarray(from, end) : null;
    else {
      if (fields.has(name) || fields.size === FIELDS) throw malformed();
      fields.set(name, buffer.toString('utf8', from, end));
    }
    part = null;
    at = end;
    return true;
  }

  return {
    push(chunk) {
      if (ended) return;
      if (length + chunk.byteLength > buffer.length) throw uploadFault('upload-too-big', { most });
      buffer.set(chunk, length);
      length += chunk.byteLength;
      while (step());
    },
    end() {
      if (!ended) throw malformed();
      return { fields: Object.fromEntries(fields), file };
    },
    forget: () => void buffer.fill(0, 0, length),
  };
}

type Disposition = {
  name: string;
  isFile: boolean;
  /** A browser that has no file to send names it by nothing. */
  chosen: boolean;
};

/** A part's name, and whether it is a file: the one parameter that says so is looked for, and what it says is not kept. */
function disposition(header: string): Disposition {
  const line = header.split(CRLF).find((one) => /^content-disposition:/i.test(one));
  const name = /^content-disposition:\s*form-data;\s*name="([\w-]{1,64})"/i.exec(line ?? '')?.[1];
  if (name === undefined || line === undefined) throw malformed();
  return {
    name,
    isFile: /;\s*filename\*?=/i.test(line),
    chosen: !/;\s*filename=""/i.test(line),
  };
}
