// The whole page: what it says and shows for each kind of run, that nobody's text becomes markup, that it asks nothing of the network,
// that machines can read it, and that the same input gives the same bytes.

import { parseHTML } from "linkedom";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type PredictiveInput, renderReport } from "../../../cli/report/index.ts";
import { fit, sample } from "../../../runtime/index.ts";
import { correlatedPair, eightSchools, manyNormals, SCHOOLS_DATA } from "./runs.ts";

const test = suite("report");

const short = { chains: 2, warmup: 300, draws: 200 };
const HOSTILE = `<script>document.title="owned"</script>'"&amp;<img src=x onerror=alert(1)>`;

const pairFit = await fit(correlatedPair(), { seed: 1, draws: 300, check: { warmup: 300, draws: 500 } });
const centred = await sample(eightSchools("centred"), { seed: 1, chains: 4, warmup: 500, draws: 500 });

function read(text: string): Document {
  return parseHTML(text).document;
}

function textOf(document: Document, selector: string): string {
  return [...document.querySelectorAll(selector)].map((element) => element.textContent).join("\n");
}

test("a verified fit: verdict in words, both tables, curves, no complaint", async () => {
  assert.is(pairFit.status, "verified", pairFit.reasons.join("; "));
  const page = read(await renderReport({ title: "pair", result: pairFit }));
  assert.match(textOf(page, "#verdict"), /You can rely on these figures/);
  assert.match(textOf(page, "#verdict"), /both means lie within 0\.3 posterior standard deviations/);
  assert.equal(
    [...page.querySelectorAll("#summary table")[0]!.querySelectorAll("thead th")].map((th) =>
      th.textContent.trim(),
    ),
    ["name", "mean", "sd", "hdi_3%", "hdi_97%", "mcse_mean", "mcse_sd", "ess_bulk", "ess_tail", "r_hat"],
  );
  assert.is(page.querySelectorAll("#summary table").length, 2);
  assert.is(page.querySelectorAll("#parameters .card").length, 2);
  assert.is(page.querySelectorAll("#parameters .card svg").length, 6, "density, trace and ranks of each");
  assert.is(page.querySelectorAll("#parameters .card.bad").length, 0);
  assert.ok(page.querySelectorAll("#elbo svg").length >= 1);
  assert.is(page.querySelectorAll("#pairs svg").length, 4);
});

test("an approximation whose means agree but whose sds do not is not praised without limit", async () => {
  const result = await fit(correlatedPair(), {
    seed: 1,
    family: "meanfield",
    check: { warmup: 300, draws: 1000 },
  });
  assert.is(result.status, "verified", result.reasons.join("; "));
  const page = read(await renderReport({ title: "pair", result }));
  assert.match(textOf(page, "#verdict"), /rely on the means; some standard deviations are off/);
  assert.match(textOf(page, "#verdict"), /7\d(\.\d)?\s% of that of NUTS/);
  assert.match(textOf(page, "#verdict"), /--family fullrank/);
  assert.is(page.querySelectorAll("#parameters .card.bad").length, 2);
});

test("two families: three clouds on the same axes, their correlations, and the widths", async () => {
  const settings = { seed: 1, draws: 1000 };
  const also = await fit(correlatedPair(), { ...settings, family: "meanfield", verify: "none" });
  const page = read(await renderReport({ title: "pair", result: pairFit, also }));
  const figures = [...page.querySelectorAll("#families figure")];
  assert.equal(
    figures.map((each) => each.querySelector("figcaption")!.textContent.replace(/ correlation.*/, "")),
    ["NUTS:", "full-rank ADVI:", "mean-field ADVI:"],
  );
  const rows = [...page.querySelectorAll("#families tbody tr")].map((tr) =>
    [...tr.querySelectorAll("td")].map((td) => Number(td.textContent.replace("−", "-"))),
  );
  const [correlations, first, second] = rows;
  [0.7, 0.7, 0].forEach((expected, k) => assert.ok(Math.abs(correlations![k]! - expected) < 0.08));
  const narrowed = Math.sqrt(1 - 0.7 * 0.7); // the sd of one coordinate while the other stands still
  [1, 1, narrowed].forEach((expected, k) => assert.ok(Math.abs(first![k]! / expected - 1) < 0.12));
  [5, 5, 5 * narrowed].forEach((expected, k) => assert.ok(Math.abs(second![k]! / expected - 1) < 0.12));
  const alone = read(await renderReport({ title: "pair", result: pairFit }));
  assert.is(alone.querySelector("#families"), null);
  const again = { title: "pair", result: pairFit, also };
  assert.is(await renderReport(again), await renderReport(again), "the same bytes");
});

