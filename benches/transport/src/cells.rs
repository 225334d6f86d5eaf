//! Results, printed as tables. `measure` draws plots from these tables.

use std::collections::BTreeMap;

/// One result of one contestant at one size.
pub struct Cell {
    pub way: String,
    pub size: usize,
    pub value: f64,
}

/// Prints the head of a table.
pub fn head(title: &str, columns: &[&str]) {
    let rule = "|---".repeat(columns.len());
    println!("\n### {title}\n\n| {} |\n{rule}|", columns.join(" | "));
}

/// Prints a row for each size, with a column for each contestant.
pub fn table(title: &str, cells: &[Cell], show: fn(f64) -> String) {
    let mut sizes: BTreeMap<usize, BTreeMap<&str, f64>> = BTreeMap::new();
    let mut ways: Vec<&str> = Vec::new();
    for cell in cells {
        if !ways.contains(&cell.way.as_str()) {
            ways.push(&cell.way);
        }
        sizes.entry(cell.size).or_default().insert(&cell.way, cell.value);
    }
    head(title, &[&["bytes"], ways.as_slice()].concat());
    for (size, values) in sizes {
        let values: Vec<String> = ways
            .iter()
            .map(|way| values.get(way).map_or_else(String::new, |value| show(*value)))
            .collect();
        println!("| {size} | {} |", values.join(" | "));
    }
}

/// Formats with three significant digits, and at most four after the point.
pub fn three_digits(value: f64) -> String {
    let digits = (2.0 - value.log10().floor()).clamp(0.0, 4.0);
    format!("{value:.*}", digits as usize)
}
