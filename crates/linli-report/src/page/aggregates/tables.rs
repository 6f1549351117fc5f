//! The tables of both pages. Where there is no number, its reason stands in the same size.

use linli::definition::{Share, Undefined};
use linli::records::Money;
use linli::release::{Accounts, Checked, ComingBack, Doing, Gap, People, Unknown};
use linli::statistics::wilson;

use super::say;
use crate::html::Writer;
use crate::page::{Title, heads, number, row_head, table};
use crate::text::{self, Text};

/// What was held, and who keeps the record.
pub(super) fn doing(w: &mut Writer, doing: &Doing) {
    let keeping = &doing.keeping;
    table(w, "counts", Title::Heard(&say::ACTIVITIES), |w| {
        heads(w, &[&say::ACTIVITIES, &say::COUNT, &say::OF, &say::SHARE]);
        w.tag("tbody", |w| {
            w.tag("tr", |w| {
                row_head(w, |w| w.say(&say::HELD_IN_ALL));
                number(w, &doing.held.to_string());
                w.tag("td", |_| {});
                w.tag("td", |_| {});
            });
            for (head, share) in [
                (&say::BY_RESIDENTS, doing.asked_by_residents),
                (&say::FOR_OTHERS, doing.serves_others),
                (&say::WITHOUT_STAFF, doing.without_staff),
                (&say::WITH_GIFTS, doing.gifts),
                (&say::WITH_GUESTS, doing.guests),
                (&say::NOTICE, keeping.notice),
                (&say::LIST, keeping.list),
                (&say::RECORD, keeping.record),
                (&say::ALL_THREE, keeping.all),
            ] {
                w.tag("tr", |w| {
                    row_head(w, |w| w.say(head));
                    events(w, share);
                });
            }
        });
    });
}

/// How many came, in bands.
pub(super) fn headcounts(w: &mut Writer, doing: &Doing, bands: [u32; 3]) {
    let [a, b, c] = bands;
    let names = [format!("< {a}"), format!("{a}–{}", b - 1), format!("{b}–{}", c - 1), format!("≥ {c}")]
        .map(|name| Text::same(&name));
    let [below, first, second, above] = &names;
    table(w, "counts", Title::Heard(&say::HEADCOUNT), |w| {
        heads(w, &[&say::HEADCOUNT, below, first, second, above, &say::NOT_COUNTED]);
        w.tag("tbody", |w| {
            w.tag("tr", |w| {
                row_head(w, |w| w.say(&say::ACTIVITIES));
                doing.headcounts.iter().for_each(|count| number(w, &count.to_string()));
            });
        });
    });
}

/// Who comes back, with and without days of gifts and guests.
pub(super) fn coming_back(w: &mut Writer, rows: &[ComingBack]) {
    table(w, "counts", Title::Heard(&say::COMES_BACK), |w| {
        heads(w, &[&say::COMES_BACK, &text::ALL_DAYS, &say::SHARE, &text::ORDINARY_DAYS, &say::SHARE]);
        w.tag("tbody", |w| {
            for row in rows {
                w.tag("tr", |w| {
                    row_head(w, |w| w.say(&say::after(row.after)));
                    people(w, row.all);
                    people(w, row.ordinary);
                });
            }
        });
    });
}

/// From receiving to helping.
pub(super) fn helping(w: &mut Writer, share: People) {
    table(w, "counts", Title::Heard(&say::HELPING), |w| {
        heads(w, &[&say::HELPING, &say::PEOPLE, &say::SHARE]);
        w.tag("tbody", |w| {
            w.tag("tr", |w| {
                row_head(w, |w| w.say(&say::HELPED));
                people(w, share);
            });
        });
    });
}

