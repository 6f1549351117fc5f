//! How participation is shared out: the Lorenz curve of attendances and of turns, with the Gini coefficient beside it.

use linli::definition::{Undefined, Value};
use linli::indicator::{TableId, net, node};
use linli::panel::Key;
use linli::records::GroupId;
use linli::statistics::gini;

use super::returning::percent;
use super::{Title, heads, name_of, number, row_head, table};
use crate::html::Writer;
use crate::number::significant;
use crate::reading::{Choice, Organized, Reading, days_of, rows_of};
use crate::svg::{self, Against, Curve, Share};
use crate::text::{self, Text};

/// People below whom a curve shows single persons, and chance.
const LEAST_PEOPLE: usize = 5;
/// Steps a curve has at most.
const MOST_STEPS: usize = 50;

/// Something shared out among people.
struct Shared {
    name: Text,
    /// The share of each person, ascending; or why there is none.
    values: Result<Vec<f64>, Text>,
    gini: Value,
}

/// The curves with their table, or why there are none.
pub(super) fn participation(w: &mut Writer, reading: &Reading<'_>, organized: &Organized) {
    w.say_in("h3", &text::PARTICIPATION);
    // Attendances are of all days and of whoever came, turns of one month and of all members: one of them alone is shown, and
    // of several groups no turns.
    let mut all = vec![attendances(reading, organized)];
    if let (Err(_), &[group]) = (&all[0].values, organized.groups.as_slice()) {
        all.extend(turns(reading, group));
    }
    let drawn: Vec<(&Shared, &Vec<f64>)> = all.iter().filter_map(|s| Some((s, s.values.as_ref().ok()?))).collect();
    if !drawn.is_empty() {
        let mut description = Text::fixed("", "");
        for (shared, values) in &drawn {
            let said = shared.name.then("：", ": ", &in_words(values));
            description = if description.zh.is_empty() { said } else { description.then("；", "; ", &said) };
        }
        let picture = Curve {
            title: text::PARTICIPATION
                .then("，", ", ", &Text::same(name_of(reading, organized.id)))
                .plain(w.language()),
            description: description.plain(w.language()),
            marks: [(0.0, "0"), (0.5, "50%"), (1.0, "100%")].map(|(x, text)| (x, text.to_owned())).to_vec(),
            lines: drawn.iter().map(|(_, values)| lorenz(values)).collect(),
            against: Against::EqualShares,
        };
        w.tag("figure", |w| {
            svg::draw_curve(w, &picture);
            w.tag("figcaption", |w| {
                w.element("span", &[("class", "legend")], |w| {
                    for ((shared, _), class) in drawn.iter().zip(["key k0", "key k1", "key k2"]) {
                        w.element("i", &[("class", class)], |_| {});
                        w.say(&shared.name);
                    }
                });
                w.tag("small", |w| w.say(&text::PARTICIPATION_NOTE));
            });
        });
        numbers(w, &drawn);
    }
    for (shared, why) in all.iter().filter_map(|shared| Some((shared, shared.values.as_ref().err()?))) {
        w.say_in("p", &shared.name.then("：", ": ", why));
    }
}

/// Attendances at all activities with a list, by everybody who has come.
fn attendances(reading: &Reading<'_>, organized: &Organized) -> Shared {
    let counts = reading.attendances(organized.id).iter().map(|&times| f64::from(times)).collect();
    let values = enough(counts, &text::NO_LISTS);
    let gini = values
        .as_ref()
        .map_or(Err(Undefined::TooFewMembers), |values| gini(&mut values.clone()).ok_or(Undefined::TooFewEvents));
    Shared { name: text::SHARED_ATTENDANCES.clone(), values, gini }
}

/// Turns of the last window that the sources cover, by residents; with the Gini coefficient of the panel.
fn turns(reading: &Reading<'_>, group: GroupId) -> Option<Shared> {
    let column = reading.column(net::NET_GINI_TURNS.id())?;
    let (population, said) = reading.residents(column.indicator)?;
    let window = reading.last_window(group)?;
    let days = Text::same(&days_of(&reading.windows()[window as usize]));
    let name = text::SHARED_TURNS.then("（", " (", &days).then("，", ", ", &text::staff(said.staff));
    let name = name.then("）", ")", &Text::fixed("", ""));
    let choice = Choice { population: Some(population), ties: None };
    let gini = column.at(group.index() as u32, window, choice).map_or(Err(Undefined::NotRecorded), |seen| seen.value);
    let values = match (gini, reading.panel().table(TableId::Members)) {
        (Err(reason), _) => Err(Text::reason(reason)),
        (Ok(_), None) => Err(text::NOT_IN_THE_RUN.clone()),
        (Ok(_), Some(members)) => match members.column(node::NODE_TURNS.id()) {
            Err(_) => Err(text::NOT_IN_THE_RUN.clone()),
            Ok(at) => {
                let own = rows_of(members, group.index() as u32)
                    .filter(|row| row.key(Key::Window) == Some(window) && row.key(Key::Population) == Some(population));
                enough(own.filter_map(|row| row.seen(at).value.ok()).collect(), &text::NOBODY_SPOKE)
            }
        },
    };
    Some(Shared { name, values, gini })
}

