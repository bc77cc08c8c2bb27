// In the page that embeds: gives frames of the class timeline-embed their height, and fills <timeline-embed src>.
(() => {
  const name = "timeline-embed";
  const frames = () => document.querySelectorAll(`iframe.${name}`);
  addEventListener("message", ({ data, source }) => {
    if (!data || data.type !== name || !(data.height > 0)) return;
    for (const frame of frames()) {
      if (frame.contentWindow !== source) continue;
      frame.style.height = `${data.height}px`;
      if (frame.show) frame.show();
    }
  });
  // Frames that were there before this script have told their height to nobody: any message makes them say it again.
  for (const frame of frames()) frame.contentWindow.postMessage({ type: name }, "*");

  // The element's own list stays until its frame has said a height: where frames are blocked, it is what readers get.
  const fill = (element) => {
    if (element.querySelector(`iframe.${name}`)) return;
    const frame = document.createElement("iframe");
    frame.className = name;
    frame.title = element.title;
    frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
    frame.src = element.getAttribute("src");
    element.style.display = "block";
    element.style.position = "relative";
    frame.style.cssText = "display:block;width:100%;border:0;position:absolute;top:0;visibility:hidden";
    frame.show = () => {
      frame.show = null;
      for (const child of [...element.childNodes]) if (child !== frame) child.remove();
      frame.style.position = frame.style.visibility = "";
    };
    element.append(frame);
  };
  customElements.define(name, class extends HTMLElement {
    connectedCallback() {
      if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => fill(this), { once: true });
      else fill(this);
    }
  });
})();
