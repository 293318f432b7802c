// Files and codes that leave the page, and the scenario file that comes in.
import { lang } from "./words.js";

export function download(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

export function text(content, name) { download(new Blob([content], { type: "application/toml;charset=utf-8" }), name); }

// True where the text is on the clipboard; a browser that has none, or refuses, gets the old way.
export async function copy(content) {
  try {
    await navigator.clipboard.writeText(content);
    return true;
  } catch (fault) {
    const area = document.createElement("textarea");
    area.value = content;
    area.className = "hidden";
    area.lang = lang();
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
