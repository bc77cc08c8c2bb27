// Loads the page again when the server has made another one. It is added by `timeline serve` alone and never published.
(() => {
  const own = document.currentScript.dataset.version;
  let events;
  const listen = () => {
    events = new EventSource("/.timeline/events");
    events.onmessage = (message) => {
      if (message.data !== own) {
        events.close();
        location.reload();
      }
    };
  };
  addEventListener("pagehide", () => events.close()); // a browser has six connections to a host, for all its pages
  addEventListener("pageshow", (event) => event.persisted && listen());
  listen();
})();
