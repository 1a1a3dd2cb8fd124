//! What a plot shows, by the SVG of it.

use plots::Sheet;
use plots::colour::SERIES;
use plotters::style::RGBColor;
use std::collections::BTreeSet;
use trading_post::figures::{Kind, Point, Sweep};

const PAGE: Sheet = Sheet::Page { width: 340, height: 260 };

/// Points that no measurement is needed for.
fn points(sweep: Sweep) -> Vec<Point> {
    let ys = |x: u64| (0..sweep.series().len()).map(|n| Some(x * 1_000 + n as u64)).collect();
    sweep.places().iter().map(|x| Point { x: *x, ys: ys(*x) }).collect()
}

fn drawn(sweep: Sweep, sheet: Sheet) -> String {
    plots::sweep(sweep, &points(sweep), sheet).expect("it can be drawn")
}

/// The value of an attribute of each element that holds all of this.
fn numbers(svg: &str, element: &str, attribute: &str) -> Vec<f64> {
    let start = format!(" {attribute}=\"");
    let elements = svg.split('<').filter(|part| part.starts_with(element));
    let values = elements.filter_map(|part| part.split_once(&start)?.1.split('"').next());
    values.filter_map(|value| value.parse().ok()).collect()
}

#[test]
fn every_line_is_named_on_any_sheet() {
    for sweep in Sweep::ALL {
        for sheet in [Sheet::File, PAGE] {
            let svg = drawn(sweep, sheet).replace("&apos;", "'");
            for series in sweep.series() {
                assert!(svg.contains(series.title), "{sweep:?} on {sheet:?}: {}", series.title);
            }
        }
    }
}

#[test]
fn the_legend_stands_above_all_that_is_drawn() {
    for sweep in Sweep::ALL {
        let svg = drawn(sweep, PAGE);
        let chart = svg.find(sweep.up().title).expect("the axis is named");
        let legend: Vec<f64> = numbers(&svg[..chart], "text", "y");
        let lowest = legend.into_iter().fold(0.0, f64::max);
        let marks = numbers(&svg[chart..], "circle", "cy").into_iter();
        assert!(marks.fold(f64::MAX, f64::min) > lowest, "{sweep:?}");
    }
}

/// The parts of each line's sample in the legend: what they are, in which colour, with how many corners.
fn samples(sweep: Sweep) -> Vec<Vec<(String, String, usize)>> {
    let svg = drawn(sweep, PAGE);
    let chart = svg.find(sweep.up().title).expect("the axis is named");
    // The first element is the paper.
    let legend = svg[..chart].splitn(4, '<').last().expect("there is a legend");
    let sample = |drawn: &str| drawn.split('<').filter_map(part).collect();
    let lines = sweep.series().len();
    legend.split("<text").take(lines).map(sample).collect()
}

fn part(element: &str) -> Option<(String, String, usize)> {
    let value = |name: &str| element.split_once(&format!(" {name}=\""))?.1.split('"').next();
    let kind =
        element.split(' ').next().filter(|kind| !kind.is_empty() && !kind.starts_with('/'))?;
    let colours = [value("stroke"), value("fill")];
    let colour = colours.into_iter().flatten().find(|colour| colour.starts_with('#'))?;
    let corners = value("points").map_or(0, |points| points.split(' ').count());
    Some((kind.to_owned(), colour.to_owned(), corners))
}

#[test]
fn no_two_lines_look_alike_and_an_oracle_has_the_colour_of_its_line() {
    for sweep in Sweep::ALL {
        let (series, samples) = (sweep.series(), samples(sweep));
        assert_eq!(samples.len(), series.len());
        let different: BTreeSet<_> = samples.iter().collect();
        assert_eq!(different.len(), series.len(), "{sweep:?}: {samples:#?}");
        for (series, sample) in series.iter().zip(&samples) {
            let colours = |sample: &[(String, String, usize)]| -> BTreeSet<String> {
                sample.iter().map(|(_, colour, _)| colour.clone()).collect()
            };
            assert_eq!(colours(sample).len(), 1, "{sweep:?}: {sample:?}");
            if let Kind::Oracle { of } = series.kind {
                assert_eq!(colours(sample), colours(&samples[of]), "{sweep:?}: {}", series.title);
            }
        }
    }
}

/// How wide each line of this colour is in the chart, from the lowest to the uppermost, in px.
fn widths(chart: &str, colour: RGBColor) -> Vec<f64> {
    let RGBColor(red, green, blue) = colour;
    let stroke = format!(" stroke=\"#{red:02X}{green:02X}{blue:02X}\"");
    let lines = chart.split('<').filter(|part| part.starts_with("polyline"));
    lines
        .filter(|part| part.contains(&stroke))
        .flat_map(|line| numbers(line, "", "stroke-width"))
        .collect()
}

#[test]
fn an_oracle_shows_beneath_the_line_that_lies_on_it() {
    for sweep in Sweep::ALL {
        let svg = drawn(sweep, PAGE);
        let (_, chart) = svg.split_once(sweep.up().title).expect("the axis is named");
        for series in sweep.series() {
            if let Kind::Oracle { of } = series.kind {
                let widths = widths(chart, SERIES[of]);
                let [band, line] = widths[..] else { panic!("{sweep:?}: {widths:?}") };
                assert!(band >= line + 4.0, "{sweep:?}: {band} beneath {line}");
            }
        }
    }
}

#[test]
fn nothing_is_drawn_beside_the_sheet() {
    for sweep in Sweep::ALL {
        let svg = drawn(sweep, PAGE);
        for x in numbers(&svg, "circle", "cx").into_iter().chain(numbers(&svg, "text", "x")) {
            assert!((0.0..=340.0).contains(&x), "{sweep:?}: {x}");
        }
    }
}

#[test]
fn a_file_has_its_title_and_a_style_for_the_dark_and_a_part_of_a_page_has_neither() {
    let (file, page) = (drawn(Sweep::Buyers, Sheet::File), drawn(Sweep::Buyers, PAGE));
    for part in ["prefers-color-scheme: dark", Sweep::Buyers.title()] {
        assert!(file.contains(part) && !page.contains(part), "{part}");
    }
}

#[test]
fn a_histogram_has_a_bar_a_bin() {
    let bins = [(200_000, 210_000, 7), (210_000, 220_000, 0), (220_000, 230_000, 3)];
    let svg = plots::histogram("450 requests", "requests", &bins, PAGE).expect("it can be drawn");
    let bars = svg.matches("<rect").count() - 1;
    assert_eq!(bars, bins.len(), "{svg}");
}

#[test]
fn nothing_measured_is_an_empty_plot() {
    let svg = plots::sweep(Sweep::Loss, &[], PAGE).expect("it can be drawn");
    assert!(svg.contains(Sweep::Loss.up().title));
    assert!(plots::histogram("None", "requests", &[], Sheet::File).is_ok());
}

#[test]
fn a_sheet_too_small_to_read_is_drawn_larger() {
    let svg = drawn(Sweep::Loss, Sheet::Page { width: 0, height: 0 });
    assert!(svg.contains("width=\"200\" height=\"140\""));
}
