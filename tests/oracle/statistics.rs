//! The mathematics on slices against published tables and against stored values of other software
//! (`tests/cases/statistics`). Compared, never recomputed; 1e-9 relative where the source gives all digits.

use std::fmt::Debug;

use linli::statistics::{
    Cost, Dyads, Family, Gaps, Intercept, IntervalScale, Lags, PeltOptions, Penalty, Spell, SpellEnd, SquareMatrix,
    Stream, Tested, Trend, TrendOptions, Variant, autocorrelation, benjamini_hochberg, cox_stuart, kaplan_meier, mrqap,
    pelt, pettitt, qap, trend,
};
use serde_json::Value;

fn stored(name: &str) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/statistics").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let stored: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(stored["made_with"].as_object().is_some_and(|made| !made.is_empty()), "{name}: made with what?");
    stored
}

fn series(value: &Value) -> Vec<Option<f64>> {
    value.as_array().expect("a list").iter().map(Value::as_f64).collect()
}

fn numbers(value: &Value) -> Vec<f64> {
    series(value).into_iter().map(|x| x.expect("a number")).collect()
}

fn matrix(value: &Value) -> SquareMatrix {
    let rows: Vec<Vec<f64>> = value.as_array().expect("rows").iter().map(numbers).collect();
    SquareMatrix::from_rows(&rows).expect("a square")
}

/// Differences found, all shown at the end.
#[derive(Default)]
struct Compared {
    count: usize,
    wrong: Vec<String>,
}

impl Compared {
    fn near(&mut self, what: &str, found: f64, published: f64, tolerance: f64) {
        self.count += 1;
        // What is no number is wrong, too.
        if (found - published).abs().partial_cmp(&tolerance).is_none_or(std::cmp::Ordering::is_gt) {
            self.wrong.push(format!("{what}: {found}, published {published}"));
        }
    }

    /// 1e-9 relative; for values near 0, 1e-12 absolute.
    fn same(&mut self, what: &str, found: f64, stored: f64) {
        self.near(what, found, stored, (1e-9 * stored.abs()).max(1e-12));
    }

    fn maybe(&mut self, what: &str, found: Option<f64>, stored: Option<f64>) {
        match (found, stored) {
            (Some(found), Some(stored)) => self.same(what, found, stored),
            _ => self.equal(what, &found, &stored),
        }
    }

    fn equal<T: PartialEq + Debug>(&mut self, what: &str, found: &T, stored: &T) {
        self.count += 1;
        if found != stored {
            self.wrong.push(format!("{what}: {found:?}, stored {stored:?}"));
        }
    }

    fn done(self, least: usize) {
        assert!(self.wrong.is_empty(), "{} of {}:\n{}", self.wrong.len(), self.count, self.wrong.join("\n"));
        assert!(self.count >= least, "only {} values were compared", self.count);
    }
}

fn tested(values: &[Option<f64>], variant: Variant) -> Trend {
    trend(values, TrendOptions { variant, ..TrendOptions::default() }).expect("a trend")
}

/// The gaps closed, as the package does it.
fn variant(case: &Value) -> Variant {
    let lags = case["lags"].as_u64().map_or(Lags::All, |k| Lags::First(k as usize));
    match case["variant"].as_str().expect("a variant") {
        "original" => Variant::Original,
        "hamed_rao" => Variant::HamedRao(lags, Gaps::Closed),
        "yue_wang" => Variant::YueWang(lags, Gaps::Closed),
        "pre_whitened" => Variant::PreWhitened(Gaps::Closed),
        "trend_free_pre_whitened" => Variant::TrendFreePreWhitened(Gaps::Closed),
        "seasonal" => Variant::Seasonal(case["period"].as_u64().expect("a period") as usize),
        other => panic!("{other}"),
    }
}

