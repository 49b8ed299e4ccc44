"""`make corpus`: how much of public OpenAPI documents an import keeps, and whether what it makes can be called.

The documents are those of `documents.txt`, from the npm packages that `packages.py` pins; nothing of them is kept here.

| module | measures |
|---|---|
| `lifting` | operations that are whole, degraded or left out, with the reasons; the documents' own examples |
| `walking` | some packages: types, and calls to a server whose replies come from the document (`replies`, `caller`) |
| `peers` | two other generators on the same documents |
| `finished` | three APIs that recipes finish, walked with receipts (`recipes/`, `finished_user`) |
"""
