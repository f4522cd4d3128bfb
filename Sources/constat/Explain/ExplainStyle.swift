/// The style sheet of the page: light and dark, screen and paper. Every colour of text keeps a contrast of 4.5 : 1 or more.
enum ExplainStyle {
  static let sheet = colours + base + text + claims + print

  private static let colours = """
    :root { color-scheme: light dark;
      --ground: #faf9f6; --paper: #ffffff; --ink: #1c1e21; --quiet: #5a5f66; --line: #dcd9d2; --lit: #fff1b8; --link: #1d4f91;
      --deed: #a8201a; --agent: #1b56ad; --target: #74389a; --speaker: #1a6a3e; --cue: #1a6a3e; --channel: #1a6a3e;
      --place: #0a636f; --date: #7d5200; --means: #625427; --toll: #9c2a57; --loaded: #a24300; --undisclosed: #5a5f66; }
    @media screen and (prefers-color-scheme: dark) { :root {
      --ground: #15171a; --paper: #1c1f23; --ink: #e7e5e0; --quiet: #a6abb2; --line: #363a41; --lit: #4a4018; --link: #9cc3ff;
      --deed: #ff928a; --agent: #8fbaff; --target: #d6aef5; --speaker: #84d8a6; --cue: #84d8a6; --channel: #84d8a6;
      --place: #74d2df; --date: #e9bd66; --means: #d0c393; --toll: #ff9bbd; --loaded: #ffb07a; --undisclosed: #a6abb2; } }

    """

  private static let base = """
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 88rem; padding: 2rem clamp(1rem, 3vw, 3rem); background: var(--ground); color: var(--ink);
      font: 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif; }
    a { color: var(--link); }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    .skip { position: absolute; left: -100vw; }
    .skip:focus { left: 1rem; top: 1rem; padding: 0.5rem 1rem; background: var(--paper); z-index: 1; }
    h1, h2, h3 { line-height: 1.25; margin: 0; text-wrap: balance; }
    h1 { font-size: 1.75rem; font-weight: 650; letter-spacing: -0.01em; }
    p { margin: 0.5rem 0; }
    .lead { max-width: 46rem; color: var(--quiet); }
    .known, .rule { color: var(--quiet); font-size: 0.8125rem; }
    code { font: 0.8125rem/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
    header.page h2 { margin-top: 1.5rem; font-size: 0.9375rem; }
    nav ol { columns: 18rem; column-gap: 2rem; padding-left: 2rem; margin: 0.5rem 0; }
    .legend dl, .about { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0.625rem 0; font-size: 0.8125rem; color: var(--quiet); }
    dl div { display: flex; gap: 0.375rem; align-items: baseline; }
    dt { font-weight: 600; color: var(--ink); white-space: nowrap; }
    dd { margin: 0; overflow-wrap: anywhere; }
    dl.types { display: block; max-width: 52rem; }
    dl.types div { margin-bottom: 0.25rem; }
    .types dt { min-width: 7rem; }
    .toggle { font-size: 0.8125rem; }
    body:has(#bare:checked) .tags { display: none; }
    footer.page h2 { margin-top: 1.25rem; font-size: 0.9375rem; color: var(--ink); }
    footer.page { margin-top: 3rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.8125rem; }

    """

