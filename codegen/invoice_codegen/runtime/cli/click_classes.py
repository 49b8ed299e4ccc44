"""click's Choice and Group, with suggestions for mistyped words."""

from __future__ import annotations

from typing import Any

import click

from ..i18n.suggest import did_you_mean


class Choice(click.Choice[str]):
    """A choice that suggests the closest value for a mistyped one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the value. Raises BadParameter."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            if question := did_you_mean(str(value), self.choices):
                raise click.BadParameter(f"{error.message.rstrip('.')}; {question}", ctx, param) from None
            raise


class Group(click.Group):
    """A group that suggests the closest command for a mistyped one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command. Raises UsageError."""
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-") and not ctx.resilient_parsing:
            question = did_you_mean(args[0], known)
            ctx.fail(
                f"No such command {args[0]!r}" + (f"; {question}" if question else f"; choose from {', '.join(known)}")
            )
        return super().resolve_command(ctx, args)
