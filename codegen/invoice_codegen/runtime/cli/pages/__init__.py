"""Pages for people about a run: what was found, by kind, as HTML or Markdown."""
