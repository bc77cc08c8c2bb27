// In an embed page: tells the page around it how high it is, to WordPress, to AMP, and to timeline-embed.js, whenever that changes.
(() => {
  const host = window.parent;
  if (host === window) return;
  const secret = (/secret=(\w+)/.exec(location.hash) || [])[1];
  const say = (message) => host.postMessage(message, "*"); // a height is no secret, and who embeds is not known
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (secret) say({ message: "height", value: height, secret });
    say({ sentinel: "amp", type: "embed-size", height });
    say({ type: "timeline-embed", height });
  };
  tell(); // at once: a browser wakes the observer of a frame that is out of sight only when it comes into it
  new ResizeObserver(tell).observe(document.body);
  addEventListener("message", (event) => event.source === host && tell());
  // WordPress's sandbox lets no link out; its page follows those to this host, so a source is reached through its entry on our page.
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!secret || !link) return;
    event.preventDefault();
    say({ message: "link", value: (link.host === location.host ? link : link.closest("li").querySelector("a")).href, secret });
  });
})();
