//! How tables of comma-separated values are written (RFC 4180).

use std::fmt;

/// A value, or nothing where there is none.
pub(crate) fn told(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Writes one row. Cells that hold a comma, a quote or a line break are quoted.
pub(crate) fn row(cells: &[impl AsRef<str>], to: &mut dyn fmt::Write) -> fmt::Result {
    for (place, cell) in cells.iter().enumerate() {
        let (gap, cell) = (if place == 0 { "" } else { "," }, cell.as_ref());
        if cell.contains([',', '"', '\r', '\n']) {
            write!(to, "{gap}\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            write!(to, "{gap}{cell}")?;
        }
    }
    to.write_str("\r\n")
}
