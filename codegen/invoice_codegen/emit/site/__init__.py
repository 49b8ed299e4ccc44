"""The sources of the reference site: Markdown for Sphinx and MyST, in English and in Chinese.

Every text of a contract is escaped: it is never a directive, a role, a target or HTML.
"""

from __future__ import annotations

from .tree import site as site

__all__ = ["site"]
