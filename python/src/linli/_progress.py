"""Where a run stands: a bar where somebody looks, silence elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["bar"]


class Bar(Protocol):
    """What a run tells how far it is."""

    def __call__(self, done: int, total: int) -> None:
        """Hear how many groups are done, and how many there are."""

    def close(self) -> None:
        """End the bar."""


class _Told:
    """Tells a callable, or nobody."""

    def __init__(self, tell: Callable[[int, int], object] | None) -> None:
        self._tell = tell

    def __call__(self, done: int, total: int) -> None:
        if self._tell is not None:
            self._tell(done, total)

    def close(self) -> None:
        """Do nothing: a callable has no end."""


class _Tqdm:
    """A bar by tqdm, opened when the run has said how much there is."""

    def __init__(self) -> None:
        from tqdm.auto import tqdm

        self._tqdm = tqdm
        self._bar: Any = None

    def __call__(self, done: int, total: int) -> None:
        if self._bar is None:
            self._bar = self._tqdm(total=total, unit="group", leave=False)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """End the bar, if there is one."""
        if self._bar is not None:
            self._bar.close()


def bar(progress: bool | Callable[[int, int], object] | None) -> Bar:  # noqa: FBT001
    """Return what hears how far a run is.

    Parameters
    ----------
    progress : bool or callable or None
        ``None`` for a bar where tqdm is installed and somebody looks, ``True`` for a bar, ``False`` for none, or a
        callable.

    Returns
    -------
    Bar
    """
    if callable(progress):
        return _Told(progress)
    if progress is not None and not isinstance(progress, bool):
        message = f"`progress` is a {type(progress).__name__}; it must be True, False, None or a callable"
        raise TypeError(message)
    if progress or (progress is None and _watched()):
        try:
            return _Tqdm()
        except ImportError as error:
            if progress:
                message = "a progress bar needs tqdm, which is not installed; pip install tqdm"
                raise ImportError(message) from error
    return _Told(None)


def _watched() -> bool:
    """Whether there is a terminal or a notebook to draw a bar in."""
    return "ipykernel" in sys.modules or (sys.stderr is not None and sys.stderr.isatty())
