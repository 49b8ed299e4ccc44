"""Output formats of `validate`: one module for each."""
