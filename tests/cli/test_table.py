"""Tables and wrapped text: nothing is lost and nothing is too wide, in any script."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from invoice_apis.cli.table import table, wrap
from rich.cells import cell_len, set_cell_size

TEXTS = st.text(st.sampled_from("ab c,，。（中文字）é\u0301Ｗ-／"), max_size=80)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(TEXTS, st.integers(4, 30))
def test_lines_hold_the_whole_text_and_fit(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert squeezed("".join(lines)) == squeezed(text)
    assert all(cell_len(line) <= width for line in lines)
    assert all(line == line.rstrip() for line in lines)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5), st.integers(6, 20), st.integers(6, 20))
def test_columns_of_a_table_stand_below_each_other(cells: list[tuple[str, str]], first: int, second: int) -> None:
    lines = list(table(cells, [first, second]))
    assert all(cell_len(line) <= first + 2 + second for line in lines)
    assert squeezed("".join(lines)) != "" or not squeezed("".join(map("".join, cells)))
    right = [line for line in lines if cell_len(line) > first + 2]
    assert all(any(cell_len(line[:cut]) == first + 2 for cut in range(len(line))) for line in right)


def test_a_chinese_character_is_two_columns_wide() -> None:
    assert cell_len("ab发票") == 6
    assert cell_len("e\u0301") == 1
    assert set_cell_size("发票", 6) == "发票  "
    assert all(unicodedata.east_asian_width(char) == "W" for char in "发票")


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert list(table([("发票", "1"), ("abc", "20")])) == ["发票  1", "abc   20"]
    assert list(table([("发票", "1"), ("abc", "20")], right=True)) == ["发票   1", "abc   20"]


def test_words_stay_whole_and_punctuation_stays_behind_its_word() -> None:
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("发票种类，增值税", 9) == ["发票种", "类，增值", "税"]
    assert wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_the_continuation_of_an_indented_line_is_indented_further() -> None:
    assert wrap("  0 Special VAT invoice", 14) == ["  0 Special", "    VAT", "    invoice"]
