// Writes two editions whose every text wants to be something else: markup, a script, a formula, a
// link that runs, marks that turn the direction of writing, a word without end.
//
//   node hostile.mjs DIR        then: fmti report DIR/old DIR/new -o SITE
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const dir = process.argv[2];
const run = "window.pwned=1";
const texts = [
  `<script>${run}</script>`,
  `"><img src=x onerror="${run}">`,
  `' autofocus onfocus='${run}' x='`,
  `</title></style></script><svg onload=${run}>`,
  `=HYPERLINK("javascript:${run}","click")`,
  `javascript:${run}`,
  `{{ 7 * 7 }} {% include "/etc/passwd" %} \${${run}}`,
  `&lt;b&gt; &#x3c;script&#x3e; &amp;amp;`,
  `\u202egnp.exe\u202c \u2066hidden\u2069 zero\u200bwidth \u0007 bell`,
  `שלום עולם (עברית) 123`,
  `مرحبا بالعالم 456`,
  `👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309`,
  "W".repeat(10000),
  `]]> --> <!-- <![CDATA[ </svg>`,
  "`code` and one ` more",
];
const nth = (n) => texts[n % texts.length];
const file = (name, value) => {
  const to = path.join(dir, name);
  mkdirSync(path.dirname(to), { recursive: true });
  // JSON is YAML.
  writeFileSync(to, JSON.stringify(value, null, 1));
};

const count = texts.length;
const ids = Array.from({ length: count }, (_, n) => `i-${n}`);
const catalog = {
  id: "hostile-1",
  title: nth(0),
  scale: [0, 1],
  themes: [{ id: "a", name: nth(1) }, { id: "b", name: nth(12) }],
  domains: [
    { id: "first", name: nth(2), subdomains: [{ id: "s-one", name: nth(12), indicators: ids.slice(0, 7) }] },
    { id: "second", name: nth(9), subdomains: [{ id: "s-two", name: nth(3), indicators: ids.slice(7) }] },
  ],
};
for (const [name, label] of [["old", "2031-01"], ["new", "2032-01"]]) {
  file(`${name}/catalog.yaml`, catalog);
  ids.forEach((id, n) => file(`${name}/${n < 7 ? "s-one" : "s-two"}/${id}.yaml`, {
    id,
    name: nth(n),
    theme: n % 2 ? "a" : "b",
    question: nth(n + 1),
    guidance: nth(n + 2),
    values: { what: { kind: "text", help: nth(n + 3) } },
    earns: { present: "what" },
    judge: nth(n + 4),
    examples: { earns: [{ values: { what: "x" } }], does_not_earn: [{ values: {} }] },
  }));
  file(`${name}/edition.yaml`, {
    id: name,
    title: nth(1),
    date: label,
    catalog: "hostile-1",
    citation: nth(0),
    licence: nth(3),
    attribution: nth(1),
    traits: { t: { name: nth(2), values: { [nth(4)]: nth(0), b: nth(12) } } },
  });
  for (let d = 0; d < count; d += 1) {
    const answers = Object.fromEntries(ids.map((id, n) => [id, {
      stance: "disclosed",
      values: { what: nth(n + d) },
      statement: nth(n + d + 1),
      sources: [
        { url: `https://example.org/${encodeURIComponent(nth(n).slice(0, 40).toWellFormed())}?q="><script>`.replaceAll(/["<>]/g, "%22"), title: nth(n + 2), quote: nth(n + 3) },
      ],
      panel: { score: (n * (d + 1) + (name === "new" ? 1 : 0)) % 3 === 0 ? 1 : 0, reason: nth(n + d + 2) },
    }]));
    file(`${name}/dev-${d}.yaml`, {
      edition: name,
      developer: `dev-${d}`,
      name: nth(d),
      model: nth(d + 5),
      traits: { t: d % 2 ? "b" : nth(4) },
      answers,
    });
  }
}
