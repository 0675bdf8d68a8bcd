/**
 * A form hides its own properties behind its fields: where a page has `<input name="parentNode">`, the form's `parentNode` is that
 * field, for a content script too, and a way up the page would never end.
 */

/** The node as it is to be looked at: a form by its own properties, any other node as it is. What the browser is given is the node itself. */
export function unmasked<N extends Node>(node: N): N {
  if (!(node instanceof HTMLFormElement)) return node;
  return new Proxy(node, {
    get(form, name) {
      const value: unknown = Reflect.get(HTMLElement.prototype, name, form);
      return typeof value === "function" ? (value.bind(form) as unknown) : value;
    },
  });
}
