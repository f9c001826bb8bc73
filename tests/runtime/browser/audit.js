// Looks a page over for what can be measured. Gives what can be read, and what is wrong.
(() => {
  const problems = [];
  const root = document.documentElement;
  // On its way to another page.
  if (document.readyState !== "complete") return { text: "", problems };

  const name = (element) => {
    const id = element.id ? `#${element.id}` : "";
    const text = element.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${element.localName}${id}>${text ? ` "${text}"` : ""}`;
  };

  // Structure

  if (!root.lang) problems.push("the page does not say its language");
  if (!document.title.trim()) problems.push("the page has no title");
  if (!document.querySelector('meta[name="viewport"]')) problems.push("the page has no viewport");
  const count = (selector) => document.querySelectorAll(selector).length;
  if (count("h1") !== 1) problems.push(`${count("h1")} headings of the first level`);
  if (count("main") !== 1) problems.push(`${count("main")} main parts`);
  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const own = Number(heading.localName[1]);
    if (own > level + 1) problems.push(`${name(heading)} leaves out a level of headings`);
    level = own;
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) {
    problems.push(`the id ${id} is there several times`);
  }

  // Size

  // A phone shows a page that is too wide from further away: its window grows, the width that it was laid out for does not.
  const width = root.clientWidth;
  if (root.scrollWidth > width) {
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > width + 1,
    );
    problems.push(`wider than the window by ${root.scrollWidth - width} pixels: ${wide.slice(0, 3).map(name).join(", ")}`);
  }
  const isShown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  for (const control of document.querySelectorAll("button, input:not([type=hidden]), select, textarea")) {
    const box = control.getBoundingClientRect();
    if (isShown(control) && (box.width < 24 || box.height < 24)) problems.push(`${name(control)} is too small to hit`);
  }

  // Contrast, as WCAG 2 computes it

  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (top, bottom) => [0, 1, 2].map((part) => top[part] * top[3] + bottom[part] * (1 - top[3]));
  const canvasColor = () => (matchMedia("(prefers-color-scheme: dark)").matches && darkCanvas ? [18, 18, 18] : [255, 255, 255]);
  const darkCanvas = /dark/.test(
    getComputedStyle(root).colorScheme + (document.querySelector('meta[name="color-scheme"]')?.content ?? ""),
  );
  const background = (element) => {
    if (!element) return canvasColor();
    const own = rgba(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own.slice(0, 3) : over(own, background(element.parentElement));
  };
  const luminance = (color) => {
    const [red, green, blue] = color.map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const check = (element, color, behind, least, what) => {
    const found = contrast(over(rgba(color), behind), behind);
    if (found < least) problems.push(`${what} of ${name(element)}: contrast ${found.toFixed(2)}, at least ${least} is needed`);
  };

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || seen.has(element) || !isShown(element)) continue;
    if (element.closest("script, style, template, noscript, [disabled]")) continue;
    seen.add(element);
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    check(element, style.color, background(element), isLarge ? 3 : 4.5, "text");
  }
  for (const control of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const style = getComputedStyle(control);
    if (!isShown(control) || style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) === 0) continue;
    check(control, style.borderTopColor, background(control.parentElement), 3, "border");
  }

  return { text: document.body.innerText, problems };
})();
