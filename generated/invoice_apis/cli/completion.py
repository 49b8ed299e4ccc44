"""`invoice-apis completion SHELL`: the script with which a shell completes commands, options and their values."""

from __future__ import annotations

import click

from .click_classes import Choice
from .language import lang_option
from .output import print_text

PROGRAM = "invoice-apis"
"""As the command is installed: the script completes this name."""
SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=Choice(SHELLS))
@lang_option
def completion(shell: str) -> None:
    """Print the script for completion in a shell.

    It completes commands, options, ids of contracts, members, APIs, operations, and names of drift, damage and faults.

    \b
    Once, and in the file that the shell reads at its start:
      eval "$(invoice-apis completion bash)"        ~/.bashrc; bash 4.4 or newer
      eval "$(invoice-apis completion zsh)"         ~/.zshrc, below compinit
      invoice-apis completion fish | source         ~/.config/fish/config.fish
    """
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None
    root = click.get_current_context().find_root().command
    variable = f"_{PROGRAM}_COMPLETE".replace("-", "_").upper()
    print_text(script(root, {}, PROGRAM, variable).source())