test("an unchecked fit says so and has neither traces nor ranks", async () => {
  const result = await fit(correlatedPair(), { seed: 1, draws: 200, verify: "none" });
  const page = read(await renderReport({ title: "pair", result }));
  assert.match(textOf(page, "#verdict"), /not compared with NUTS/);
  assert.is(page.querySelectorAll("#parameters .card svg").length, 2);
});

test("divergent chains: reasons, advice, crosses, the worst quantity first", async () => {
  assert.is(centred.status, "unreliable");
  const page = read(await renderReport({ title: "centred", result: centred }));
  const verdict = textOf(page, "#verdict");
  for (const reason of centred.reasons) {
    assert.ok(verdict.toLowerCase().includes(reason.toLowerCase()), `missing: ${reason}`);
  }
  assert.match(verdict, /Do not rely on these figures/);
  assert.match(verdict, /--target-accept/);
  assert.is(page.querySelector("#parameters .card h3")!.textContent, "tau");
  assert.match(textOf(page, "#pairs"), /transitions diverged/);
  const crosses = [...page.querySelectorAll("#pairs svg")].filter((svg) =>
    svg.querySelector('[stroke="var(--divergent)"] path'),
  );
  assert.ok(crosses.length > 0, "divergent draws are marked");
  assert.match(textOf(page, "#pairs svg text"), /tau \(log scale\)/);
});

test("nobody's text becomes markup", async () => {
  const target = correlatedPair([HOSTILE, "]]>-->\u0000${x}"]);
  const result = await sample(target, { seed: 1, ...short });
  const predictive: PredictiveInput = {
    name: HOSTILE,
    observed: [1, 2, 3.5],
    replicated: [
      [1.5, 2, 3],
      [0, 1, 2],
    ],
  };
  const text = await renderReport({
    title: HOSTILE,
    result,
    model: { fileName: HOSTILE, source: `// ${HOSTILE}\nmodel {} // </pre></code></script>` },
    data: { fileNames: [HOSTILE], values: { [HOSTILE]: [1, 2], text: HOSTILE, deep: { [HOSTILE]: 1 } } },
    options: { [HOSTILE]: HOSTILE },
    command: HOSTILE,
    predictive: [predictive],
  });
  const page = read(text);
  assert.is(page.querySelectorAll("script").length, 1);
  assert.is(page.querySelectorAll("img").length, 0);
  assert.is(page.querySelectorAll("[onerror]").length, 0);
  assert.is(page.querySelector("h1")!.textContent, HOSTILE);
  assert.ok(textOf(page, "#parameters .card h3").includes(HOSTILE));
  assert.ok(textOf(page, ".source").includes("</pre></code></script>"));
  assert.not.match(text, /<script>document/);
  assert.not.match(text, /<img/);
});

