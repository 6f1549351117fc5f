"""What can go wrong, as exceptions that name the value given and the way out."""

from __future__ import annotations

__all__ = ["ConfigError", "FileError", "InputError", "LimitError", "LinliError", "UnknownNameError"]


class LinliError(Exception):
    """The parent of every error linli raises on purpose.

    Attributes
    ----------
    kind : str
        What kind of thing went wrong: ``input``, ``ambiguous``, ``plan``, ``unknown_name``, ``limit``, ``file``.
    location : str or None
        Where, as ``file:line``, as far as it is known.
    hint : str or None
        The way out, where there is one. It is part of the message as well.
    code : str or None
        The stable name of this kind of refusal, where the input caused it: ``date-order``, ``empty-file``.

    Examples
    --------
    >>> import linli
    >>> try:
    ...     linli.indicator("net_densty")
    ... except linli.LinliError as error:
    ...     print(error.hint)
    did you mean `net_density`?
    """

    kind: str
    location: str | None
    hint: str | None
    code: str | None

    def __init__(
        self,
        message: str = "",
        kind: str = "other",
        location: str | None = None,
        hint: str | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.location = location
        self.hint = hint
        self.code = code

    def __str__(self) -> str:
        """Return the sentence, as it was written (a ``KeyError`` would show it in quotes)."""
        return str(self.args[0]) if self.args else ""


class InputError(LinliError, ValueError):
    """A source cannot be read, or leaves a question open that must not be guessed."""


class ConfigError(LinliError, ValueError):
    """The plan, or an option, asks for something impossible."""


class UnknownNameError(LinliError, KeyError):
    """A name that nothing answers to; the message lists the nearest known ones."""


class LimitError(LinliError):
    """An input or a request is larger than the limits allow."""


class FileError(LinliError, OSError):
    """A file or folder cannot be read or written."""


# A traceback names an error as it is caught.
for _error in (LinliError, InputError, ConfigError, UnknownNameError, LimitError, FileError):
    _error.__module__ = "linli"
