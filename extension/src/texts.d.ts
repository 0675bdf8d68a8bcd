/** A style sheet, or a text, imported as text: see build.mjs. */
declare module "*.css" {
  const text: string;
  export default text;
}

declare module "*.txt" {
  const text: string;
  export default text;
}
