"""Commands that help, and say what is wrong with what they were given, in the reporter's language.

Click does both in English. Here help is looked up in `submitter_ui.texts_help` by its English, which
stands where the option is made; what is wrong is told anew from what kind of mistake it is.
Dutch, unless `--language` stands anywhere among the arguments: also where they are not understood.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise, takewhile
from typing import IO, Any, cast

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from submitter_ui.dutch_help import DutchFormatter, first_sentence, in_dutch
from submitter_ui.texts import Language
from submitter_ui.voice import Voice

LANGUAGES: tuple[Language, ...] = ("nl", "en")
_LANGUAGE = "submitter_ui.language"


class Misuse(click.UsageError):
    """What was given does not go together; `name` is the text that says so."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class SpokenContext(click.Context):
    """Knows in which language a command speaks; one that is called by another speaks as that does."""

    def hear(self, args: Sequence[str]) -> None:
        """Choose the language that the arguments ask for."""
        words = [*takewhile("--".__ne__, args)]
        pairs = set(pairwise(words))
        for language in LANGUAGES:
            if f"--language={language}" in words or ("--language", language) in pairs:
                self.meta[_LANGUAGE] = language

    @property
    def voice(self) -> Voice:
        """The voice in that language."""
        return Voice(cast(Language, self.meta.get(_LANGUAGE, LANGUAGES[0])))

    def make_formatter(self) -> click.HelpFormatter:
        """Return what writes help in that language; the English is Click's own."""
        formatter = super().make_formatter()
        if self.voice.language == "en":
            return formatter
        return DutchFormatter(width=formatter.width)


class SpokenCommand(click.Command):
    """A command that speaks the reporter's language before it runs."""

    context_class = SpokenContext

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the arguments apart, and raise `Complaint` if they are not understood."""
        context = cast(SpokenContext, ctx)
        context.hear(args)
        with _complaining(context):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run, and raise `Complaint` if what was given does not go together."""
        with _complaining(cast(SpokenContext, ctx)):
            return super().invoke(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the help."""
        return first_sentence(self.help or "")


class SpokenGroup(SpokenCommand, click.Group):
    """A command with others under it, which speak as it does."""

    command_class = SpokenCommand


class Complaint(click.UsageError):
    """What is wrong with what a command was given, under how it is called."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it on standard error."""
        context = cast(SpokenContext, self.ctx)
        click.echo(context.get_usage(), file=file, err=True)
        click.echo(self.message, file=file, err=True)
        context.voice.tell("see_help", command=context.command_path)


@contextmanager
def _complaining(context: SpokenContext) -> Iterator[None]:
    try:
        yield
    except (Complaint, NoArgsIsHelpError):
        raise
    except click.UsageError as error:
        raise Complaint(_complaint(error, context), context) from error


def _complaint(error: click.UsageError, context: SpokenContext) -> str:
    """Return what is wrong, in a sentence."""
    name, given = "misused", {}
    match error:
        case Misuse():
            name = error.name
        case NoSuchCommand():
            name, given = "no_such_command", {"given": error.command_name}
        case click.NoSuchOption():
            name, given = "no_such_option", {"given": error.option_name}
        case click.BadOptionUsage():
            name, given = "option_alone", {"option": error.option_name}
        case click.MissingParameter(param=click.Parameter() as param):
            name, given = "option_missing", {"option": _name_of(param, context)}
        case click.BadParameter(param=click.Parameter() as param):
            allowed = _allowed(param.type, context.voice)
            name, given = "option_value", {"option": _name_of(param, context), "allowed": allowed}
    return context.voice.text(name, **given)


def _name_of(param: click.Parameter, context: SpokenContext) -> str:
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    metavar = param.make_metavar(context)
    return metavar if context.voice.language == "en" else in_dutch(metavar)


def _allowed(kind: object, voice: Voice) -> str:
    if isinstance(kind, click.Choice):
        return f" {voice.text('or')} ".join(kind.choices)
    if isinstance(kind, click.IntRange | click.FloatRange):
        return voice.text("number_between", least=kind.min, most=kind.max)
    return voice.text("something_else")