/// The published results of the tests of pyMannKendall (commit ec2e3ab1) on its 360 values, seven of them missing.
#[test]
fn mann_kendall_on_the_published_vector() {
    let mut compared = Compared::default();
    let values = series(&stored("pymannkendall.json")["series"]["whole"]);
    let original = tested(&values, Variant::Original);
    compared.equal("S", &original.s, &-1959);
    compared.same("Var S", original.variance, 4_889_800.333_333_333);
    compared.same("z", original.z.unwrap(), -0.885_456_284_258_991_6);
    compared.same("p", original.p.unwrap(), 0.375_910_587_405_068_33);
    // Its τ takes all pairs, ties or not; ours leaves the tied ones out.
    compared.same("τₐ", original.s as f64 / (353.0 * 352.0 / 2.0), -0.031_531_676_538_758_69);
    compared.same("slope", original.line.slope, -0.006_369_426_751_592_357);
    compared.same("intercept", original.line.intercept, 96.152_866_242_038_21);
    let of = |lags| tested(&values, Variant::HamedRao(lags, Gaps::Closed));
    compared.same("Hamed–Rao Var S", of(Lags::All).variance, 259_723.813_167_161_25);
    compared.same("Hamed–Rao p", of(Lags::All).p.unwrap(), 0.000_122_038_292_412_751_66);
    compared.near("Hamed–Rao p, three lags", of(Lags::First(3)).p.unwrap(), 0.6037, 5e-5);
    let yue_wang = tested(&values, Variant::YueWang(Lags::All, Gaps::Closed));
    compared.same("Yue–Wang p", yue_wang.p.unwrap(), 0.008_401_398_144_858_296);
    let white = tested(&values, Variant::PreWhitened(Gaps::Closed));
    compared.equal("pre-whitened S", &white.s, &-219);
    compared.same("pre-whitened p", white.p.unwrap(), 0.921_274_299_027_265_1);
    let free = tested(&values, Variant::TrendFreePreWhitened(Gaps::Closed));
    compared.equal("trend-free S", &free.s, &-630);
    compared.same("trend-free p", free.p.unwrap(), 0.775_546_570_691_338_5);
    let seasonal = tested(&values, Variant::Seasonal(12));
    compared.equal("seasonal S", &seasonal.s, &-399);
    compared.near("seasonal p", seasonal.p.unwrap(), 0.0326, 5e-5);
    compared.same("seasonal slope", seasonal.line.slope, -0.086_956_521_739_130_43);
    compared.same("seasonal intercept", seasonal.line.intercept, 96.311_594_202_898_55);
    // With the gaps kept a lag is that many months, and the verdicts are the same.
    let kept = |variant| tested(&values, variant).p.unwrap();
    assert!(kept(Variant::HamedRao(Lags::All, Gaps::Kept)) < 0.05);
    assert!(kept(Variant::HamedRao(Lags::First(3), Gaps::Kept)) > 0.5);
    compared.done(19);
}

#[test]
fn mann_kendall_as_pymannkendall() {
    let mut compared = Compared::default();
    let stored = stored("pymannkendall.json");
    for case in stored["cases"].as_array().expect("cases") {
        let name = case["name"].as_str().expect("a name");
        let values = series(&stored["series"][case["of"].as_str().expect("a series")]);
        let found = tested(&values, variant(case));
        let number = |key: &str| case[key].as_f64().expect("a number");
        compared.equal(&format!("{name} S"), &(found.s as f64), &number("s"));
        compared.same(&format!("{name} Var S"), found.variance, number("variance"));
        compared.maybe(&format!("{name} z"), found.z, case["z"].as_f64());
        // The package takes p as twice 1 − Φ, which loses its last digits where it is small.
        compared.near(&format!("{name} p"), found.p.unwrap(), number("p"), 1e-9 * number("p") + 1e-15);
        compared.same(&format!("{name} slope"), found.line.slope, number("slope"));
        compared.same(&format!("{name} intercept"), found.line.intercept, number("intercept"));
    }
    compared.done(120);
}

/// The vignette of R's `trend`: nottem, twenty years of monthly temperatures.
#[test]
fn seasonal_mann_kendall_on_nottem() {
    let mut compared = Compared::default();
    let nottem = series(&stored("series.json")["nottem"]);
    assert_eq!(nottem.len(), 240);
    // Its p is that of S / √Var S, without the continuity correction: .009, .029 and .036 are these z.
    for (month, s, z) in [(7, 80, 2.594..2.632), (8, 67, 2.176..2.191)] {
        let years: Vec<_> = nottem.iter().copied().skip(month).step_by(12).collect();
        let found = tested(&years, Variant::Original);
        compared.equal(&format!("month {} S", month + 1), &found.s, &s);
        compared.equal(
            &format!("month {} z", month + 1),
            &z.contains(&(found.s as f64 / found.variance.sqrt())),
            &true,
        );
    }
    let whole = tested(&nottem, Variant::Seasonal(12));
    compared.equal("S", &whole.s, &224);
    compared.equal("z", &(2.091..2.103).contains(&(whole.s as f64 / whole.variance.sqrt())), &true);
    compared.done(6);
}

