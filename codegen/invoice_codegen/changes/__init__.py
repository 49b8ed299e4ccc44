"""`invoice-codegen diff`: what a changed contract means for those who use the package.

| module | holds |
|---|---|
| `sources` | two places of contracts: folders, files or a revision of git |
| `change` | a change and its level; the step that the version needs |
| `payloads` | what two contracts of one name say about the same payloads |
| `trials` | the payloads that are tried |
| `surface` | names in Python, operations, clients |
| `words` | documentation |
| `compare` | all changes between two lists of APIs |
| `report` | the report as text, JSON and Markdown |
"""

from __future__ import annotations
