/**
 * What a node is, whatever its page has made of it.
 *
 * A form hides its own properties behind its fields: where a page has `<input name="parentNode">`, the form's `parentNode` is that
 * field, for a content script too, and a way up the page would never end. The browser's own getters tell the truth of a form too. They
 * are also a hundred times as fast in Firefox, where each name of the page's that a content script speaks, `Node` or `Element`, takes
 * microseconds.
 */

/** The browser's own getter of a property. */
const getter = (from: object, name: string) => Object.getOwnPropertyDescriptor(from, name)?.get as () => unknown;

const nodeType = getter(Node.prototype, "nodeType") as () => number;
const localName = getter(Element.prototype, "localName") as () => string;

const ELEMENT = 1;
const TEXT = 3;
const CDATA = 4;
const FRAGMENT = 11;

export const isElement = (node: Node): node is Element => nodeType.call(node) === ELEMENT;

export function isText(node: Node): node is Text {
  const type = nodeType.call(node);
  return type === TEXT || type === CDATA;
}

/** Of what is around or above a node in a document, only a shadow root is a fragment. */
export const isShadowRoot = (node: Node): node is ShadowRoot => nodeType.call(node) === FRAGMENT && (node as Partial<ShadowRoot>).host !== undefined;

/** The node as it is to be looked at: a form by its own properties, any other node as it is. What the browser is given is the node itself. */
export function unmasked<N extends Node>(node: N): N {
  if (nodeType.call(node) !== ELEMENT || localName.call(node) !== "form" || !(node instanceof HTMLFormElement)) return node;
  return new Proxy(node, {
    get(form, name) {
      const value: unknown = Reflect.get(HTMLElement.prototype, name, form);
      return typeof value === "function" ? (value.bind(form) as unknown) : value;
    },
  });
}
