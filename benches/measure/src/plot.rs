//! One plot against the message size, both axes logarithmic, as SVG. Each line has its name at its right end.

use std::fmt::Write;

const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 438.0;
/// The drawing area. The names of the lines are to the right of it.
const LEFT: f64 = 70.0;
const RIGHT: f64 = 588.0;
const TOP: f64 = 66.0;
const BOTTOM: f64 = 388.0;
/// The distance from the ends of the lines to their names.
const GAP: f64 = 22.0;
/// The least distance between two names.
const LINE_HEIGHT: f64 = 18.0;
/// The factor by which the vertical axis exceeds the values.
const MARGIN: f64 = 1.3;

/// The marked sizes.
const SIZES: [(f64, &str); 5] = [
    (64.0, "64 B"),
    (1024.0, "1 KiB"),
    (16384.0, "16 KiB"),
    (1048576.0, "1 MiB"),
    (67108864.0, "64 MiB"),
];

/// The look of a line: its color, and the lengths of its dashes if it has any.
#[derive(Clone, Copy)]
pub struct Style {
    pub color: &'static str,
    pub dashes: &'static str,
}

/// A named curve.
pub struct Line {
    pub name: String,
    pub style: Style,
    /// Sizes in bytes, ascending, and the measured values.
    pub points: Vec<(f64, f64)>,
}

/// The texts of a plot.
pub struct Labels<'a> {
    pub title: &'a str,
    /// The quantity and its unit.
    pub y: &'a str,
    /// Formats a value on the vertical axis.
    pub tick: fn(f64) -> String,
}

/// Returns the SVG.
pub fn plot(labels: &Labels, lines: &[Line]) -> String {
    let values = || lines.iter().flat_map(|line| &line.points).map(|point| point.1);
    let low = values().fold(f64::MAX, f64::min) / MARGIN;
    let high = values().fold(f64::MIN, f64::max) * MARGIN;
    let x = |size: f64| {
        let (first, last) = (SIZES[0].0, SIZES[SIZES.len() - 1].0);
        LEFT + (RIGHT - LEFT) * (size / first).ln() / (last / first).ln()
    };
    let y = |value: f64| BOTTOM - (BOTTOM - TOP) * (value / low).ln() / (high / low).ln();

    let mut svg = String::new();
    // One light card, readable on light and on dark pages.
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         font-family=\"system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif\" font-size=\"13\" fill=\"#24292f\">\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"8\" fill=\"#f6f8fa\"/>"
    );
    text(
        &mut svg,
        (20.0, 28.0),
        "start",
        labels.title,
        "font-size=\"16\" font-weight=\"600\"",
    );
    text(&mut svg, (20.0, 49.0), "start", labels.y, "fill=\"#57606a\"");
    for tick in ticks(low, high) {
        rule(&mut svg, (LEFT, y(tick)), (RIGHT, y(tick)));
        text(
            &mut svg,
            (LEFT - 8.0, y(tick) + 4.5),
            "end",
            &(labels.tick)(tick),
            "",
        );
    }
    for (size, name) in SIZES {
        rule(&mut svg, (x(size), TOP), (x(size), BOTTOM));
        text(&mut svg, (x(size), BOTTOM + 20.0), "middle", name, "");
    }
    text(
        &mut svg,
        (f64::midpoint(LEFT, RIGHT), BOTTOM + 37.0),
        "middle",
        "message size",
        "fill=\"#57606a\"",
    );

    let ends = lines
        .iter()
        .map(|line| line.points.last().map_or(BOTTOM, |end| y(end.1)));
    let names = spread(&ends.clone().collect::<Vec<_>>());
    for ((line, end), name) in lines.iter().zip(ends).zip(names) {
        let Style { color, dashes } = line.style;
        let points: Vec<(f64, f64)> = line
            .points
            .iter()
            .map(|(size, value)| (x(*size), y(*value)))
            .collect();
        let path: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ = writeln!(
            svg,
            "<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\" points=\"{}\"/>",
            path.join(" ")
        );
        for (x, y) in points {
            let _ = writeln!(
                svg,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{color}\"/>"
            );
        }
        // From the end of the line to its name.
        let _ = writeln!(
            svg,
            "<path d=\"M{:.1} {end:.1} L{:.1} {name:.1}\" stroke=\"{color}\" stroke-width=\"1\" opacity=\"0.6\"/>",
            RIGHT + 4.0,
            RIGHT + GAP - 3.0
        );
        let style = format!("fill=\"{color}\" font-weight=\"600\"");
        text(&mut svg, (RIGHT + GAP, name + 4.5), "start", &line.name, &style);
    }
    svg.push_str("</svg>\n");
    svg
}

/// The marked values: powers of ten, with steps of 1, 2, 5 over a short range.
fn ticks(low: f64, high: f64) -> Vec<f64> {
    let steps: &[f64] = if high / low < 300.0 {
        &[1.0, 2.0, 5.0]
    } else {
        &[1.0]
    };
    let decades = low.log10().floor() as i32..=high.log10().ceil() as i32;
    decades
        .flat_map(|decade| steps.iter().map(move |step| step * 10_f64.powi(decade)))
        .filter(|tick| (low..=high).contains(tick))
        .collect()
}

/// Moves positions apart until they are `LINE_HEIGHT` from each other, in their order and within the drawing area.
fn spread(wanted: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut placed = wanted.to_vec();
    // Positions that would overlap form a group, centered at the middle of its members' wishes.
    let mut groups: Vec<(f64, Vec<usize>)> = Vec::new();
    for index in order {
        let mut group = (wanted[index], vec![index]);
        while let Some((middle, members)) = groups.last() {
            let reach = (members.len() + group.1.len()) as f64 / 2.0 * LINE_HEIGHT;
            if group.0 - middle >= reach {
                break;
            }
            let (_, mut members) = groups.pop().unwrap_or_default();
            members.append(&mut group.1);
            let sum: f64 = members.iter().map(|member| wanted[*member]).sum();
            let half = (members.len() as f64 - 1.0) / 2.0 * LINE_HEIGHT;
            group = (
                (sum / members.len() as f64).clamp(TOP + half, BOTTOM - half),
                members,
            );
        }
        groups.push(group);
    }
    for (middle, members) in groups {
        let half = (members.len() as f64 - 1.0) / 2.0;
        for (place, member) in members.into_iter().enumerate() {
            placed[member] = middle + (place as f64 - half) * LINE_HEIGHT;
        }
    }
    placed
}

fn rule(svg: &mut String, from: (f64, f64), to: (f64, f64)) {
    let _ = writeln!(
        svg,
        "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"#d0d7de\"/>",
        from.0, from.1, to.0, to.1
    );
}

fn text(svg: &mut String, at: (f64, f64), anchor: &str, text: &str, style: &str) {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" {style}>{text}</text>",
        at.0, at.1
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_order_and_do_not_overlap() {
        let placed = spread(&[100.0, 101.0, 99.0, 300.0, BOTTOM]);
        for (above, below) in [(2, 0), (0, 1), (1, 3), (3, 4)] {
            assert!(placed[below] - placed[above] >= LINE_HEIGHT - 1e-9, "{placed:?}");
        }
        assert_eq!((placed[3], placed[4]), (300.0, BOTTOM));
    }

    #[test]
    fn short_range_has_ticks_between_powers_of_ten() {
        assert_eq!(ticks(1.9, 71.8), [2.0, 5.0, 10.0, 20.0, 50.0]);
        assert_eq!(ticks(59.7, 124_010.0), [100.0, 1e3, 1e4, 1e5]);
    }
}
