"""The search of the site: words, names such as `HW-01` as one word, and pairs of Chinese characters.

The index is made in Python and asked in JavaScript, so both split a text in the same way.
"""

from __future__ import annotations

import re
from typing import Any

from sphinx.domains.index import IndexDirective
from sphinx.search import SearchLanguage

_TOKEN = re.compile(r"[0-9A-Za-z_]+(?:-[0-9A-Za-z_]+)*|[\u3400-\u9fff]+|[^\W\u3400-\u9fff]+")


class WordsAndBigrams(SearchLanguage):
    """Words of letters, and two characters each of a run of Chinese."""

    lang = "words-and-bigrams"
    language_name = "Words and bigrams"
    js_splitter_code = """
var splitQuery = (query) =>
  (query.match(/[0-9A-Za-z_]+(?:-[0-9A-Za-z_]+)*|[\\u3400-\\u9fff]+|[^\\s\\u0000-\\u007f\\u3400-\\u9fff\\u3000-\\u303f\\uff00-\\uffef]+/gu) || [])
    .flatMap((token) => /^[\\u3400-\\u9fff]{3,}$/u.test(token)
      ? Array.from({length: token.length - 1}, (_, index) => token.slice(index, index + 2)) : [token]);
"""

    def split(self, input: str) -> list[str]:
        """The words and pairs of a text; of a run of Chinese also its single characters."""
        return [part for token in _TOKEN.findall(input) for part in _parts(token)]

    def stem(self, word: str) -> str:
        """Words are found in any case."""
        return word.lower()


def _parts(token: str) -> list[str]:
    if not "\u3400" <= token[0] <= "\u9fff":
        return [token]
    return [*token, *(token[index : index + 2] for index in range(len(token) - 1))]


class FoundBy(IndexDirective):
    """Entries of the index, one a line: MyST gives the directive `index` its first line alone."""

    has_content = True
    required_arguments = 0

    def run(self) -> list[Any]:
        """The entries and their anchor."""
        self.arguments = ["\n".join(self.content)]
        return super().run()
