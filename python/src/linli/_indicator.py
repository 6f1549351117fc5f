"""One entry of the register of indicators."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

__all__ = ["Indicator"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Indicator:
    """One indicator: what it says, how it is defined, where it is undefined.

    The documentation of the object is its page: ``help(linli.indicator("net_density"))``.

    Attributes
    ----------
    id : str
        Its id, which is its column.
    title, title_zh : str
        Its title, in English and Chinese.
    table : str
        The table of the panel it stands in.
    kind : str
        How its column is stored: ``real``, ``count``, ``category`` or ``date``.
    definition : str
        The definition, with its symbols explained.
    range : tuple of float
        Smallest and largest possible value.
    revision : int
        Goes up whenever a value changes.
    page : str
        The whole card, in Markdown.
    """

    id: str
    title: str
    title_zh: str
    table: str
    kind: str
    definition: str
    range: tuple[float, float]
    revision: int
    page: str

    def __post_init__(self) -> None:
        """Make the page the documentation of this object."""
        object.__setattr__(self, "__doc__", self.page)

    def __repr__(self) -> str:
        """Return the page, which is what one wants to read of an indicator."""
        return self.page

    def _repr_html_(self) -> str:
        """Return the page for a notebook."""
        return f'<pre class="linli">{escape(self.page)}</pre>'
