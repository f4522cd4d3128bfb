/// The style sheet of a dossier: light and dark, screen and paper. Every colour of text keeps a contrast of 4.5 : 1 or more.
enum DossierStyle {
  static let sheet = colours + base + article + tables + rest + print

  private static let colours = """
    :root { color-scheme: light dark;
      --ground: #faf9f6; --paper: #ffffff; --ink: #1c1e21; --quiet: #5a5f66; --line: #dcd9d2; --lit: #fff1b8; --link: #1d4f91; --water: #eef2f4;
      --deny: #a8201a; --claim: #1b56ad; --sure: #1a6a3e; --doubt: #7d5200; --plan: #74389a; --denied: #fbf0ef; }
    @media screen and (prefers-color-scheme: dark) { :root {
      --ground: #15171a; --paper: #1c1f23; --ink: #e7e5e0; --quiet: #a6abb2; --line: #363a41; --lit: #4a4018; --link: #9cc3ff; --water: #20262b;
      --deny: #ff928a; --claim: #8fbaff; --sure: #84d8a6; --doubt: #e9bd66; --plan: #d6aef5; --denied: #2b1f20; } }

    """

  private static let base = """
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 76rem; padding: 2rem clamp(1rem, 3vw, 3rem); background: var(--ground); color: var(--ink);
      font: 0.9375rem/1.5 system-ui, sans-serif; }
    a { color: var(--link); } :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    .skip { position: absolute; left: -100vw; }
    .skip:focus { left: 1rem; top: 1rem; padding: 0.5rem 1rem; background: var(--paper); z-index: 1; }
    .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    h1, h2, h3 { line-height: 1.25; margin: 0; text-wrap: balance; overflow-wrap: anywhere; }
    h1 { font-size: 1.75rem; font-weight: 650; letter-spacing: -0.01em; } h2 { font-size: 1.3125rem; } h3 { font-size: 1rem; }
    p { margin: 0.5rem 0; } .lead { max-width: 46rem; color: var(--quiet); }
    code { font: 0.8125rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
    .note, .rule { color: var(--quiet); font-size: 0.8125rem; } .rule { display: block; }
    .mark { display: inline-block; border: 1px solid currentColor; border-radius: 999px; padding: 0 0.5em; font-size: 0.75rem; font-weight: 600;
      line-height: 1.5; color: var(--quiet); }
    .claimed, .grade.fair { color: var(--claim); } .alleged, .grade.weak, .grade.contested { color: var(--doubt); }
    .confirmed, .accepted, .corrected { color: var(--sure); } .denied, .rejected, .grade.discounted { color: var(--deny); }
    .mark.planned { color: var(--plan); } .mark.standing.machine, .mark.standing.mixed { border-style: dashed; }

    """

  private static let article = """
    article { margin-top: 2.5rem; padding-top: 1.25rem; border-top: 2px solid var(--ink); }
    section { margin-top: 1.5rem; }
    .facts { margin: 0.75rem 0; } .facts > div { display: grid; grid-template-columns: 9rem 1fr; gap: 0.75rem; padding: 0.1875rem 0; }
    dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; max-width: 52rem; }
    .denials { border-left: 4px solid var(--deny); background: var(--denied); padding: 0.375rem 0.75rem; } .denials b { color: var(--deny); }

    """

