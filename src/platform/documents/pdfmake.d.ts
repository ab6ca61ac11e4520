/** The part of pdfmake's server interface that is used here; the package ships no types. */
declare module 'pdfmake' {
  type FontFaces = { normal: string; bold: string; italics: string; bolditalics: string };
  type Pdfmake = {
    virtualfs: { writeFileSync(name: string, content: Uint8Array): void };
    setFonts(fonts: Record<string, FontFaces>): void;
    setLocalAccessPolicy(allows: (path: string) => boolean): void;
    setUrlAccessPolicy(allows: (url: string) => boolean): void;
    createPdf(definition: object): { getBuffer(): Promise<Uint8Array> };
  };
  const pdfmake: Pdfmake;
  export default pdfmake;
}
