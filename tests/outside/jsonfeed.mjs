// Reads a JSON Feed from standard input with feedsmith, and prints what it understood.
import { readFileSync } from "node:fs";
import { parseJsonFeed } from "feedsmith";

process.stdout.write(JSON.stringify(parseJsonFeed(readFileSync(0, "utf-8"))));
