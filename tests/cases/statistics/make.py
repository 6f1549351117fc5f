#!/usr/bin/env python3
"""Values that other software gives, stored beside this file; the tests compare them and need neither Python nor R.

    pip install pymannkendall==1.4.3 ruptures==1.1.10 scipy==1.17.1 statsmodels==0.15.0 numpy
    python3 tests/cases/statistics/make.py
    Rscript tests/cases/statistics/make.R

Data: `series` of pymannkendall.json is the 360-value vector of the tests of pyMannKendall (Hussain & Mahmud 2019, JOSS
4(39):1556), commit ec2e3ab1, kept as data; everything else is drawn here, with seeds.
"""
import json
import pathlib
from importlib.metadata import version

import numpy as np
import pymannkendall as mk
import ruptures as rpt
from scipy import stats
from statsmodels.tsa.stattools import acf

HERE = pathlib.Path(__file__).parent


def write(name, made_with, **content):
    made = {package: version(package) for package in made_with}
    text = json.dumps({"made_with": made, **content}, ensure_ascii=False, allow_nan=False)
    (HERE / name).write_text(text.replace('{"name"', '\n{"name"') + "\n", encoding="utf-8")


def listed(values):
    return [None if np.isnan(x) else float(x) for x in values]


def result(name, of, options, found, **more):
    """The `Tau` of pyMannKendall is S over all pairs, ties or not."""
    keys = {"s": found.s, "variance": found.var_s, "z": found.z, "p": found.p, "tau_a": found.Tau}
    line = {"slope": found.slope, "intercept": found.intercept}
    return {"name": name, "of": of, **options, **{k: float(v) for k, v in (keys | line).items()}, **more}


def trends():
    stored = json.loads((HERE / "pymannkendall.json").read_text(encoding="utf-8"))
    whole = np.array([np.nan if x is None else x for x in stored["series"]["whole"]], dtype=float)
    closed = whole[~np.isnan(whole)]
    rng = np.random.default_rng(20170306)
    noise = rng.normal(size=24)
    drifting = np.round(np.cumsum(noise) + 0.3 * np.arange(24), 2)
    counts = rng.poisson(6, size=12).astype(float)
    series = {"whole": whole, "closed": closed, "drifting": drifting, "counts": counts}
    tests = [
        ({"variant": "original"}, mk.original_test, {}),
        ({"variant": "hamed_rao"}, mk.hamed_rao_modification_test, {}),
        ({"variant": "hamed_rao", "lags": 3}, mk.hamed_rao_modification_test, {"lag": 3}),
        ({"variant": "yue_wang"}, mk.yue_wang_modification_test, {}),
        ({"variant": "yue_wang", "lags": 1}, mk.yue_wang_modification_test, {"lag": 1}),
        ({"variant": "pre_whitened"}, mk.pre_whitening_modification_test, {}),
        ({"variant": "trend_free_pre_whitened"}, mk.trend_free_pre_whitening_modification_test, {}),
        ({"variant": "seasonal", "period": 12}, mk.seasonal_test, {"period": 12}),
        ({"variant": "seasonal", "period": 4}, mk.seasonal_test, {"period": 4}),
    ]
    cases = []
    for of, values in series.items():
        for options, test, keys in tests:
            if options["variant"] == "seasonal" and len(values) < 2 * options["period"]:
                continue
            with np.errstate(all="ignore"):
                found = test(values, **keys)
            if not np.isfinite(found.z):
                continue
            # The package reports no slope of its own for seasonal tests of series with gaps; its function does.
            cases.append(result(f"{of}-{options['variant']}-{len(cases)}", of, options, found))
    write("pymannkendall.json", ["pymannkendall", "numpy"], series={k: listed(v) for k, v in series.items()}, cases=cases)


def exact():
    rng = np.random.default_rng(12)
    cases = []
    for n in range(4, 11):
        for k in range(3):
            x = rng.permutation(n).astype(float)
            found = stats.kendalltau(np.arange(n), x, method="exact")
            cases.append({"name": f"tau-{n}-{k}", "x": x.tolist(), "tau": float(found.statistic), "p": float(found.pvalue)})
    ties = []
    for n in (12, 20, 30):
        x = rng.poisson(3, size=n).astype(float)
        found = stats.kendalltau(np.arange(n), x)
        slope = stats.theilslopes(x, np.arange(n))
        residual = stats.theilslopes(x, np.arange(n), method="joint")
        ties.append({"name": f"ties-{n}", "x": x.tolist(), "tau": float(found.statistic), "slope": float(slope.slope),
                     "intercept_of_medians": float(slope.intercept), "intercept_of_residuals": float(residual.intercept)})
    gaps = []
    for n in (10, 25):
        x = rng.normal(size=n)
        x[[2, 3, n - 2]] = np.nan
        r = acf(x, nlags=6, missing="conservative", fft=False)
        gaps.append({"name": f"gaps-{n}", "x": listed(x), "r": [float(v) for v in r]})
    write("scipy.json", ["scipy", "statsmodels", "numpy"], exact=cases, ties=ties, gaps=gaps)


def changes():
    rng = np.random.default_rng(52)
    cases = []
    for k in range(20):
        pieces = [rng.normal(rng.normal(0, 2), 1, size=rng.integers(5, 20)) for _ in range(rng.integers(1, 5))]
        x = np.round(np.concatenate(pieces), 3)
        scaled = (x / x.std(ddof=1)).reshape(-1, 1)
        penalty = float(2 * np.log(len(x)))
        ends = rpt.Pelt(model="l2", jump=1, min_size=2).fit(scaled).predict(pen=penalty)
        cases.append({"name": f"shifts-{k}", "x": x.tolist(), "penalty": penalty, "ends": [int(e) for e in ends]})
    write("ruptures.json", ["ruptures", "numpy"], cases=cases)


def families():
    rng = np.random.default_rng(95)
    cases = []
    for m in (1, 5, 40):
        p = np.round(rng.beta(0.5, 2, size=m), 4)
        cases.append({"name": f"family-{m}", "p": p.tolist(), "q": stats.false_discovery_control(p).tolist()})
    write("families.json", ["scipy", "numpy"], cases=cases)


if __name__ == "__main__":
    trends()
    exact()
    changes()
    families()
