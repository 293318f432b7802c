// Tile map of the districts in roughly their positions, without boundaries.
import { canvas, colour, el, svg } from "./drawing.js";
import { firmsGain } from "./tables.js";
import { name, say } from "./words.js";

const GAP = 3;

export function tiles(start, result, width, height) {
  const across = 1 + Math.max(...start.districts.map((district) => district.tile[0]));
  const down = 1 + Math.max(...start.districts.map((district) => district.tile[1]));
  const narrow = isNarrow(width);
  const wide = Math.min(150, width / across);
  const high = narrow ? 44 : Math.max(22, height / down);
  const left = (width - wide * across) / 2;
  const picture = canvas(width, high * down, say("districts-label"));
  const most = Math.max(1, ...result.districts.map((row) => row.firms));
  if (!narrow) picture.append(svg("text", { x: left + 2, y: 14, class: "soft" }, say("no-boundary")));
  result.districts.forEach((row) => {
    const district = start.districts.find((other) => other.id === row.id);
    const share = Math.sqrt(Math.min(1, row.firms / most)); // districts differ by two powers of ten
    const [x, y] = [left + wide * district.tile[0], high * district.tile[1]];
    const fill = share > 0.62 ? "#fff" : colour("ink"); // whichever is read better on the tile
    const words = [name(district), Math.round(row.firms) + " " + firmsGain(row.difference)];
    picture.append(svg("rect", { x, y, width: wide - GAP, height: high - GAP, rx: 2, fill: mixed(share) }));
    const write = (text, dx, dy, anchor) => {
      const label = svg("text", { x: x + dx, y: y + dy, "text-anchor": anchor }, text);
      label.style.fill = fill;
      if (narrow) label.style.fontSize = "9.5px";
      picture.append(label);
    };
    if (narrow) words.forEach((text, index) => write(text, (wide - GAP) / 2, 17 + 14 * index, "middle"));
    else {
      write(words[0], 7, (high - GAP) / 2 + 4, "start");
      write(words[1], wide - GAP - 7, (high - GAP) / 2 + 4, "end");
    }
  });
  return picture;
}

function isNarrow(width) { return width < 600; }

export function districtsNote(width) {
  return el("p", { cls: "small", text: (isNarrow(width) ? say("no-boundary") + say("semicolon") : "") + say("districts-note") });
}

function mixed(share) {
  const part = (text, channel) => parseInt(text.slice(1 + 2 * channel, 3 + 2 * channel), 16);
  const [pale, dark] = [colour("pale"), colour("own")];
  return "rgb(" + [0, 1, 2].map((channel) => Math.round(part(pale, channel) + share * (part(dark, channel) - part(pale, channel)))).join(",") + ")";
}
