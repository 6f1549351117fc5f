//! The pages of a funder and of the public: numbers of the programme, a strip for each organization, what is not known.

mod tables;
mod words;

use linli::plan::Tier;
use linli::records::DaySpan;
use linli::release::{Funder, OrganizationAggregates, Programme, Public, Week, WeekState};

use self::words as say;
use super::header::switch;
use super::strips::Weeks;
use super::{mark, note, sheet, term, titled};
use crate::Language;
use crate::html::Writer;
use crate::reading::last_day;
use crate::svg::Cell;
use crate::text::{self, Text};

/// Organizations that get a strip: more than anybody prints, and a bound on the size.
const MOST_STRIPS: usize = 300;

static STATES: &[(Cell, &Text)] = &[
    (Cell::Full, &say::HELD),
    (Cell::Empty, &say::UNUSED),
    (Cell::Rest, &say::HOLIDAY),
    (Cell::Unknown, &say::NOT_RECORDED),
    (Cell::Nothing, &say::NOT_COVERED),
];

/// What stands above both pages.
struct Top<'a> {
    title: &'a str,
    synthetic: &'a str,
    tier: Tier,
    period: DaySpan,
    base: u32,
    bands: [u32; 3],
    programme: &'a Programme,
}

/// The funder's page.
pub(crate) fn funder(funder: &Funder, language: Language) -> String {
    let Funder { title, synthetic, period, base, bands, programme, .. } = funder;
    let (period, base, bands) = (*period, *base, *bands);
    let top = Top { title, synthetic, tier: Tier::T2, period, base, bands, programme };
    document(&top, language, |w| {
        w.element("section", &[("class", "page")], |w| {
            w.say_in("h2", &say::EACH);
            note(w, &say::NO_ORDER);
            for organization in funder.organizations.iter().take(MOST_STRIPS) {
                one(w, funder, organization);
            }
            if funder.organizations.len() > MOST_STRIPS {
                w.say_in("p", &text::SHORTENED_REPORT);
            }
        });
        let cells = funder.cells();
        w.say_in("p", &say::filled(cells));
    })
}

/// The public's page.
pub(crate) fn public(public: &Public, language: Language) -> String {
    let Public { title, synthetic, period, base, bands, programme, .. } = public;
    let (period, base, bands) = (*period, *base, *bands);
    let top = Top { title, synthetic, tier: Tier::T3, period, base, bands, programme };
    document(&top, language, |_| {})
}

fn document(top: &Top<'_>, language: Language, more: impl FnOnce(&mut Writer)) -> String {
    let mut writer = Writer::new(language);
    writer.doctype();
    writer.element("html", &[("lang", if language == Language::En { "en" } else { "zh" })], |w| {
        w.tag("head", |w| titled(w, top.title, top.tier));
        w.tag("body", |w| {
            sheet(w, top.tier, |w| {
                header(w, top);
                w.tag("main", |w| {
                    w.tag("section", |w| programme(w, top));
                    more(w);
                });
            });
        });
    });
    writer.finish()
}

fn header(w: &mut Writer, top: &Top<'_>) {
    w.tag("header", |w| {
        w.text_in("h1", top.title);
        w.element("p", &[("class", "tier")], |w| w.say(&mark(top.tier)));
        if !top.synthetic.is_empty() {
            w.element("p", &[("class", "tier")], |w| w.say(&text::SYNTHETIC));
        }
        if w.language() == Language::Both {
            switch(w);
        }
        w.tag("dl", |w| {
            term(w, &say::PERIOD, |w| {
                w.text(&format!("{} – {}", top.period.start, last_day(top.period.end)));
            });
            term(w, &say::ORGANIZATIONS, |w| w.text(&top.programme.organizations.to_string()));
            term(w, &say::PEOPLE_HERE, |w| w.say(&say::rounding(top.base)));
            term(w, &say::LEFT_OUT, |w| w.say(&say::ABSENT));
        });
    });
}

fn programme(w: &mut Writer, top: &Top<'_>) {
    let programme = top.programme;
    w.say_in("h2", &say::ALL);
    tables::doing(w, &programme.doing);
    tables::headcounts(w, &programme.doing, top.bands);
    tables::coming_back(w, &programme.coming_back);
    note(w, &say::COMING_BACK_NOTE);
    tables::helping(w, programme.helping);
    tables::checked(w, programme.checked);
    tables::accounts(w, &programme.accounts, Some(programme.per_returning));
    w.say_in("h3", &say::UNKNOWN);
    tables::unknown(w, &programme.unknown);
}

/// One organization: its strip with the table behind it, what it held, its money.
fn one(w: &mut Writer, funder: &Funder, organization: &OrganizationAggregates) {
    w.tag("article", |w| {
        w.text_in("h3", &organization.name);
        let weeks: Vec<Cell> = organization.weeks.iter().map(|week| cell(week.state)).collect();
        let is_stirred = |(_, week): &(usize, &Week)| week.gifts || week.guests;
        let marked = organization.weeks.iter().enumerate().filter(is_stirred).map(|(at, _)| at).collect();
        let names = (&text::RHYTHM_STRIP, organization.name.as_str());
        let weeks = Weeks::told(w, (funder.first_week, weeks), names, STATES).with_marks(marked);
        weeks.figure(w);
        tables::doing(w, &organization.doing);
        tables::headcounts(w, &organization.doing, funder.bands);
        if organization.coming_back.iter().any(|row| row.all.is_ok() || row.ordinary.is_ok()) {
            tables::coming_back(w, &organization.coming_back);
        } else {
            note(w, &say::TOO_FEW_HERE);
        }
        tables::accounts(w, &organization.accounts, None);
        weeks.table(w);
    });
}

fn cell(state: WeekState) -> Cell {
    match state {
        WeekState::Held => Cell::Full,
        WeekState::Unused => Cell::Empty,
        WeekState::Holiday => Cell::Rest,
        WeekState::NotRecorded => Cell::Unknown,
        WeekState::NotCovered => Cell::Nothing,
    }
}