  private static let text = """
    article { margin-top: 2.5rem; padding-top: 1.25rem; border-top: 2px solid var(--ink); }
    article h2 { font-size: 1.25rem; overflow-wrap: anywhere; }
    .about { margin: 0.375rem 0 1rem; }
    .text { max-width: 42rem; font: 1.0625rem/2.15 Charter, "Bitstream Charter", "Iowan Old Style", Cambria, Georgia, "Liberation Serif", serif;
      overflow-wrap: break-word; }
    .text p { margin: 0 0 0.75rem; white-space: pre-line; }
    .text .headline { font-weight: 700; font-size: 1.25rem; line-height: 1.8; }
    mark, .m { background: none; color: inherit; border-bottom: 2px solid currentColor; border-color: var(--quiet); }
    mark { scroll-margin: 30vh; border-radius: 2px 2px 0 0; }
    mark:target { background: var(--lit); outline: 2px solid var(--ink); outline-offset: 2px; }
    .h1 { padding-bottom: 0; } .h2 { padding-bottom: 4px; } .h3 { padding-bottom: 8px; } .h4 { padding-bottom: 12px; }
    .m.deed { border-bottom: 3px solid var(--deed); } .m.agent { border-color: var(--agent); }
    .m.target { border-bottom: 4px double var(--target); } .m.speaker { border-bottom: 2px dotted var(--speaker); }
    .m.cue { border-bottom: 2px dotted var(--cue); } .m.channel { border-bottom: 2px dotted var(--channel); }
    .m.place { border-bottom: 2px dashed var(--place); } .m.date { border-bottom: 2px dashed var(--date); }
    .m.means { border-bottom: 2px solid var(--means); } .m.toll { border-bottom: 4px double var(--toll); }
    .m.loaded { border-bottom: 2px dashed var(--loaded); } .m.undisclosed { border-bottom: 2px dotted var(--undisclosed); }
    .tags { font: 600 0.6875rem/1 system-ui, -apple-system, "Segoe UI", "Liberation Sans", Arial, sans-serif; vertical-align: super; margin-left: 0.15em; }
    .tag { text-decoration: none; white-space: nowrap; }
    .tag + .tag { margin-left: 0.5em; } .tags.next { margin-left: 0.5em; }
    .tag:hover { text-decoration: underline; }
    .tag.deed { color: var(--deed); } .tag.agent { color: var(--agent); } .tag.target { color: var(--target); }
    .tag.speaker, .tag.cue, .tag.channel { color: var(--speaker); } .tag.place { color: var(--place); } .tag.date { color: var(--date); }
    .tag.means { color: var(--means); } .tag.toll { color: var(--toll); } .tag.loaded { color: var(--loaded); }
    .tag.undisclosed { color: var(--undisclosed); }

    """

  private static let claims = """
    .claim { padding: 0.75rem 1rem; margin-bottom: 0.75rem; background: var(--paper); border: 1px solid var(--line); border-radius: 6px;
      scroll-margin-top: 1rem; }
    .claim:target { border-color: var(--ink); box-shadow: 0 0 0 1px var(--ink); }
    .claim h3 { font-size: 0.9375rem; }
    .type { color: inherit; text-decoration: none; } .type:hover { text-decoration: underline; }
    .number { display: inline-block; min-width: 1.75rem; color: var(--quiet); }
    .stance { border: 1px solid currentColor; border-radius: 999px; padding: 0 0.5em; font-size: 0.75rem; font-weight: 600; }
    .stance.claimed { color: var(--agent); } .stance.alleged { color: var(--date); } .stance.confirmed { color: var(--speaker); }
    .stance.denied { color: var(--deed); } .stance.planned { color: var(--target); } .stance.reported { color: var(--quiet); }
    .sentence { max-width: 44rem; margin: 0.375rem 0; }
    .rule { margin: 0.375rem 0 0; }
    table { width: 100%; border-collapse: collapse; font-size: 0.875rem; line-height: 1.4; }
    caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    th, td { text-align: left; vertical-align: top; padding: 0.3125rem 0.75rem 0.3125rem 0; border-top: 1px solid var(--line); }
    .known, .words { overflow-wrap: anywhere; }
    thead th { border-top: 0; color: var(--quiet); font-size: 0.75rem; font-weight: 600; }
    th:first-child { width: 5.5rem; font-weight: 600; } th:last-child, td:last-child { width: 38%; padding-right: 0; }
    .words { font-family: Charter, "Bitstream Charter", "Iowan Old Style", Cambria, Georgia, "Liberation Serif", serif; font-size: 0.9375rem;
      text-decoration-thickness: 1px; text-underline-offset: 3px; }
    .problems { padding-left: 1.25rem; margin: 0.5rem 0 0; }
    @media (min-width: 64rem) {
      .columns { display: grid; grid-template-columns: minmax(0, 38rem) minmax(0, 1fr); gap: 2.5rem; align-items: start; }
      .text { position: sticky; top: 0.5rem; max-height: calc(100vh - 1rem); overflow-y: auto; padding: 0.25rem 0.75rem 0.25rem 0; }
    }

    """

  private static let print = """
    @media print {
      :root { --ground: #fff; --paper: #fff; --ink: #000; --quiet: #444; --line: #bbb; --lit: transparent; }
      body { max-width: none; padding: 0; font-size: 9.5pt; }
      .skip, nav, .toggle { display: none; }
      .columns { display: block; }
      .text { position: static; max-height: none; overflow: visible; font-size: 11pt; max-width: none; }
      .claim { break-inside: avoid; border-radius: 0; padding: 0.5rem 0; border-width: 1px 0 0; }
      article { break-before: page; }
      a { color: inherit; }
      .words { text-decoration: none; }
      .tag, .m { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    }

    """
}
