"""What the emitted package runs on: exact JSON, verdicts, typed values.

This folder is ordinary source of the toolkit and is copied byte for byte into the emitted package as `_runtime`.
It imports nothing but the standard library, its neighbours and the emitted package's own dependencies.
"""
