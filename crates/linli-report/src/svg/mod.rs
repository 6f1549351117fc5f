//! Pictures: one a file. Each has a title, a description and `role="img"`, and reads in black and white.

mod axis;
mod bars;
mod curve;
mod dates;
mod line;
mod network;
mod specifications;
mod strip;

pub use line::{ChartSize, Line, LineChart, Point, line_svg};
pub use specifications::specifications_svg;
pub use strip::{Cell, Strip, rhythm_svg};

pub(crate) use bars::{Bars, PARTS, draw as draw_bars};
pub(crate) use curve::{Against, Curve, Share, draw as draw_curve};
pub(crate) use dates::{Dates, draw as draw_dates};
pub(crate) use line::draw as draw_line;
pub(crate) use network::{NetworkAt, NetworkPicture, draw as draw_network};
pub(crate) use strip::draw as draw_strip;

use crate::html::{Place, Writer};
use crate::number::coordinate;

const INK: &str = "#1b3a57";
const SECOND: &str = "#a8540a";
const GREY: &str = "#767676";
/// Colour, width and dashes, by line. The page's legends use the same order.
const STROKES: [[&str; 3]; 3] = [[INK, "1.6", ""], [SECOND, "1.6", "5 3"], [GREY, "1.8", "1 3"]];
/// The page says which; alone, a picture takes what its place has.
const FONT: &str = "sans-serif";

/// The frame of every picture. On a page its style stands in the style sheet once.
fn picture(w: &mut Writer, size: [f64; 2], title: &str, description: &str, content: impl FnOnce(&mut Writer)) {
    let [width, height] = size.map(coordinate);
    let view = format!("0 0 {width} {height}");
    let own = [("role", "img"), ("viewBox", &*view), ("width", &width), ("height", &height)];
    let alone = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("font-family", FONT),
        ("font-size", "11"),
        ("fill", "none"),
        ("stroke-linecap", "round"),
        ("stroke-linejoin", "round"),
    ];
    let attributes = match w.place() {
        Place::Page => own.to_vec(),
        Place::Alone => own.into_iter().chain(alone).collect(),
    };
    w.element("svg", &attributes, |w| {
        w.text_in("title", title);
        w.text_in("desc", description);
        content(w);
    });
}

/// Strokes of which pictures have many: on a page each is a class.
const SHARED: [[&str; 3]; 13] = [
    STROKES[0],
    STROKES[1],
    STROKES[2],
    ["#ddd", "1", ""],
    ["#555", "1", ""],
    ["#9a9a9a", "1", ""],
    [INK, "4.4", ""],
    [SECOND, "4.4", ""],
    [GREY, "4.4", ""],
    [INK, "1", ""],
    [SECOND, "1", ""],
    [GREY, "1.5", ""],
    [INK, "5", ""],
];

/// The classes of pictures, for the head of a page.
pub(crate) fn style() -> String {
    let strokes = SHARED.iter().enumerate().map(|(at, [colour, width, dash])| {
        let dash = if dash.is_empty() { String::new() } else { format!(";stroke-dasharray:{dash}") };
        format!(".s{at}{{stroke:{colour};stroke-width:{width}{dash}}}\n")
    });
    let labels = ["start", "middle", "end"].map(|anchor| format!(".l-{anchor}{{fill:#333;text-anchor:{anchor}}}\n"));
    strokes.chain(labels).collect()
}

/// Short texts at their places, all held at the same end.
fn labels<'a>(w: &mut Writer, anchor: &str, labels: impl Iterator<Item = ([f64; 2], &'a str)>) {
    let class = format!("l-{anchor}");
    let (on_page, alone) = ([("class", &*class)], [("fill", "#333"), ("text-anchor", anchor)]);
    w.element("g", if w.place() == Place::Page { &on_page } else { &alone }, |w| {
        for (place, text) in labels {
            let [x, y] = place.map(coordinate);
            w.element("text", &[("x", &x), ("y", &y)], |w| w.text(text));
        }
    });
}

/// A path that is drawn; the frame fills none.
fn stroke(w: &mut Writer, path: &str, style: [&str; 3]) {
    if path.is_empty() {
        return;
    }
    let shared = SHARED.iter().position(|shared| *shared == style).filter(|_| w.place() == Place::Page);
    if let Some(at) = shared {
        return w.void("path", &[("class", &format!("s{at}")), ("d", path)]);
    }
    let [colour, width, dash] = style;
    let all = [("d", path), ("stroke", colour), ("stroke-width", width), ("stroke-dasharray", dash)];
    w.void("path", if dash.is_empty() { &all[..3] } else { &all });
}

/// A path that is filled.
fn fill(w: &mut Writer, path: &str, colour: &str) {
    if !path.is_empty() {
        w.void("path", &[("d", path), ("fill", colour)]);
    }
}
