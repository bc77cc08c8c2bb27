// The search: the index is a script of its own, loaded on first use. Without this file the page is whole; there is no search then.
(() => {
  const form = document.querySelector(".search");
  const [input, said, list] = [form.querySelector("input"), form.querySelector("[role=status]"), form.querySelector("ol")];
  const { index, here, found } = form.dataset;
  const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const most = 50;
  let pages, rows, asked;

  // An old address names an entry that has moved to another page: its own page always knows the way.
  const lost = () => {
    const id = location.hash.slice(1);
    if (/^[0-9a-f]{12}$/.test(id) && !document.getElementById(id)) location.replace(`${here}event/${id}.html`);
  };

  const load = () => {
    if (asked) return;
    asked = document.createElement("script");
    asked.src = index;
    document.head.append(asked);
  };

  const line = ([id, page, date, headline]) => {
    const [item, link, day] = ["li", "a", "b"].map(name => document.createElement(name));
    link.href = document.getElementById(id) ? `#${id}` : `${here}${pages[page]}#${id}`;
    day.textContent = date;
    link.append(day, " ", headline);
    item.append(link);
    return item;
  };

  const search = () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    if (!words.length || !rows) {
      list.replaceChildren();
      said.textContent = "";
      return;
    }
    const hits = rows.filter(row => words.every(word => row.text.includes(word)));
    list.replaceChildren(...hits.slice(0, most).map(row => line(row.shown)));
    said.textContent = found.replace("{n}", hits.length);
  };

  window.timelineIndex = table => {
    pages = table.pages;
    rows = table.rows.map(shown => ({ shown, text: plain(`${shown[2]} ${shown[3]} ${shown[4]}`) }));
    search();
  };
  input.addEventListener("focus", load);
  input.addEventListener("input", () => { load(); search(); });
  form.addEventListener("submit", event => event.preventDefault());
  addEventListener("hashchange", lost);
  lost();
})();
