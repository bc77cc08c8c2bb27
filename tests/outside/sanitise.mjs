// Reads HTML from standard input and prints what sanitisers of npm leave of it, as they are without any settings.
import { readFileSync } from "node:fs";
import sanitizeHtml from "sanitize-html";
import createDOMPurify from "dompurify";
import { JSDOM } from "jsdom";

const html = readFileSync(0, "utf-8");
process.stdout.write(
  JSON.stringify({ "sanitize-html": sanitizeHtml(html), DOMPurify: createDOMPurify(new JSDOM("").window).sanitize(html) }),
);
