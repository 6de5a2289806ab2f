/** XML text from names, attributes and children that are XML already. */

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An attribute that is undefined is left out. */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  let text = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) text += ` ${key}="${escaped(String(value))}"`;
  }
  return children.length === 0 ? `${text}/>` : `${text}>${children.join("")}</${name}>`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