/// The random check.
pub(super) fn checked(w: &mut Writer, checked: Option<Checked>) {
    table(w, "counts", Title::Heard(&say::CHECK), |w| {
        heads(w, &[&say::CHECK, &say::DRAWN, &say::FOUND, &say::ANSWERED, &say::SHARE]);
        w.tag("tbody", |w| {
            w.tag("tr", |w| {
                row_head(w, |w| w.say(&say::CHECKED));
                let found = checked.map_or(Err(Undefined::NotRecorded), |checked| checked.found);
                number(w, &checked.map_or(0, |checked| checked.drawn).to_string());
                match found.map(|found| (found, wilson(found.hits, found.of))) {
                    Ok((found, interval)) => {
                        number(w, &found.hits.to_string());
                        number(w, &found.of.to_string());
                        let share = f64::from(found.hits) / f64::from(found.of.max(1));
                        number(w, &with_interval(share, interval.unwrap_or([0.0, 1.0])));
                    }
                    Err(_) => (0..3).for_each(|_| w.element("td", &[("class", "u")], |w| w.say(&say::NOT_ASKED))),
                }
            });
        });
    });
}

/// Asked, granted, spent, with receipts.
pub(super) fn accounts(w: &mut Writer, accounts: &Accounts, per_returning: Option<Result<Money, Gap>>) {
    table(w, "counts", Title::Heard(&say::MONEY), |w| {
        heads(w, &[&say::MONEY, &say::SUM]);
        w.tag("tbody", |w| {
            let lines = [
                (&say::ASKED, accounts.asked),
                (&say::GRANTED, accounts.granted),
                (&say::SPENT, accounts.spent),
                (&say::RECEIPTED, accounts.receipted),
                (&say::PER_ACTIVITY, accounts.per_activity),
            ];
            let lines = lines.into_iter().map(|(head, sum)| (head, sum.map_err(Gap::Undefined)));
            for (head, sum) in lines.chain(per_returning.map(|sum| (&say::PER_RETURNING, sum))) {
                w.tag("tr", |w| {
                    row_head(w, |w| w.say(head));
                    match sum {
                        Ok(sum) => number(w, &sum.to_string()),
                        Err(gap) => why(w, gap),
                    }
                });
            }
        });
    });
}

/// What is not known.
pub(super) fn unknown(w: &mut Writer, rows: &[Unknown]) {
    table(w, "counts", Title::Heard(&say::UNKNOWN), |w| {
        heads(w, &[&say::WHAT, &say::COUNT, &say::OF_ALL]);
        w.tag("tbody", |w| {
            for row in rows {
                w.tag("tr", |w| {
                    row_head(w, |w| w.say(say::unknown(row.what)));
                    number(w, &row.count.to_string());
                    number(w, &row.of.to_string());
                });
            }
        });
    });
}

/// Count, of how many, share; events stand as they are.
fn events(w: &mut Writer, share: Share) {
    match share {
        Ok(portion) => {
            number(w, &portion.hits.to_string());
            number(w, &portion.of.to_string());
            number(w, &percent(f64::from(portion.hits) / f64::from(portion.of.max(1))));
        }
        Err(reason) => {
            why(w, Gap::Undefined(reason));
            w.tag("td", |_| {});
            w.tag("td", |_| {});
        }
    }
}

/// Rounded numbers, and their share with its interval.
fn people(w: &mut Writer, share: People) {
    match share {
        Ok(share) => {
            number(w, &format!("{} / {}", share.hits(), share.of()));
            number(w, &with_interval(share.share(), share.interval()));
        }
        Err(gap) => {
            why(w, gap);
            w.tag("td", |_| {});
        }
    }
}

fn why(w: &mut Writer, gap: Gap) {
    w.element("td", &[("class", "u")], |w| match gap {
        Gap::Withheld => w.say(&say::WITHHELD),
        Gap::Undefined(reason) => w.say(&Text::reason(reason)),
    });
}

fn with_interval(share: f64, [low, high]: [f64; 2]) -> String {
    format!("{} [{}, {}]", percent(share), percent(low), percent(high))
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}
