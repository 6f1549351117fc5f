"""linli 邻里: what neighbours' groups leave behind, as indicators and findings with their uncertainty stated.

A study comes from a folder or from tables, a run turns it into an outcome, and tables leave as Arrow, pandas or polars.

Examples
--------
>>> import linli
>>> plan = linli.Plan(id="lane", zone="Asia/Shanghai")
>>> plan.window
'28d'
"""

from linli import datasets
from linli._errors import ConfigError, FileError, InputError, LimitError, LinliError, UnknownNameError
from linli._indicator import Indicator
from linli._native import (
    Adjusted,
    Brief,
    ChangePoint,
    Check,
    Column,
    Comparison,
    Drifts,
    MarginalShare,
    NotSeen,
    Outcome,
    Panel,
    PanelTable,
    Picture,
    Plan,
    Qap,
    Sensitivity,
    Study,
    Table,
    Trend,
    __version__,
    benjamini_hochberg,
    changepoint,
    indicator,
    indicators,
    load,
    open,
    plan_keys,
    qap,
    signals,
    simulate,
    tie_rules,
    trend,
)

__all__ = [
    "Adjusted",
    "Brief",
    "ChangePoint",
    "Check",
    "Column",
    "Comparison",
    "ConfigError",
    "Drifts",
    "FileError",
    "Indicator",
    "InputError",
    "LimitError",
    "LinliError",
    "MarginalShare",
    "NotSeen",
    "Outcome",
    "Panel",
    "PanelTable",
    "Picture",
    "Plan",
    "Qap",
    "Sensitivity",
    "Study",
    "Table",
    "Trend",
    "UnknownNameError",
    "__version__",
    "benjamini_hochberg",
    "changepoint",
    "datasets",
    "indicator",
    "indicators",
    "load",
    "open",
    "plan_keys",
    "qap",
    "signals",
    "simulate",
    "tie_rules",
    "trend",
]
