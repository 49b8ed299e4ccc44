"""Patterns of contracts: none makes an engine that backtracks try for ever, and harmless ones are let through."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from invoice_codegen.lint.automaton import Automaton, Endless
from invoice_codegen.lint.patterns import pattern_problem
from invoice_codegen.lint.regex import Chars, Choice, Node, Repeat, Sequence, parse

HARMLESS = [
    "^$",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
    r"^[0-9]{1,13}\.?[0-9]{0,2}$",
    r"^-?(0|[1-9][0-9]*)(\.[0-9]{1,6})?$",
    "^([0-9]{15}|[0-9]{17}|[0-9]{18}|[0-9A-Z]{20})$",
    "^[a-z]+(-[a-z]+)*$",
    r"^[a-zA-Z0-9_.-]+@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*$",
    r"^(?:INV|[A-Z]{2,4})-[0-9]{1,8}(\.[a-z_\-]+)?\$?$",
    "^[^@]+@.+$",
    "^.{0,4000}$",
    "^([0-9]{4} ){0,900}[0-9]{1,4}$",
    "^[\u4e00-\u9fff（）]{2,100}$",
    "^(a|ab)(c|bcd)*$",
    "^a{0}$",
]
ENDLESS = [
    "^(a|a)*$",
    "^(a{1,60}){1,60}b$",
    "^(a+)+$",
    "^(a*)*$",
    "^(a*)+$",
    "^(a|aa)+$",
    "^(a|a?)+$",
    "^([a-zA-Z]+)*$",
    "^(.*a){20}$",
    "^(a?){30}a{30}$",
    "^a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaaaaaaa$",
    "^([0-9]+,?)*$",
    "^([ab]|b|[bc])*$",
    "^(x+x+)+y$",
    "^((a|b)+c?)+$",
    "^([0-9]{1,3}){1,50}$",
    "^((ab?|a)b?)*$",
    "^.*.*=.*$",
    "^[0-9]*[0-9]*x$",
    "^a{0,60}a{0,60}a{0,60}a{0,60}b$",
    "^(a??)*$",
    "^(()|a)+$",
    "^([^a]|[b-z])*$",
]
FEW = 3
UNPORTABLE = ["^a{2}{3}$", "^a**$", "^*a$", "^a}$", "^a]$", r"^\-$", r"^\_$", r"^\ $", r"^[\_]$", r"^\"$"]


@pytest.mark.parametrize("pattern", HARMLESS)
def test_a_harmless_pattern_is_let_through(pattern: str) -> None:
    assert pattern_problem(pattern) is None


@pytest.mark.parametrize("pattern", ENDLESS)
def test_a_pattern_that_backtracks_without_end_is_refused(pattern: str) -> None:
    problem, remedy = pattern_problem(pattern) or ("", "")
    assert "in too many ways" in problem or "what may be empty" in problem
    assert pattern_problem(remedy.rpartition("as in ")[2]) is None


@pytest.mark.parametrize("pattern", UNPORTABLE)
def test_a_pattern_that_some_engine_refuses_is_refused(pattern: str) -> None:
    assert "not portable" in (pattern_problem(pattern) or ("", ""))[0]


@pytest.mark.parametrize("pattern", ["^([ab]*a[ab]{40}|c)$", "^([0-9]{1,100} ){100}$", "^([0-9]{3}[a-z]{3}){900}$"])
def test_a_pattern_that_takes_long_to_judge_is_refused(pattern: str) -> None:
    assert "too big" in (pattern_problem(pattern) or ("", ""))[0]


def _trees() -> st.SearchStrategy[str]:
    """Patterns without anchors, of two letters."""
    return st.recursive(
        st.sampled_from(["a", "b", "[ab]", "[^a]", "."]),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map("".join),
            st.tuples(inner, inner).map(lambda pair: f"({pair[0]}|{pair[1]})"),
            st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{1,3}", "{0,2}", "{2,}"])).map(
                lambda pair: f"({pair[0]}){pair[1]}"
            ),
        ),
        max_leaves=7,
    )


def _steps(node: Node, text: str, at: int) -> Iterator[int]:
    """Where readings of a text end, one by one in the order of an engine that backtracks; -1 is a character tried."""
    match node:
        case Chars():
            yield -1
            if at < len(text) and ord(text[at]) in node:
                yield at + 1
        case Sequence(()):
            yield at
        case Sequence((first, *rest)):
            for end in _steps(first, text, at):
                yield from [-1] if end < 0 else _steps(Sequence(tuple(rest)), text, end)
        case Choice(parts):
            for part in parts:
                yield from _steps(part, text, at)
        case Repeat(part, least, most):
            if most != 0:
                again = Repeat(part, max(0, least - 1), None if most is None else most - 1)
                for end in _steps(part, text, at):
                    yield from [-1] if end < 0 else _steps(again, text, end)
            if least == 0:
                yield at


def _states(node: Node) -> int:
    match node:
        case Chars():
            return 1
        case Sequence(parts) | Choice(parts):
            return sum(map(_states, parts))
        case Repeat(part, least, most):
            return _states(part) * (most or least + 1)


@given(_trees(), st.text("ab!", max_size=9), st.integers(2, 60))
def test_the_ways_to_read_a_text_bound_what_an_engine_tries(inner: str, unit: str, times: int) -> None:
    tree, text = parse(f"^{inner}$"), (unit * times)[:60] + "!"
    assume(_is_read_in(FEW, tree))
    most = FEW * FEW * _states(tree) * (len(text) + 1)
    assert sum(end < 0 for end in islice(_steps(tree, text, 0), 2 * most)) <= most


def _is_read_in(most: int, tree: Node) -> bool:
    try:
        return Automaton(tree).is_read_in(most)
    except Endless:
        return False


@given(_trees(), st.integers(0, 7), st.integers(0, 7))
def test_the_lengths_of_texts_are_known(inner: str, least: int, more: int) -> None:
    tree = parse(f"^{inner}$")
    assume(least + more <= 7 and _is_read_in(50, tree))
    texts = ("".join(letters) for length in range(least, least + more + 1) for letters in product("ab", repeat=length))
    assert Automaton(tree).has_length(least, least + more) == any(len(text) in _steps(tree, text, 0) for text in texts)