/// Values ascending, where there are enough people among whom enough is shared out.
fn enough(mut values: Vec<f64>, none: &Text) -> Result<Vec<f64>, Text> {
    values.sort_by(f64::total_cmp);
    let total: f64 = values.iter().sum();
    match values.len() {
        0 => Err(none.clone()),
        _ if total <= 0.0 => Err(none.clone()),
        people if people < LEAST_PEOPLE => Err(text::too_few_people(people, LEAST_PEOPLE)),
        people if total < people as f64 => Err(text::too_little_shared(total, people)),
        _ => Ok(values),
    }
}

/// The share of the total that the given share of people has who have least.
fn share_of_least(values: &[f64], people: f64) -> f64 {
    let total: f64 = values.iter().sum();
    let upto = people * values.len() as f64;
    let whole = upto.floor() as usize;
    let part = values.get(whole).map_or(0.0, |value| value * (upto - whole as f64));
    (values.iter().take(whole).sum::<f64>() + part) / total
}

fn lorenz(values: &[f64]) -> Vec<Share> {
    let steps = values.len().min(MOST_STEPS);
    let at = |step: usize| {
        // Where steps are people, their own sums, and otherwise what lies between.
        let x = step as f64 / steps as f64;
        Share { x, y: share_of_least(values, x).min(1.0), bounds: None }
    };
    (0..=steps).map(at).collect()
}

fn numbers(w: &mut Writer, drawn: &[(&Shared, &Vec<f64>)]) {
    type Fact = fn(&Shared, &[f64]) -> String;
    let facts: [(&Text, Fact); 5] = [
        (&text::PEOPLE, |_, values| values.len().to_string()),
        (&text::IN_ALL, |_, values| format!("{:.0}", values.iter().sum::<f64>())),
        (&text::BUSIEST_FIFTH, |_, values| percent(1.0 - share_of_least(values, 0.8))),
        (&text::OTHER_HALF, |_, values| percent(share_of_least(values, 0.5))),
        (&text::GINI, |shared, _| shared.gini.map_or_else(|_| "–".to_owned(), significant)),
    ];
    table(w, "counts", Title::Heard(&text::PARTICIPATION), |w| {
        let columns: Vec<&Text> =
            [&text::WHAT].into_iter().chain(drawn.iter().map(|(shared, _)| &shared.name)).collect();
        heads(w, &columns);
        w.tag("tbody", |w| {
            for (name, fact) in &facts {
                w.tag("tr", |w| {
                    row_head(w, |w| w.say(name));
                    for (shared, values) in drawn {
                        number(w, &fact(shared, values));
                    }
                });
            }
        });
    });
}

fn in_words(values: &[f64]) -> Text {
    let (people, fifth) = (values.len(), percent(1.0 - share_of_least(values, 0.8)));
    let half = percent(share_of_least(values, 0.5));
    Text::of(
        format!("{people}人，最多的五分之一占{fifth}，最少的一半占{half}"),
        format!("{people} people; the busiest fifth has {fifth}, the half with least {half}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_few_people_lie_between() {
        let values = [0.0, 1.0, 1.0, 2.0, 6.0];
        assert!(
            (share_of_least(&values, 0.8) - 0.4).abs() < 1e-12 && (share_of_least(&values, 0.5) - 0.15).abs() < 1e-12
        );
        assert!((share_of_least(&values, 1.0) - 1.0).abs() < 1e-12);
    }

    /// Twice the area between the diagonal and the curve is the coefficient of the library.
    #[test]
    fn the_curve_and_the_coefficient_are_one() {
        for values in [vec![1.0; 7], vec![0.0, 0.0, 0.0, 9.0], vec![0.0, 1.0, 1.0, 2.0, 6.0, 30.0]] {
            let curve = lorenz(&values);
            let area: f64 = curve.windows(2).map(|two| (two[1].x - two[0].x) * f64::midpoint(two[0].y, two[1].y)).sum();
            let coefficient = gini(&mut values.clone()).unwrap();
            assert!((1.0 - 2.0 * area - coefficient).abs() < 1e-9, "{values:?}");
        }
    }

    #[test]
    fn too_few_people_and_too_little_have_no_curve() {
        let why = |values: &[f64]| enough(values.to_vec(), &text::NO_LISTS).unwrap_err().en;
        assert_eq!(why(&[]), text::NO_LISTS.en);
        assert_eq!(why(&[0.0; 9]), text::NO_LISTS.en);
        assert!(why(&[3.0; 4]).contains("4 people") && why(&[0.0, 0.0, 0.0, 1.0, 1.0]).contains("2 among 5"));
        assert!(enough(vec![1.0; 5], &text::NO_LISTS).is_ok());
    }
}
