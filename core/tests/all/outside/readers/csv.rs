//! RFC 4180, read strictly: quotes only around whole cells, rows end in CRLF, all as long.

/// Reads a table.
pub fn read(text: &str) -> Result<Vec<Vec<String>>, String> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut row = Vec::new();
        loop {
            let (cell, after) = if rest.starts_with('"') { quoted(rest)? } else { plain(rest)? };
            row.push(cell);
            if let Some(next) = after.strip_prefix(',') {
                rest = next;
            } else {
                let row = after.strip_prefix("\r\n");
                rest =
                    row.ok_or_else(|| format!("neither a comma nor a row's end: {after:.20}"))?;
                break;
            }
        }
        rows.push(row);
    }
    match rows.iter().find(|row| row.len() != rows[0].len()) {
        Some(row) => Err(format!("a row of {} cells, not {}", row.len(), rows[0].len())),
        None => Ok(rows),
    }
}

fn plain(text: &str) -> Result<(String, &str), String> {
    let end = text.find([',', '\r', '\n']).unwrap_or(text.len());
    let cell = &text[..end];
    if cell.contains('"') {
        Err(format!("a quote in {cell}"))
    } else {
        Ok((cell.to_owned(), &text[end..]))
    }
}

fn quoted(text: &str) -> Result<(String, &str), String> {
    let (mut cell, mut rest) = (String::new(), &text[1..]);
    loop {
        let end = rest.find('"').ok_or("a cell that is never closed")?;
        cell += &rest[..end];
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(next) => rest = next,
            None => return Ok((cell, rest)),
        }
        cell.push('"');
    }
}
