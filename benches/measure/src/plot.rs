//! Plots of results by size, on logarithmic axes, as SVG.

use plotters::prelude::*;
use std::error::Error;
use std::path::Path;

const COLORS: [RGBColor; 8] = [
    RGBColor(0x1b, 0x6c, 0xa8),
    RGBColor(0xd9, 0x5f, 0x02),
    RGBColor(0x66, 0x66, 0x66),
    RGBColor(0x2c, 0x8c, 0x3c),
    RGBColor(0xb0, 0x2a, 0x8f),
    RGBColor(0xc0, 0x39, 0x2b),
    RGBColor(0x8a, 0x6d, 0x1d),
    RGBColor(0x00, 0x8b, 0x8b),
];

/// A named curve.
pub struct Line {
    pub name: String,
    /// Size in bytes, and the result.
    pub points: Vec<(f64, f64)>,
}

/// Draws `lines` into the file at `path`.
///
/// # Errors
/// If the plot cannot be drawn or written.
pub fn plot(path: &Path, title: &str, y_label: &str, lines: &[Line]) -> Result<(), Box<dyn Error>> {
    let all = || lines.iter().flat_map(|line| &line.points);
    let range = |pick: fn(&(f64, f64)) -> f64| {
        all().map(pick).fold((f64::MAX, f64::MIN), |(low, high), value| {
            (low.min(value), high.max(value))
        })
    };
    let ((left, right), (low, high)) = (range(|point| point.0), range(|point| point.1));
    let root = SVGBackend::new(path, (820, 480)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .caption(title, ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(42)
        .y_label_area_size(76)
        .build_cartesian_2d((left..right).log_scale(), (low / 1.3..high * 1.5).log_scale())?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(BLACK.mix(0.12))
        .x_desc("message size")
        .y_desc(y_label)
        .x_label_formatter(&|size| bytes(*size))
        .y_label_formatter(&|value| format!("{value}"))
        .draw()?;
    for (line, color) in lines.iter().zip(COLORS.iter().cycle()) {
        let points = line.points.iter().copied();
        chart
            .draw_series(LineSeries::new(points.clone(), color.stroke_width(2)))?
            .label(&line.name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], color.stroke_width(2)));
        chart.draw_series(points.map(|point| Circle::new(point, 3, color.filled())))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.mix(0.85))
        .border_style(BLACK.mix(0.2))
        .draw()?;
    root.present()?;
    Ok(())
}

/// Returns a size as text.
fn bytes(size: f64) -> String {
    match size {
        size if size >= 1048576.0 => format!("{:.0} MiB", size / 1048576.0),
        size if size >= 1024.0 => format!("{:.0} KiB", size / 1024.0),
        size => format!("{size:.0} B"),
    }
}