  private static let tables = """
    .wide { overflow-x: auto; margin-top: 0.5rem; }
    table { width: 100%; border-collapse: collapse; font-size: 0.875rem; line-height: 1.4; background: var(--paper); }
    caption { text-align: left; color: var(--quiet); font-size: 0.8125rem; padding: 0.25rem 0; }
    th, td { text-align: left; vertical-align: top; padding: 0.375rem 0.625rem; border: 1px solid var(--line); overflow-wrap: anywhere; }
    .tolls { min-width: 36rem; } .versions { table-layout: fixed; min-width: 40rem; } .versions thead td { width: 7.5rem; border: 0; background: var(--ground); }
    tbody th[scope=row] { font-weight: 600; color: var(--quiet); } thead th { background: var(--ground); }
    th.denial { border-top: 3px solid var(--deny); } .differs { color: var(--deny); font-weight: 700; }
    th[scope=rowgroup] { background: var(--ground); } .bound { display: inline-block; font-weight: 400; margin-left: 1.25rem; } .bound b { font-weight: 700; }
    .tolls td:nth-child(1) { width: 28%; } .tolls td:nth-child(2) { width: 20%; } .tolls td:nth-child(3) { width: 15%; }
    ul.cell { margin: 0; padding-left: 1rem; } ul.cell > li + li { margin-top: 0.25rem; }
    q { quotes: none; font-family: ui-serif, serif; unicode-bidi: isolate; }
    q mark { background: var(--lit); color: inherit; padding: 0 0.1em; border-radius: 2px; } .source { white-space: nowrap; }

    """

  private static let rest = """
    .map { margin: 0.5rem 0; display: grid; grid-template-columns: minmax(16rem, 30rem) 1fr; gap: 1.25rem; align-items: start; }
    svg { width: 100%; height: auto; border: 1px solid var(--line); font: 11px system-ui, sans-serif; }
    svg text { fill: var(--quiet); } svg line { stroke: var(--line); stroke-width: 1; } .sea { fill: var(--water); }
    svg line.scale { stroke: var(--ink); stroke-width: 2; } svg text.number { fill: var(--ink); font-weight: 700; font-size: 13px; }
    rect.cell { fill: var(--deny); fill-opacity: 0.35; stroke: var(--deny); stroke-width: 1.25; }
    figcaption p { margin-top: 0; color: var(--quiet); font-size: 0.8125rem; } .places { list-style: none; padding: 0; margin: 0; }
    .places li { margin: 0.25rem 0; } .key { display: inline-block; min-width: 1.4em; font-weight: 700; }
    .sources li { margin-top: 0.75rem; } .sources li::marker { font-weight: 700; content: "[" counter(list-item) "]\\2002"; } .sources { padding-left: 2.75rem; }
    .sources p { margin: 0; } .address { overflow-wrap: anywhere; font-size: 0.8125rem; } li:target { background: var(--lit); }
    .hashes, .parts { margin: 0.125rem 0 0; font-size: 0.8125rem; color: var(--quiet); }
    .hashes > div, .parts > div { display: flex; flex-wrap: wrap; gap: 0 0.5rem; } .hashes dt, .parts dt { font-weight: 400; min-width: 8.5rem; }
    .reasons { padding-left: 1.25rem; font-size: 0.875rem; }
    .marks > div { display: grid; grid-template-columns: 9rem 1fr; gap: 0.75rem; padding: 0.125rem 0; }
    footer.page { margin-top: 3rem; border-top: 2px solid var(--ink); font-size: 0.875rem; } footer.page h2 { font-size: 1rem; }
    footer.page p, footer.page li { max-width: 52rem; overflow-wrap: anywhere; }
    @media screen and (max-width: 44rem) { .map { grid-template-columns: 1fr; } .facts > div, .marks > div { grid-template-columns: 1fr; gap: 0; } }

    """

  private static let print = """
    @page { size: A4; margin: 14mm 12mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
    @media print {
      :root { --ground: #ffffff; --denied: #ffffff; --lit: #eeeeee; --link: #1c1e21; } .skip { display: none; }
      body { max-width: none; padding: 0; font-size: 9pt; } table, .note, .rule, .hashes, code { font-size: 7.5pt; } h1 { font-size: 16pt; } h2 { font-size: 12.5pt; }
      article { margin-top: 0; border-top: 1.5pt solid; padding-top: 8pt; } article + article { break-before: page; }
      .wide { overflow: visible; } .versions, .tolls { min-width: 0; } .versions thead td { width: 5.5rem; }
      h2, h3, caption { break-after: avoid; } tr, figure, .sources li, dl > div { break-inside: avoid; } thead { display: table-header-group; }
      q mark { text-decoration: underline; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    }

    """
}
