import { MARKER } from './marker.ts';

export type PdfParts = {
  pages?: number;
  /** Put into the catalogue, into each page, and into the trailer. */
  catalogue?: string;
  page?: string;
  trailer?: string;
  box?: string;
  content?: string;
  /** Objects that follow the pages, from number `firstExtra`. */
  extra?: readonly string[];
};

/** Number of the first of `extra`'s objects in a PDF of one page. */
export const FIRST_EXTRA = 6;

/** A PDF with a black rectangle and a line of text on each page. */
export function pdf(parts: PdfParts = {}): Buffer {
  const { pages = 1, catalogue = '', page = '', trailer = '', box = '0 0 612 792', extra = [] } = parts;
  const content = parts.content ?? '72 72 100 100 re f BT /F1 24 Tf 72 700 Td (A paper) Tj ET';
  const numbers = Array.from({ length: pages }, (_, n) => 5 + n);
  const objects = [
    `<</Type/Catalog/Pages 2 0 R${catalogue}>>`,
    `<</Type/Pages/Kids[${numbers.map((n) => `${n} 0 R`).join(' ')}]/Count ${pages}>>`,
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...numbers.map(
      () =>
        `<</Type/Page/Parent 2 0 R/MediaBox[${box}]/Resources<</Font<</F1 4 0 R>>>>/Contents 3 0 R${page}>>`,
    ),
    ...extra,
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, n) => {
    const at = text.length;
    text += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  const end = `trailer<</Size ${count}/Root 1 0 R${trailer}>>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 ${count}\n0000000000 65535 f \n${table}${end}`, 'latin1');
}

const script = (trigger: string) => `<</S/JavaScript/JS(app.alert("${MARKER}${trigger}"))>>`;
const file = `<</Type/EmbeddedFile/Length ${MARKER.length}>>stream\n${MARKER}\nendstream`;

/** PDFs that would do something, or carry something, beside being looked at. */
export const dirtyPdfs: Readonly<Record<string, Buffer>> = {
  'PDF: a script on opening': pdf({ catalogue: `/OpenAction${script('open')}` }),
  'PDF: named scripts': pdf({ catalogue: `/Names<</JavaScript<</Names[(a)${script('named')}]>>>>` }),
  'PDF: a script for each event of the document': pdf({
    catalogue: `/AA<</WC${script('wc')}/WS${script('ws')}/DS${script('ds')}/WP${script('wp')}/DP${script('dp')}>>`,
  }),
  'PDF: a script when a page opens': pdf({ page: `/AA<</O${script('o')}/C${script('c')}>>` }),
  'PDF: a program to launch': pdf({ catalogue: `/OpenAction<</S/Launch/F(/bin/touch ${MARKER})>>` }),
  'PDF: an address to open': pdf({ catalogue: `/OpenAction<</S/URI/URI(https://example.org/${MARKER})>>` }),
  'PDF: a form that sends itself': pdf({
    catalogue: `/OpenAction<</S/SubmitForm/F(https://example.org/${MARKER})>>`,
  }),
  'PDF: another file to go to': pdf({ catalogue: `/OpenAction<</S/GoToR/F(/etc/passwd)/D[0/${MARKER}]>>` }),
  'PDF: an embedded file': pdf({
    catalogue: `/Names<</EmbeddedFiles<</Names[(${MARKER})<</Type/Filespec/F(${MARKER}.exe)/EF<</F ${FIRST_EXTRA} 0 R>>>>]>>>>`,
    extra: [file],
  }),
  'PDF: an attachment on a page': pdf({
    page: `/Annots[<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/Contents(${MARKER})/FS<</Type/Filespec/F(a)/EF<</F ${FIRST_EXTRA} 0 R>>>>>>]`,
    extra: [file],
  }),
  'PDF: a form of XML': pdf({
    catalogue: `/AcroForm<</XFA ${FIRST_EXTRA} 0 R/Fields[]>>`,
    extra: [`<</Length ${MARKER.length}>>stream\n${MARKER}\nendstream`],
  }),
  'PDF: who wrote it, and with what': pdf({ trailer: `/Info<</Author(${MARKER})/Producer(${MARKER})>>` }),
  'PDF: HTML behind its end': Buffer.concat([pdf(), Buffer.from(`<script>${MARKER}</script>`)]),
};

/** A PDF that asks for a password: nobody's proof of one fits. */
export const lockedPdf = pdf({
  trailer: `/ID[<00><00>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O(${'o'.repeat(32)})/U(${'u'.repeat(32)})>>`,
});