/// The same vignette: Cox & Stuart's test (Sachs 1997).
#[test]
fn cox_stuart_as_published() {
    let of = |values: &[i32]| cox_stuart(&values.iter().map(|&x| Some(f64::from(x))).collect::<Vec<_>>()).unwrap();
    let frost = of(&[9, 12, 4, 3, 0, 4, 2, 1, 4, 2, 9, 7]);
    assert!((frost.z + 0.5).abs() < 1e-12, "{frost:?}");
    let sachs = of(&[5, 6, 2, 3, 5, 6, 4, 3, 7, 8, 9, 7, 5, 3, 4, 7, 3, 5, 6, 7, 8, 9]);
    // z to two digits, as printed; the printed p .0357 is that of the rounded z.
    assert!((sachs.z - 2.1).abs() < 0.05 && (sachs.p - 0.0357).abs() < 0.001, "{sachs:?}");
}

#[test]
fn exact_p_ties_and_gaps_as_scipy_and_statsmodels() {
    let mut compared = Compared::default();
    let stored = stored("scipy.json");
    for case in stored["exact"].as_array().expect("cases") {
        let found = tested(&series(&case["x"]), Variant::Original);
        let name = case["name"].as_str().expect("a name");
        assert!(found.exact);
        compared.maybe(&format!("{name} τ"), found.tau, case["tau"].as_f64());
        compared.maybe(&format!("{name} p"), found.p, case["p"].as_f64());
    }
    for case in stored["ties"].as_array().expect("cases") {
        let values = series(&case["x"]);
        let name = case["name"].as_str().expect("a name");
        let of = |intercept| trend(&values, TrendOptions { intercept, ..TrendOptions::default() }).expect("a trend");
        let found = of(Intercept::OfMedians);
        compared.maybe(&format!("{name} τ"), found.tau, case["tau"].as_f64());
        compared.maybe(&format!("{name} slope"), Some(found.line.slope), case["slope"].as_f64());
        compared.maybe(
            &format!("{name} of medians"),
            Some(found.line.intercept),
            case["intercept_of_medians"].as_f64(),
        );
        let residuals = of(Intercept::OfResiduals).line.intercept;
        compared.maybe(&format!("{name} of residuals"), Some(residuals), case["intercept_of_residuals"].as_f64());
    }
    for case in stored["gaps"].as_array().expect("cases") {
        let values = series(&case["x"]);
        for (lag, r) in numbers(&case["r"]).into_iter().enumerate() {
            let what = format!("{} lag {lag}", case["name"]);
            compared.maybe(&what, autocorrelation(&values, lag), Some(r));
        }
    }
    compared.done(60);
}

/// Pettitt (1979), Table 1: Page's data; compared, value by value, with the data set `PagesData` of R's `trend`.
#[test]
fn pettitt_on_pages_data() {
    let page = [
        -1.05, 0.96, 1.22, 0.58, -0.98, -0.03, -1.54, -0.71, -0.35, 0.66, 0.44, 0.91, -0.02, -1.42, 1.26, -1.02, -0.81,
        1.66, 1.05, 0.97, 2.14, 1.22, -0.24, 1.60, 0.72, -0.12, 0.44, 0.03, 0.66, 0.56, 1.37, 1.66, 0.10, 0.80, 1.29,
        0.49, -0.07, 1.18, 3.29, 1.84,
    ];
    let found = pettitt(&page.map(Some)).unwrap();
    assert_eq!((found.before, found.k, found.exact), (17, 232, false));
    // Printed as .014: its digits were cut, not rounded.
    assert!((0.014..0.015).contains(&found.p), "{}", found.p);
}

/// The flow of the Nile, 1871–1970: the dam of 1898 is the twenty-eighth year.
#[test]
fn changes_of_the_nile() {
    let stored = stored("series.json");
    let nile = series(&stored["nile"]);
    assert_eq!((nile.len(), stored["nile_break"].as_u64()), (100, Some(28)));
    let found = pettitt(&nile).unwrap();
    assert_eq!(found.before, 28);
    let ends = |options: PeltOptions| -> Vec<usize> {
        let found = pelt(&nile, options).unwrap();
        found.segments.iter().map(|segment| segment.last + 1).collect()
    };
    // One change of mean: the least squares of R's strucchange.
    assert_eq!(ends(PeltOptions::default()), [28, 100]);
    // Mean and variance at the penalty of R's changepoint, 4 ln n: the fifth and sixth year are equal, and with next to no
    // least variance they stand alone, as published. With the variance of rounding to tens they do not.
    let penalty = Penalty::Fixed(4.0 * 100_f64.ln());
    let tiny = Cost::MeanAndVariance { least: 1e-11 };
    assert_eq!(ends(PeltOptions { cost: tiny, penalty }), [4, 6, 28, 100]);
    let tens = Cost::MeanAndVariance { least: 100.0 / 12.0 };
    assert_eq!(ends(PeltOptions { cost: tens, penalty }), [28, 100]);
}

