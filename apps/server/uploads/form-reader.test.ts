import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import { readForm } from './form-reader.ts';
import { LIMITS } from './limits.ts';

type Encoded = { type: string; body: Buffer };

/** A form as the platform's own encoder writes it. */
async function encode(form: FormData): Promise<Encoded> {
  const response = new Response(form);
  const body = Buffer.from(await response.arrayBuffer());
  return { type: response.headers.get('content-type') ?? '', body };
}

const raw = (body: string): Encoded => ({
  type: 'multipart/form-data; boundary=XX',
  body: Buffer.from(body.replaceAll('\n', '\r\n'), 'latin1'),
});

function read({ type, body }: Encoded, cuts: readonly number[] = [], announce = true) {
  const seen: Record<string, string>[] = [];
  const reader = readForm(type, announce ? body.length : null, (fields) => void seen.push({ ...fields }));
  const places = [...new Set(cuts.map((cut) => cut % (body.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const to of [...places, body.length]) {
    reader.push(body.subarray(from, to));
    from = to;
  }
  return { ...reader.end(), seen };
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isFault(error)) return error.code;
    throw error;
  }
  return 'taken';
}

/** Bytes that look like the form's own delimiters, cut at any place. */
const bytes = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((some) => Buffer.from(some)),
    fc.constantFrom('\r', '\n', '\r\n', '\r\n--', '--', '\r\n\r\n', '------formdata').map(Buffer.from),
  ),
  { maxLength: 12 },
);

describe('a form with a file', () => {
  test('is read as the platform wrote it, cut into any pieces (property)', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 }).map((value) => value.replace(/[\r\n]/g, ''));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.stringMatching(/^[a-z][\w-]{0,20}$/), text, { maxKeys: 5, noNullPrototype: true }),
        bytes.map((parts) => Buffer.concat(parts)),
        fc.array(fc.nat(4000), { maxLength: 20 }),
        fc.boolean(),
        async (fields, file, cuts, announce) => {
          const form = new FormData();
          for (const [name, value] of Object.entries(fields)) form.set(name, value);
          form.set('file-part', new Blob([Uint8Array.from(file)]), 'MARKERNAME".jpg');
          form.set('after-it', 'x');
          const given = read(await encode(form), cuts, announce);
          assert.deepEqual({ ...given.fields }, { ...fields, 'after-it': 'x' });
          assert.deepEqual(given.file ?? Buffer.alloc(0), file);
          assert.deepEqual(given.seen, [fields]);
        },
      ),
      { seed: 44, numRuns: 300 },
    );
  });

  test('no file chosen is no file', async () => {
    const form = new FormData();
    form.set('a', '1');
    form.set('paper', new Blob([]), '');
    assert.deepEqual(read(await encode(form)).file, null);
  });

  test('UP-02: a file that is empty is not the same as none', async () => {
    const form = new FormData();
    form.set('paper', new Blob([]), 'a.jpg');
    assert.equal(read(await encode(form)).file?.length, 0);
  });

  test('a file of 10 MB is taken, one byte more is refused, announced or not', async () => {
    for (const [size, expected] of [
      [LIMITS.bytes, 'taken'],
      [LIMITS.bytes + 1, 'upload-too-big'],
      [LIMITS.bytes * 2, 'upload-too-big'],
    ] as const) {
      const form = new FormData();
      form.set('paper', new Blob([new Uint8Array(size)]), 'a');
      const encoded = await encode(form);
      const cuts = Array.from({ length: 30 }, (_, n) => n * 777_777);
      for (const announce of [true, false])
        assert.equal(
          refusal(() => read(encoded, cuts, announce)),
          expected,
          `${size} ${announce}`,
        );
    }
  });

  const part = (rest: string) => `--XX\nContent-Disposition: form-data; ${rest}`;
  const refused: Readonly<Record<string, Encoded>> = {
    'no boundary': { ...raw('--XX--\n'), type: 'multipart/form-data; boundary=' },
    'a boundary of 71': { ...raw('--XX--\n'), type: `multipart/form-data; boundary=${'b'.repeat(71)}` },
    'a preamble': raw(`hello\n${part('name="a"')}\n\n1\n--XX--\n`),
    'another boundary': raw('--YY\nContent-Disposition: form-data; name="a"\n\n1\n--YY--\n'),
    'no name': raw(`${part('filename="x"')}\n\n1\n--XX--\n`),
    'a name that is no identifier': raw(`${part('name="a b"')}\n\n1\n--XX--\n`),
    'no disposition': raw('--XX\nContent-Type: text/plain\n\n1\n--XX--\n'),
    'the same field twice': raw(`${part('name="a"')}\n\n1\n${part('name="a"')}\n\n2\n--XX--\n`),
    'two files': raw(
      `${part('name="a"; filename="x"')}\n\n1\n${part('name="b"; filename="y"')}\n\n2\n--XX--\n`,
    ),
    'a field of 9 kB': raw(`${part('name="a"')}\n\n${'x'.repeat(9000)}\n--XX--\n`),
    'a header of 9 kB': raw(`${part(`name="a"\nX-Long: ${'x'.repeat(9000)}`)}\n\n1\n--XX--\n`),
    'a header without end': raw(`${part('name="a"')}\n`),
    'content without end': raw(`${part('name="a"; filename="x"')}\n\n1`),
    'a last delimiter cut short': raw(`${part('name="a"')}\n\n1\n--XX`),
    'a delimiter followed by something': raw(`${part('name="a"')}\n\n1\n--XXY\n--XX--\n`),
    nothing: raw(''),
  };
  for (const [name, encoded] of Object.entries(refused))
    test(`refused: ${name}`, () =>
      assert.equal(
        refusal(() => read(encoded)),
        'request-malformed',
      ));

  test('33 fields are refused, 32 are not', () => {
    const form = (n: number) =>
      raw(`${Array.from({ length: n }, (_, i) => part(`name="f${i}"\n\n1\n`)).join('')}--XX--\n`);
    assert.deepEqual(
      [32, 33].map((n) => refusal(() => read(form(n)))),
      ['taken', 'request-malformed'],
    );
  });

  test('a field named as an object’s own workings are is only a field', () => {
    const { fields } = read(raw(`${part('name="__proto__"')}\n\n{}\n--XX--\n`));
    assert.deepEqual(Object.keys(fields), ['__proto__']);
    assert.equal(Object.getPrototypeOf(fields), Object.prototype);
  });

  test('what was read can be zeroed, the file handed out with it', () => {
    const { type, body } = raw(`${part('name="a"; filename="x"')}\n\nMARKER\n--XX--\n`);
    const reader = readForm(type, body.length, () => {});
    reader.push(body);
    const { file } = reader.end();
    assert.equal(file?.toString(), 'MARKER');
    reader.forget();
    assert.deepEqual(file, Buffer.alloc(6));
  });
});
