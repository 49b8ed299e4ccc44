"""Models as tables in notebooks: what is there, with values masked as in reprs, and no text that becomes markup."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from invoice_apis.types import Model, SensitiveText
from support.emitted import exact, payloads, reply_class
from support.mutate import at, dumps, places, replaced

SAMPLES = [sample for sample in payloads("samples") if sample.contract.direction == "response"]
MARKUP = "<script>alert('&')</script>"


class Tags(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        self.open.append(tag)
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += f"{data} "


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_table_escapes_all_text_and_hides_what_reprs_hide(sample: Any) -> None:
    model = reply_class(sample.contract)
    logical = exact(model.from_json(sample.raw).to_json())
    for path in places(logical):
        changed = dumps(replaced(logical, path, MARKUP))
        if isinstance(at(logical, path), str) and sample.contract.accepts(changed):
            tags = Tags(model.from_json(changed)._repr_html_())
            assert tags.tags <= {"table", "caption", "tr", "th", "td", "ul", "li", "p"}
            assert tags.open == []
            is_hidden = sample.contract.is_sensitive(["*" if isinstance(part, int) else part for part in path])
            assert (MARKUP in tags.text) is not is_hidden
    page = model.from_json(dumps({**logical, "new<Phone>": "CANARY"}))._repr_html_()
    assert "CANARY" not in page
    assert "new<Phone>" in Tags(page).text


def test_a_long_list_is_cut_and_absent_members_have_no_row() -> None:
    class Row(Model):
        name: str | None = None
        note: SensitiveText | None = None
        other: str | None = None

    class Rows(Model):
        rows: list[Row] = []

    text = Tags(Rows(rows=[Row(name=f"n{index}", note="secret") for index in range(30)])._repr_html_()).text
    assert "n19" in text
    assert "n20" not in text
    assert "10 more" in text
    assert "other" not in text
    assert "secret" not in text
    assert Tags(Rows(rows=[])._repr_html_()).text.split() == ["Rows", "rows", "[]"]
