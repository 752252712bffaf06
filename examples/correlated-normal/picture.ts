// 500 draws by each method: the mean-field family cannot tilt.

import { fit, sample } from "logjoint";
import type { Draws } from "logjoint";
import { colour, drawsOf, figure, type Panel } from "../figure.ts";
import { bind } from "./correlated-normal.model.ts";

export async function picture(): Promise<string> {
  const model = bind({});
  const nuts = await sample(model, { seed: 1 });
  const full = await fit(model, { seed: 1, family: "fullrank", verify: "none" });
  const meanField = await fit(model, { seed: 1, family: "meanfield", verify: "none" });
  return figure(
    [],
    [
      [
        scatter("NUTS", nuts.draws, "nuts"),
        scatter("ADVI, full-rank", full.draws, "fit"),
        scatter("ADVI, mean-field", meanField.draws, "fit"),
      ],
    ],
  );
}

function scatter(title: string, draws: Draws, shade: "nuts" | "fit"): Panel {
  const [first, second] = [drawsOf(draws, "x[1]"), drawsOf(draws, "x[2]")];
  const stride = first.length / 500;
  const points = Array.from({ length: 500 }, (_, i) => ({ x: first[i * stride]!, y: second[i * stride]! }));
  const axis = { domain: [-3.5, 3.5], ticks: 6 };
  const shown = points.filter(({ x, y }) => Math.abs(x) <= 3.5 && Math.abs(y) <= 3.5);
  return {
    title,
    width: 250,
    height: 250,
    options: (plot) => ({
      marginRight: 8,
      marginLeft: 40,
      x: { ...axis, label: "x[1]" },
      y: { ...axis, label: "x[2]" },
      marks: [
        plot.frame({ stroke: colour("edge") }),
        plot.dot(shown, { x: "x", y: "y", r: 1.6, fill: colour(shade), fillOpacity: 0.5 }),
      ],
    }),
  };
}