test("one file: nothing is loaded, and the policy says so", async () => {
  const text = await renderReport({ title: "pair", result: pairFit });
  const page = read(text);
  assert.match(
    page.querySelector('meta[http-equiv="Content-Security-Policy"]')!.getAttribute("content")!,
    /^default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[A-Za-z0-9+/=]+'$/,
  );
  assert.is(page.querySelectorAll("link, iframe, object, embed, [src], image, use").length, 0);
  for (const link of page.querySelectorAll("[href]")) assert.match(link.getAttribute("href")!, /^#/);
  assert.not.match(text, /url\(|@import|https?:\/\/(?!www\.w3\.org)/);
});

test("charts and tables can be read by machines", async () => {
  const page = read(
    await renderReport({ title: "centred", result: centred, data: { fileNames: [], values: SCHOOLS_DATA } }),
  );
  assert.is(page.documentElement.getAttribute("lang"), "en");
  for (const svg of page.querySelectorAll("svg")) {
    assert.is(svg.getAttribute("role"), "img");
    assert.ok(svg.getAttribute("aria-label")!.length > 10);
    assert.is(svg.querySelectorAll("style").length, 0);
  }
  for (const heading of page.querySelectorAll("th")) {
    assert.match(heading.getAttribute("scope") ?? "", /^(row|col)$/, heading.textContent);
  }
  for (const link of page.querySelectorAll("nav a")) {
    assert.ok(page.getElementById(link.getAttribute("href")!.slice(1)), link.textContent);
  }
  const ids = [...page.querySelectorAll("[id]")].map(({ id }) => id);
  assert.is(new Set(ids).size, ids.length, "ids are unique");
});

test("the same input gives the same bytes, whatever the clock said", async () => {
  const input = { title: "pair", result: pairFit, predictive: [] };
  const first = await renderReport(input);
  await renderReport({ title: "other", result: centred });
  assert.is(await renderReport({ ...input, result: { ...pairFit, seconds: 99 } }), first);
  assert.not.match(first, /<dt>seconds/);
  assert.match(await renderReport({ ...input, seconds: 1.5 }), /<dt>seconds<\/dt>\s*<dd>1\.5</);
});

test("a hundred parameters: some open, the rest in pages, of moderate size", async () => {
  const result = await sample(manyNormals(130), { seed: 1, ...short });
  const text = await renderReport({ title: "many", result });
  const page = read(text);
  assert.is(page.querySelectorAll("#parameters .card").length, 120);
  assert.is(page.querySelectorAll("#parameters > .cards > .card").length, 6);
  assert.is(page.querySelectorAll("#parameters details:not([open])").length, 10);
  assert.match(textOf(page, "#parameters"), /120 of 130 quantities/);
  assert.is(page.querySelectorAll("#summary tbody tr").length, 130);
  assert.ok(page.getElementById("filter"));
  assert.ok(text.length < 3_000_000, `${text.length} bytes`);
});

test("predictions: coverage in words, three plots and a table for each variable", async () => {
  const random = (n: number): number[] =>
    Array.from({ length: n }, (_, i) => Math.sin(12.9898 * (i + 1) + n) * 3);
  const counts = Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? 0 : 5));
  const page = read(
    await renderReport({
      title: "pair",
      result: pairFit,
      predictive: [
        {
          name: "y",
          observed: random(30),
          replicated: Array.from({ length: 50 }, (_, s) => random(30 + s).slice(0, 30)),
        },
        {
          name: "n",
          observed: counts,
          replicated: Array.from({ length: 50 }, (_, s) => counts.map((_, i) => 4 + ((i + s) % 3))),
        },
      ],
    }),
  );
  const cards = page.querySelectorAll("#predictive .card");
  assert.is(cards.length, 2);
  for (const card of cards) assert.is(card.querySelectorAll("svg").length, 3);
  assert.match(
    cards[1]!.textContent,
    /30 of 40 observations \(75\s%\) lie within their 90\s% intervals: too few/,
  );
  assert.match(textOf(page, "#predictive"), /unusual/);
});

test("replicated data of another size are refused by name", async () => {
  await renderReport({
    title: "pair",
    result: pairFit,
    predictive: [{ name: "y", observed: [1, 2], replicated: [[1]] }],
  }).then(
    () => assert.unreachable(),
    (error: Error) => assert.is(error.message, "y: a replicated data set has 1 numbers, but 2 were observed"),
  );
});

test.run();
