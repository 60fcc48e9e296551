"""Text made harmless for HTML and SVG, in one place."""

from __future__ import annotations

import html


def escape(text: str) -> str:
    """Make `text` harmless inside HTML text and double-quoted attributes.

    Lone surrogates and control characters, which no page can carry, become U+FFFD.
    """
    shown = "".join(c if c in "\n\t" or not (ord(c) < 32 or 0xD800 <= ord(c) < 0xE000) else "\ufffd" for c in text)
    return html.escape(shown, quote=True)


def inline(text: str) -> str:
    """Escape `text` for HTML on one line: line ends become `<br>`, so that no Markdown reader sees a blank line."""
    return escape(text).replace("\r", "").replace("\n", "<br>")