#[test]
fn shifts_as_ruptures() {
    let mut compared = Compared::default();
    for case in stored("ruptures.json")["cases"].as_array().expect("cases") {
        let found = pelt(&series(&case["x"]), PeltOptions::default()).unwrap();
        let ends: Vec<f64> = found.segments.iter().map(|segment| (segment.last + 1) as f64).collect();
        compared.equal(&format!("{}", case["name"]), &ends, &numbers(&case["ends"]));
        compared.maybe("penalty", Some(found.penalty), case["penalty"].as_f64());
    }
    compared.done(40);
}

#[test]
fn families_as_scipy() {
    let mut compared = Compared::default();
    for case in stored("families.json")["cases"].as_array().expect("cases") {
        let tests: Vec<_> = numbers(&case["p"]).into_iter().map(|p| Some(Tested { p, floor: 0.0 })).collect();
        let found = benjamini_hochberg(&Family::new("drawn", 0.05).unwrap(), &tests).unwrap();
        for (q, stored) in found.q.iter().zip(numbers(&case["q"])) {
            compared.maybe(&format!("{}", case["name"]), *q, Some(stored));
        }
    }
    compared.done(46);
}

#[test]
fn survival_as_r() {
    let mut compared = Compared::default();
    for case in stored("survival.json")["cases"].as_array().expect("cases") {
        let name = case["name"].as_str().expect("a name");
        let scale = match case["scale"].as_str() {
            Some("log-log") => IntervalScale::LogMinusLog,
            Some("log") => IntervalScale::Log,
            _ => IntervalScale::Plain,
        };
        let ends =
            numbers(&case["event"]).into_iter().map(|e| if e > 0.0 { SpellEnd::Event } else { SpellEnd::Censored });
        let spells: Vec<Spell> =
            numbers(&case["time"]).into_iter().zip(ends).map(|(time, end)| Spell { time, end }).collect();
        let found = kaplan_meier(&spells, scale).unwrap();
        let column = |of: fn(&linli::statistics::SurvivalStep) -> Option<f64>| -> Vec<Option<f64>> {
            found.steps.iter().map(of).collect()
        };
        compared.equal(&format!("{name} times"), &column(|s| Some(s.time)), &series(&case["at"]));
        compared.equal(&format!("{name} at risk"), &column(|s| Some(s.at_risk as f64)), &series(&case["at_risk"]));
        compared.equal(&format!("{name} events"), &column(|s| Some(s.events as f64)), &series(&case["events"]));
        let curves = [
            ("survival", column(|s| Some(s.survival))),
            ("low", column(|s| s.interval.map(|[low, _]| low))),
            ("high", column(|s| s.interval.map(|[_, high]| high))),
        ];
        for (key, values) in curves {
            for (i, (value, stored)) in values.into_iter().zip(series(&case[key])).enumerate() {
                compared.maybe(&format!("{name} {key} {i}"), value, stored);
            }
        }
        compared.maybe(&format!("{name} median"), found.median, case["median"].as_f64());
        compared.maybe(&format!("{name} median, low"), found.median_interval[0], case["median_low"].as_f64());
        compared.maybe(&format!("{name} median, high"), found.median_interval[1], case["median_high"].as_f64());
    }
    compared.done(1000);
}

#[test]
fn networks_as_r() {
    let mut compared = Compared::default();
    for case in stored("networks.json")["cases"].as_array().expect("cases") {
        let name = case["name"].as_str().expect("a name");
        let (x, y, z) = (matrix(&case["x"]), matrix(&case["y"]), matrix(&case["z"]));
        let mut stream = Stream::of(1, &[]);
        let pair = qap(&x, &y, Dyads::Directed, 720, &mut stream).unwrap();
        let number = |key: &str| case[key].as_f64().expect("a number");
        compared.same(&format!("{name} r"), pair.r, number("r"));
        compared.same(&format!("{name} p"), pair.p.value, number("r_p"));
        compared.same(&format!("{name} p high"), pair.p_high.value, number("r_p_high"));
        compared.same(&format!("{name} mean"), pair.mean, number("r_mean"));
        let found = mrqap(&y, &[x, z], Dyads::Directed, 720, &mut stream).unwrap();
        let (b, t) = (numbers(&case["b"]), numbers(&case["t"]));
        compared.same(&format!("{name} intercept"), found.intercept, b[0]);
        for (k, p) in [(0, "p_x"), (1, "p_z")] {
            compared.same(&format!("{name} b{k}"), found.predictors[k].b, b[k + 1]);
            compared.same(&format!("{name} t{k}"), found.predictors[k].t, t[k + 1]);
            compared.same(&format!("{name} {p}"), found.predictors[k].p.value, number(p));
        }
        compared.same(&format!("{name} R²"), found.r_squared, number("r_squared"));
    }
    compared.done(36);
}
